import type { Attempt } from "../modules/ledger/records"
import type { AlsoPaid, Trade } from "../toolkit/contract/gateway"
import { alarmAbout, type PaymentContext, raiseAlarm } from "./context"

const MONEY: readonly Trade["state"][] = ["authorized", "captured"]

/**
 * Tells of money that came for a trade number of ours a second time, under another number of the gateway's, by a notice or among what
 * the gateway answers: a page that was sent again, where a gateway takes one number more than once (PAYUNi, after ten minutes). What is
 * recorded is the first payment.
 */
export async function tellPaidAgain(context: PaymentContext, before: Attempt, trade: Trade): Promise<void> {
  const first = before.paid_at === null ? trade.reference : before.reference
  const money = !trade.simulated && MONEY.includes(trade.state) ? [trade, ...(trade.alsoPaid ?? [])] : []
  const others = money.filter(({ reference }) => reference !== null && reference !== first)
  if (first !== null) for (const other of others) await tellOther(context, before, first, other)
}

async function tellOther(context: PaymentContext, before: Attempt, first: string, other: AlsoPaid): Promise<void> {
  const { trade_no } = before
  const amount = other.amount ?? before.amount
  const detail = {
    en: `Trade ${trade_no} was paid as ${first}, and ${amount} TWD came for it once more, as ${other.reference}: give the second payment back in the gateway's back office.`,
    "zh-TW": `交易 ${trade_no} 已以 ${first} 付款，又以 ${other.reference} 重複入帳 ${amount} 元：請至金流後台退回第二筆款項。`,
  }
  const subject = `${before.id} ${other.reference}`
  await raiseAlarm(context, alarmAbout(before, "second_payment", detail, { subject, amount }))
}
