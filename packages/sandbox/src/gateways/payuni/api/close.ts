import { type CloseType, cancelRefusal, close, type LedgerRules } from "../model/card.js"
import type { Payuni } from "../model/payuni.js"
import { move, type Trade } from "../model/trade.js"
import { PayuniRefusal } from "../wire/codes.js"
import { amountOf, type Call, type Done, tradeOf } from "./calls.js"

const TYPES: readonly CloseType[] = ["1", "2", "-1", "-2"]

/** 請退款 (#39). The amount is not echoed. */
export function closeTrade(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  const type = TYPES.find((each) => each === call.inner.CloseType)
  if (!type) throw new PayuniRefusal("CLOSE02008", "請退款類型，格式錯誤")
  const amount = type === "1" || type === "2" ? amountOf(call.inner.TradeAmt, "CLOSE02010") : 0
  closeCard(payuni, trade, type, amount)
  const fields = { MerID: trade.account.merId, TradeNo: trade.tradeNo, CloseType: type }
  return { message: "處理成功", fields }
}

/** One step in a card's ledger. @throws PayuniRefusal CLOSE… */
export function closeCard(payuni: Payuni, trade: Trade, type: CloseType, amount: number): void {
  if (!trade.card || trade.state !== "paid") throw new PayuniRefusal("CLOSE03001", "處理失敗，訂單不為信用卡付款成功")
  const refusal = close(trade.card, type, amount, rulesFor(payuni, trade))
  if (refusal) throw new PayuniRefusal(refusal.code, refusal.message)
}

function rulesFor({ core, settings }: Payuni, { account }: Trade): LedgerRules {
  return { now: core.clock.now(), refundsAllowed: account.refunds, atOnce: settings.closing === "at-once" }
}

/** 取消授權 (#40). */
export function cancelTrade(payuni: Payuni, call: Call): Done {
  const trade = tradeOf(payuni, call)
  cancelAuthorisation(trade)
  return { message: "取消授權成功", fields: { MerID: trade.account.merId, TradeNo: trade.tradeNo } }
}

/** @throws PayuniRefusal CANCEL03001 */
export function cancelAuthorisation(trade: Trade): void {
  const refusal = trade.card && trade.state === "paid" ? cancelRefusal(trade.card) : "取消授權失敗，訂單不為付款成功"
  if (refusal) throw new PayuniRefusal("CANCEL03001", refusal)
  move(trade, "cancelled")
}
