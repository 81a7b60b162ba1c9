import { recordManualRefund } from "../../../../../../payments/staff/manual-refund"
import type { RefundByHandBody } from "../../../requests"
import { staffAction } from "../../../staff-action"

/** Records a refund that staff made themselves. */
export const POST = staffAction<RefundByHandBody>((scope, id, actor, body) =>
  recordManualRefund(scope, id, body, actor),
)
