import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, NewAlarm } from "../../modules/ledger/records"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import { changedAmount, type OrderMoney } from "../order-money"

/** What Medusa does not do, try after try. */
export function notApplied(attempt: Attempt, why: string): NewAlarm {
  const { trade_no } = attempt
  return isPaid(attempt)
    ? alarmAbout(attempt, "not_applied", {
        en: `Trade ${trade_no} is paid, but Medusa cannot complete it: ${why}`,
        "zh-TW": `交易 ${trade_no} 已付款，但 Medusa 無法完成訂單：${why}`,
      })
    : alarmAbout(attempt, "voucher_without_order", {
        en: `Trade ${trade_no} has a number to pay with, but Medusa cannot place its order: ${why}`,
        "zh-TW": `交易 ${trade_no} 已有繳費代碼，但 Medusa 無法建立訂單：${why}`,
      })
}

/** Its order stands, and something of it is missing. */
export function incomplete(attempt: Attempt, problem: string): NewAlarm {
  return alarmAbout(attempt, "order_incomplete", {
    en: `Trade ${attempt.trade_no} has its order, but the order is not complete. ${problem}`,
    "zh-TW": `交易 ${attempt.trade_no} 的訂單已成立，但內容不完整。${problem}`,
  })
}

/** An order that was edited while its number was awaited is paid in part, or too much: Medusa has the money, and a person must look. */
export async function tellChangedAmount(
  context: PaymentContext,
  attempt: Attempt,
  money: OrderMoney | null,
): Promise<void> {
  const asked = changedAmount(attempt, money)
  if (asked === null || money?.order === null) return
  const { trade_no, amount } = attempt
  const detail = {
    en: `Trade ${trade_no} brought ${amount} TWD, but its order was changed meanwhile and asks ${asked} TWD now.`,
    "zh-TW": `交易 ${trade_no} 入帳 ${amount} 元，但訂單已變更，目前應收 ${asked} 元。`,
  }
  await raiseAlarm(context, alarmAbout(attempt, "amount_changed", detail, { order_id: money?.order.id ?? null }))
}
