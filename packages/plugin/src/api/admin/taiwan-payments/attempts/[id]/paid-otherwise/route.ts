import { recordPaidOtherwise } from "../../../../../../payments/staff/paid-otherwise"
import type { PaidOtherwiseBody } from "../../../requests"
import { staffAction } from "../../../staff-action"

/** Records that the order of an awaited number was paid in another way. */
export const POST = staffAction<PaidOtherwiseBody>((scope, id, actor, body) =>
  recordPaidOtherwise(scope, id, body, actor),
)
