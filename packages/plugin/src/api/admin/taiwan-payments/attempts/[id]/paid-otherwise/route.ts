import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { recordPaidOtherwise } from "../../../../../../payments/staff/paid-otherwise"
import { inHttpTerms } from "../../../http-terms"
import type { PaidOtherwiseBody } from "../../../requests"

/** Records that the order of an awaited number was paid in another way. */
export const POST = inHttpTerms<PaidOtherwiseBody>(async (request, response) => {
  const id = request.params.id ?? ""
  await recordPaidOtherwise(request.scope, id, request.validatedBody, request.auth_context.actor_id)
  response.json(await detailOf(request.scope, id))
})
