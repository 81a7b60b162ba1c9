import { textIn } from "../../toolkit/answer-text"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { BalanceRequest } from "../../toolkit/contract/operation"
import type { PaidTrade, Trade, TradeKey, TradeState } from "../../toolkit/contract/trade"
import { decodeObject } from "../../toolkit/json-object"
import { isRecord } from "../../toolkit/options"
import { isPaymentError } from "../../toolkit/payment-error"
import { figureIn, rowsIn } from "../../toolkit/record-rows"
import type { Twd } from "../../toolkit/twd"
import { call, refusal, textOf } from "./client"
import type { EcpayConfig } from "./config"
import { query } from "./query"
import { errors } from "./wire"

/** Where a card payment stands in ECPay's record (查詢信用卡單筆明細記錄). */
export interface PaymentRecord {
  readonly state: "authorized" | "closing" | "closed" | "canceled"
  /** TWD requested from the bank so far. */
  readonly closed: number
  /** TWD given back so far. */
  readonly refunded: number
}

const GONE = /取消/

export function* fetchRecord(
  config: EcpayConfig,
  request: Pick<BalanceRequest, "trade">,
  moment: Moment,
): Conversation<PaymentRecord> {
  refuseOnStage(config)
  const authorization = request.trade.details.authorization_id ?? (yield* askForAuthorization(config, request, moment))
  const fields = {
    CreditRefundId: authorization,
    CreditAmount: String(request.trade.amount),
    CreditCheckCode: creditCheckCodeOf(config),
  }
  return yield* ask(call(config, "/CreditDetail/QueryTrade/V2", fields), (response) =>
    readRecord(textOf(response, moment), request.trade.amount),
  )
}

/**
 * Where a trade stands. QueryTradeInfo calls a card paid whatever became of it: whether it was closed or released, by whomever, stands
 * in its card record alone.
 */
export function* queryTrade(config: EcpayConfig, key: TradeKey, moment: Moment): Conversation<Trade> {
  const trade = yield* query(config, key, moment)
  const hasRecord = trade.details.authorization_id !== undefined && config.environment !== "stage"
  if (trade.state !== "authorized" || !hasRecord) return trade
  return { ...trade, state: yield* stateByRecord(config, { ...key, details: trade.details }, moment) }
}

/** Where the record does not tell, the card is what QueryTradeInfo says. */
function* stateByRecord(config: EcpayConfig, trade: PaidTrade, moment: Moment): Conversation<TradeState> {
  try {
    const { state, closed } = yield* fetchRecord(config, { trade }, moment)
    if (state === "canceled") return "voided"
    return state !== "authorized" && closed === trade.amount ? "captured" : "authorized"
  } catch (error) {
    if (isPaymentError(error)) return "authorized"
    throw error
  }
}

function* askForAuthorization(
  config: EcpayConfig,
  request: Pick<BalanceRequest, "trade">,
  moment: Moment,
): Conversation<string> {
  const trade = yield* query(config, request.trade, moment)
  const { tradeNo, amount } = request.trade
  if (trade.tradeNo !== tradeNo || trade.merchant !== config.merchantId || trade.amount !== amount)
    throw errors.unreadable("ECPay answered about another trade.")
  const authorization = trade.details.authorization_id
  if (!authorization)
    throw refusal(
      {
        en: "the trade has no card authorisation, so it cannot be moved by API",
        "zh-TW": "這筆交易沒有信用卡授權，無法用 API 處理",
      },
      trade.code,
    )
  return authorization
}

function readRecord(text: string, amount: Twd): PaymentRecord {
  const value = parseValue(text)
  if (value.amount !== undefined && figureIn(value, "amount") !== amount)
    throw errors.unreadable("ECPay answered about a card payment of another amount.")
  const entries = rowsIn(value.close_data).map(readEntry)
  // `clsamt` is what was closed, less what went back.
  if (entries.length === 0 && Number(figureIn(value, "clsamt")) > 0)
    throw errors.unreadable("ECPay tells of a closing, and lists none.")
  const last = entries.findLast(({ amount }) => amount > 0)
  const refunds = entries.filter(({ status, amount }) => amount < 0 && !GONE.test(status))
  return {
    state: stateOf(textIn(value.status), last?.status),
    closed: last?.amount ?? 0,
    refunded: refunds.reduce((sum, { amount }) => sum - amount, 0),
  }
}

function readEntry(entry: Readonly<Record<string, unknown>>): { status: string; amount: number } {
  const amount = figureIn(entry, "amount")
  if (amount === null) throw errors.unreadable("ECPay's list of closings and refunds cannot be read.")
  return { status: textIn(entry.status), amount }
}

function stateOf(status: string, lastClosing: string | undefined): PaymentRecord["state"] {
  if (status === "已取消") return "canceled"
  const state = status === "已授權" && lastClosing !== undefined ? lastClosing : status
  if (state === "要關帳") return "closing"
  if (state === "已關帳") return "closed"
  if (state === "已授權" || GONE.test(state)) return "authorized"
  throw errors.unreadable(`ECPay tells a card state that is in no table: ${state.slice(0, 20)}.`)
}

function parseValue(text: string): Record<string, unknown> {
  const answer = decodeObject(text, "ECPay's answer about the card payment", "ecpay")
  if (isRecord(answer.RtnValue)) return answer.RtnValue
  const why = typeof answer.RtnMsg === "string" ? answer.RtnMsg : ""
  if (why) throw refusal({ en: `the card payment cannot be looked up: ${why}`, "zh-TW": `查不到這筆刷卡：${why}` }, why)
  throw errors.unreadable("ECPay's answer about the card payment cannot be read.")
}

function refuseOnStage(config: EcpayConfig): void {
  if (config.environment !== "stage") return
  throw errors.unsupported({
    en: "ECPay's stage has no API to capture, void or refund cards; use the sandbox to test them.",
    "zh-TW": "綠界的測試環境沒有信用卡請款、取消授權與退款的 API，請改用本套件的沙盒測試。",
  })
}

function creditCheckCodeOf(config: EcpayConfig): string {
  if (config.creditCheckCode !== undefined) return config.creditCheckCode
  throw errors.config(
    "Set the option creditCheckCode (商家檢查碼, in ECPay's back office under 信用卡收單 → 信用卡授權資訊): cards cannot be refunded without it.",
  )
}
