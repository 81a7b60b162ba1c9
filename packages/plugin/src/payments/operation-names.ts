import type { Operation } from "../modules/ledger/records"

/** What staff call a movement of money. In English its kind is its name. */
export const IN_CHINESE: Readonly<Record<Operation["kind"], string>> = {
  charge: "扣款",
  confirm: "確認付款",
  capture: "請款",
  void: "取消授權",
  refund: "退款",
}
