import type { Attempt } from "../modules/ledger/records"
import type { Trade } from "../toolkit/contract/gateway"
import { alarmAbout, type PaymentContext, raiseAlarm } from "./context"

const MONEY: readonly Trade["state"][] = ["authorized", "captured"]

/**
 * Tells of money that came for a trade number of ours a second time, under another number of the gateway's: a page that was sent
 * again, where a gateway takes one number more than once (PAYUNi, after ten minutes). What is recorded is the first payment.
 */
export async function tellPaidAgain(context: PaymentContext, before: Attempt, trade: Trade): Promise<void> {
  const { reference, paid_at, trade_no } = before
  const isOther = reference !== null && trade.reference !== null && trade.reference !== reference
  if (paid_at === null || !isOther || trade.simulated || !MONEY.includes(trade.state)) return
  const amount = trade.amount ?? before.amount
  const detail = {
    en: `Trade ${trade_no} was paid as ${reference}, and ${amount} TWD came for it once more, as ${trade.reference}: give the second payment back in the gateway's back office.`,
    "zh-TW": `交易 ${trade_no} 已以 ${reference} 付款，又以 ${trade.reference} 重複入帳 ${amount} 元：請至金流後台退回第二筆款項。`,
  }
  const subject = `${before.id} ${trade.reference}`
  await raiseAlarm(context, alarmAbout(before, "second_payment", detail, { subject, amount }))
}
