import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { refundUnmatched } from "../../../../../../payments/staff/refund-unmatched"
import { inHttpTerms } from "../../../http-terms"
import type { RefundBody } from "../../../requests"

/** Gives back money without a home. */
export const POST = inHttpTerms<RefundBody>(async (request, response) => {
  const id = request.params.id ?? ""
  await refundUnmatched(request.scope, id, request.validatedBody.amount)
  response.json(await detailOf(request.scope, id))
})
