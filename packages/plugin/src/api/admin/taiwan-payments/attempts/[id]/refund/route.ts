import { refundUnmatched } from "../../../../../../payments/staff/refund-unmatched"
import type { RefundBody } from "../../../requests"
import { staffAction } from "../../../staff-action"

/** Gives back money without a home. */
export const POST = staffAction<RefundBody>((scope, id, actor, body) => refundUnmatched(scope, id, actor, body))
