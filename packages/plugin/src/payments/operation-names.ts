import type { Attempt, Operation } from "../modules/ledger/records"

/** What staff call a movement of money. In English its kind is its name. */
export const IN_CHINESE: Readonly<Record<Operation["kind"], string>> = {
  charge: "扣款",
  confirm: "確認付款",
  capture: "請款",
  void: "取消授權",
  refund: "退款",
}

/** And the state of a trade. */
export const STATE_IN_CHINESE: Readonly<Record<Attempt["state"], string>> = {
  started: "付款中",
  issued: "待繳費",
  failed: "付款失敗",
  expired: "已逾期",
  authorized: "已授權",
  captured: "已付款",
  voided: "已取消授權",
  refunded: "已退款",
}
