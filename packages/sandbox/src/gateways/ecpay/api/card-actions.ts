import type { Context } from "hono"
import { slashDateTime, wallClock } from "../../../core/taipei.js"
import { act, type CardAction, type CardPayment, cardState, closedAmount } from "../model/card-ledger.js"
import type { Ecpay } from "../model/ecpay.js"
import type { Trade } from "../model/trade.js"
import type { Fields } from "../wire/codec.js"
import { plainBody } from "../wire/codec.js"
import { isInteger } from "../wire/fields.js"
import { type Call, readCall } from "./calls.js"

type Verdict = readonly [code: string, message: string]

const ACTIONS: readonly string[] = ["C", "R", "E", "N"] satisfies CardAction[]
const DONE: Verdict = ["1", "Succeeded"]

/** 信用卡請退款功能 (p=2885): the answer is not signed. */
export async function doAction(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, false)
  if (call instanceof Response) return call
  const { MerchantID = "", MerchantTradeNo = "", TradeNo = "" } = call.fields
  const [RtnCode, RtnMsg] = decide(ecpay, call)
  return context.html(plainBody({ MerchantID, MerchantTradeNo, TradeNo, RtnCode, RtnMsg }))
}

function decide(ecpay: Ecpay, call: Call): Verdict {
  const { fields } = call
  if (call.refusal) return ["10200073", "CheckMacValue Error."]
  if (ecpay.settings.behaviour === "stage") return ["10200027", "TradeNo Error"]
  const trade = ecpay.book.byReference(fields.MerchantID ?? "", fields.MerchantTradeNo ?? "")
  if (!trade) return ["10200052", "MerchantTradeNo Error"]
  if (trade.tradeNo !== fields.TradeNo) return ["10200027", "TradeNo Error"]
  if (!trade.card) return ["0", "error_nopay"]
  return decideAction(ecpay, trade, trade.card, fields)
}

function decideAction(ecpay: Ecpay, trade: Trade, card: CardPayment, fields: Fields): Verdict {
  const action = fields.Action as CardAction
  const amount = Number(fields.TotalAmount)
  if (!ACTIONS.includes(action)) return ["10100050", "Parameter Error. Action Not In Spec"]
  if (!isInteger(fields.TotalAmount) || amount < 1) return ["10100050", "Parameter Error. TotalAmount Not In Spec"]
  const now = ecpay.core.clock.now()
  if (isClosingTime(now)) return ["0", "更新失敗.(error_Stop)"]
  if (action === "R" && isHeld(ecpay, card, now)) return ["0", "更新失敗.(error_Stop)"]
  if (action === "R" && !covers(trade, amount)) return ["0", "更新失敗.(error_balance)"]
  const refusal = act(card, action, amount, now)
  if (refusal) return ["0", refusal]
  if (action === "R") pay(trade, amount)
  return DONE
}

/** 20:15–20:30, Taipei: the daily batch, during which calls are refused. */
function isClosingTime(now: Date): boolean {
  const { hour, minute } = wallClock(now)
  return hour === 20 && minute >= 15 && minute < 30
}

function isHeld(ecpay: Ecpay, card: CardPayment, now: Date): boolean {
  const closed = card.closings.findLast((closing) => closing.amount > 0 && closing.status === "已關帳")
  const byBatch = closed && wallClock(closed.at).hour === 20 && wallClock(closed.at).minute === 15
  const six = 9 * 60 + 45
  return Boolean(ecpay.settings.holdRefundsUntilSix && byBatch && now.getTime() - closed.at.getTime() < six * 60_000)
}

function covers({ account }: Trade, amount: number): boolean {
  return account.balance === null || account.balance >= amount
}

function pay({ account }: Trade, amount: number): void {
  if (account.balance !== null) account.balance -= amount
}

/** 查詢信用卡單筆明細紀錄 (p=2894): JSON, unsigned. */
export async function queryCard(ecpay: Ecpay, context: Context): Promise<Response> {
  const call = await readCall(ecpay, context, false)
  if (call instanceof Response) return call
  if (ecpay.settings.behaviour === "stage") return context.notFound()
  const { CreditRefundId, CreditAmount, CreditCheckCode, MerchantID } = call.fields
  if (call.refusal || call.account?.creditCheckCode !== CreditCheckCode) return cardAnswer(context, "error", "")
  const owned = ecpay.book.all().filter((trade) => trade.account.merchantId === MerchantID)
  const card = owned.find((trade) => trade.card?.gwsr === CreditRefundId)?.card
  if (!card || String(card.amount) !== CreditAmount) return cardAnswer(context, "error_nopay", "")
  return cardAnswer(context, "", cardDetails(ecpay, card))
}

function cardAnswer(context: Context, RtnMsg: string, RtnValue: unknown): Response {
  return context.json({ RtnMsg, RtnValue })
}

function cardDetails(ecpay: Ecpay, card: CardPayment): Record<string, unknown> {
  const state = cardState(card)
  const plain = card.released ? "已取消" : "已授權"
  return {
    TradeID: Number(card.gwsr),
    amount: card.amount,
    clsamt: closedAmount(card),
    authtime: slashDateTime(card.at),
    status: ecpay.settings.queryTradeStatus === "closing" ? state : plain,
    close_data: card.closings.map((closing) => ({
      status: closing.status,
      sno: closing.sno,
      amount: closing.amount,
      datetime: slashDateTime(closing.at),
    })),
  }
}
