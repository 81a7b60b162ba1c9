import { refundUnmatched } from "../../../../../../payments/staff/refund-unmatched"
import type { RefundBody } from "../../../requests"
import { staffAction } from "../../../staff-action"

/** Gives back money without a home. */
export const POST = staffAction<RefundBody>((scope, id, actor, { amount }) => refundUnmatched(scope, id, actor, amount))
