import { bareTrade } from "../../toolkit/bare-trade"
import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey, TradeState } from "../../toolkit/contract/trade"
import type { Fields } from "../../toolkit/redact"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { type Answer, call, readReply, refusal, timeStamp } from "./client"
import type { NewebpayConfig } from "./config"
import { factsOf, paid, readVoucher } from "./trade"
import { checkValue, verifyAnswer } from "./wire"

/** Asks about a trade (NPA-B02). The amount is a part of its name there: with another one there is no such trade. */
export function* query(config: NewebpayConfig, key: TradeKey, moment: Moment): Conversation<Trade> {
  const { tradeNo, amount } = key
  const fields = {
    MerchantID: config.merchantId,
    Version: "1.3",
    RespondType: "JSON",
    CheckValue: checkValue(amount, config.merchantId, tradeNo, config.keys[0]),
    TimeStamp: timeStamp(moment),
    MerchantOrderNo: tradeNo,
    Amt: String(amount),
    ...(config.merchantId.startsWith("MS5") ? { Gateway: "Composite" } : {}),
  }
  const answer = yield* ask(call(config, "/API/QueryTradeInfo", fields), (response) => readReply(response, moment))
  if (answer.code === "TRA10021") return absent(config, tradeNo, answer)
  if (answer.code !== "SUCCESS") throw refusal(answer)
  const { fields: verified } = verifyAnswer(answer.result, config.keys)
  return readAnswer({ ...verified, Message: answer.message }, key.captureMode ?? config.capture)
}

function absent({ merchantId }: NewebpayConfig, tradeNo: string, { code, message }: Answer): Trade {
  const fields = { MerchantOrderNo: tradeNo, Status: code, Message: message }
  return bareTrade({ tradeNo, merchant: merchantId, state: "absent", code, message, fields })
}

/** `TradeStatus` of QueryTradeInfo (單筆交易查詢). */
const QUERY: StateTable<TradeState | "paid"> = {
  "0": "pending",
  "1": "paid",
  "2": "failed",
  "3": "voided",
  "6": "refunded",
}

/** The verified answer to a question about the trade. */
export function readAnswer(fields: Fields, capture: CaptureMode): Trade {
  const { TradeStatus: status = "", RespondMsg: words = "", Message: message = "" } = fields
  const state = stateIn(QUERY, status)
  const facts = factsOf(fields, `trade ${status}`, words || message)
  const voucher = state === "pending" ? readVoucher(fields) : null
  if (voucher !== null) return { ...facts, state: "issued", voucher }
  if (state !== "paid") return { ...facts, state }
  const money = paid(fields, capture)
  return { ...facts, state: money === "authorized" && isClosed(fields) ? "captured" : money }
}

/** `CloseStatus` of a card of which the bank is asked for all of the money, by whomever: to be sent tonight, sent, done. */
const CLOSED: ReadonlySet<string> = new Set(["1", "2", "3"])

function isClosed({ CloseStatus: closing = "", CloseAmt: amount, Amt: whole }: Fields): boolean {
  return CLOSED.has(closing) && (amount === undefined || amount === whole)
}
