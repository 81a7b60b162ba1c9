import type { AlarmKind } from "../modules/ledger/records"
import type { LocalText } from "../toolkit/text"

/** What alarms are called where the admin's own words do not reach: in Medusa's notifications. */
export const ALARM_TITLES: Readonly<Record<AlarmKind, LocalText>> = {
  second_payment: { en: "Paid twice", "zh-TW": "重複付款" },
  canceled_order: { en: "Paid after cancellation", "zh-TW": "訂單取消後才收到款項" },
  deleted_session: { en: "Paid for a cart that changed", "zh-TW": "購物車變更後才收到款項" },
  wrong_amount: { en: "Wrong amount", "zh-TW": "金額不符" },
  unknown_trade: { en: "Unknown trade", "zh-TW": "不明交易" },
  not_applied: { en: "Paid, but no order", "zh-TW": "已付款但訂單未成立" },
  order_incomplete: { en: "Order incomplete", "zh-TW": "訂單不完整" },
  voucher_without_order: { en: "Payment number without an order", "zh-TW": "有繳費代碼但無訂單" },
  not_carried_out: { en: "Accepted, but not carried out", "zh-TW": "已受理但未執行" },
  card_testing: { en: "Somebody may be testing cards", "zh-TW": "疑似有人測試信用卡" },
  account_gone: { en: "Account not configured", "zh-TW": "找不到原特店設定" },
  clock_skew: { en: "Clock is wrong", "zh-TW": "系統時鐘不準" },
  amount_changed: { en: "Order changed while it was awaited", "zh-TW": "等待付款期間訂單有變更" },
  shipped_unpaid: { en: "Shipped, not paid", "zh-TW": "已出貨，尚未付款" },
  expired_unpaid: { en: "Number ran out, order kept", "zh-TW": "繳費逾期，訂單保留" },
  not_refunded: { en: "Not refunded", "zh-TW": "尚未退款" },
  not_released: { en: "Card not released", "zh-TW": "授權尚未取消" },
  not_booked: { en: "Done, but not in Medusa", "zh-TW": "已完成但 Medusa 未入帳" },
  authorization_ends: { en: "Authorisation about to end", "zh-TW": "授權即將到期" },
  refunded_elsewhere: { en: "Given back at the gateway", "zh-TW": "金流端已退款" },
  refund_returned: { en: "Refund sent back by the bank", "zh-TW": "退款遭銀行退回" },
  refund_undone: { en: "Still at the gateway", "zh-TW": "款項仍在金流端" },
  payout_unknown: { en: "Payout of an unknown trade", "zh-TW": "撥款中有未知交易" },
  payout_missing: { en: "Not paid out", "zh-TW": "尚未撥款" },
  payout_differs: { en: "Payout differs", "zh-TW": "撥款金額不符" },
  payout_doubled: { en: "Paid out twice", "zh-TW": "重複撥款" },
  payout_fee_changed: { en: "Fee changed", "zh-TW": "手續費不符" },
  chargeback: { en: "Taken back by the bank", "zh-TW": "遭銀行扣回" },
}
