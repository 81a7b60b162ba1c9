import { requestRefund } from "../../../../../../payments/refund-desk/begin-request"
import type { RefundRequestBody } from "../../../refund-desk-requests"
import { staffAction } from "../../../staff-action"

/** Asks the buyer for the account that money goes back to. */
export const POST = staffAction<RefundRequestBody>(async (scope, id, actor, { amount, reason = null, seen }) => {
  await requestRefund(scope, id, { amount, reason, seen }, actor)
})
