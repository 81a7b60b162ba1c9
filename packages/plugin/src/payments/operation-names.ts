import type { Attempt, AttemptState, Operation } from "../modules/ledger/records"
import type { LocalText } from "../toolkit/text"

/** What staff call a movement of money. In English its kind is its name. */
export const IN_CHINESE: Readonly<Record<Operation["kind"], string>> = {
  charge: "扣款",
  confirm: "確認付款",
  capture: "請款",
  void: "取消授權",
  refund: "退款",
}

/** What staff call the state of a trade. */
export const STATE_NAMES: Readonly<Record<AttemptState, LocalText>> = {
  started: { en: "At the gateway", "zh-TW": "付款中" },
  issued: { en: "Awaiting payment", "zh-TW": "待繳費" },
  failed: { en: "Failed", "zh-TW": "付款失敗" },
  expired: { en: "Expired", "zh-TW": "已逾期" },
  authorized: { en: "Authorised", "zh-TW": "已授權" },
  captured: { en: "Paid", "zh-TW": "已付款" },
  voided: { en: "Released", "zh-TW": "已取消授權" },
  refunded: { en: "Refunded", "zh-TW": "已退款" },
}

/** How a trade stands, as the reason of a refusal: the end of a sentence, without its stop. */
export function stateAsReason({ state }: Pick<Attempt, "state">): LocalText {
  return { en: `the trade is ${state}`, "zh-TW": `這筆交易${STATE_NAMES[state]["zh-TW"]}` }
}
