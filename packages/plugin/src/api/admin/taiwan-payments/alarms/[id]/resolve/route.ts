import { MedusaError } from "@medusajs/framework/utils"
import { readerOf } from "../../../../../../payments/staff/situation"
import { PaymentError } from "../../../../../../toolkit/payment-error"
import { inHttpTerms } from "../../../http-terms"
import type { ResolveBody } from "../../../requests"

/** Closes an alarm, with a person's words about what was done. */
export const POST = inHttpTerms<ResolveBody>(async (request, response) => {
  const reader = readerOf(request.scope)
  const id = request.params.id ?? ""
  if (!(await reader.alarm(id))) throw new MedusaError(MedusaError.Types.NOT_FOUND, "There is no such alarm.")
  const alarm = await reader.resolve(id, request.validatedBody.resolution)
  if (!alarm) throw new PaymentError("refused", "The alarm is resolved already.")
  response.json({ alarm })
})
