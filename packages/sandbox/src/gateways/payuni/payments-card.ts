import { type CloseType, cancelRefusal, close, type LedgerRules } from "./model/card.js"
import type { Payuni } from "./model/payuni.js"
import { move, type Trade } from "./model/trade.js"
import { PayuniRefusal } from "./wire/codes.js"

/** One step in a card's ledger. @throws PayuniRefusal CLOSE… */
export function closeCard(payuni: Payuni, trade: Trade, type: CloseType, amount: number): void {
  if (!trade.card || trade.state !== "paid") throw new PayuniRefusal("CLOSE03001", "處理失敗，訂單不為信用卡付款成功")
  const refusal = close(trade.card, type, amount, rulesFor(payuni, trade))
  if (refusal) throw new PayuniRefusal(refusal.code, refusal.message)
}

function rulesFor({ core, settings }: Payuni, { account }: Trade): LedgerRules {
  return { now: core.clock.now(), refundsAllowed: account.refunds, atOnce: settings.closing === "at-once" }
}

/** @throws PayuniRefusal CANCEL03001 */
export function cancelAuthorisation(trade: Trade): void {
  const refusal = trade.card && trade.state === "paid" ? cancelRefusal(trade.card) : "取消授權失敗，訂單不為付款成功"
  if (refusal) throw new PayuniRefusal("CANCEL03001", refusal)
  move(trade, "cancelled")
}
