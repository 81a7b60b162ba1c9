import { textIn } from "../../toolkit/answer-text"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Trade, TradeKey, TradeState } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { isInTwd, readTwd } from "../../toolkit/twd"
import { mustBeOneOf } from "./client"
import type { TapPayConfig } from "./config"
import { type Fields, stateOfMoney, tradeFacts, unknownTrade } from "./trade"
import { decodeAnswer, post, unreadable } from "./wire"

/** `record_status` of a row (Record API). 0, 1 and 2 are money; which state that is depends on how it is captured. */
const STATUS: StateTable<TradeState | "money"> = {
  "-1": "failed",
  "0": "money",
  "1": "captured",
  "2": "captured",
  "3": "refunded",
  "4": "pending",
  "5": "failed",
}

/** The Record API's two ways of saying yes: more pages follow, or this was the last. */
const mustHaveRows = mustBeOneOf(new Set([0, 2]))

type RecordKey = Pick<TradeKey, "tradeNo" | "method" | "captureMode">

/** A payment as TapPay's record have it. */
export interface PaymentRecord {
  readonly trade: Trade
  /** Null where the record does not tell. */
  readonly isCaptured: boolean | null
  /** Everything went back, or the authorisation was released. */
  readonly isOver: boolean
  /** TWD given back so far; null where the record does not tell. */
  readonly refunded: number | null
}

/** The row with our own number. @throws PaymentError `unreadable` when the answer is about another payment. */
export function* fetchRecord(config: TapPayConfig, key: RecordKey): Conversation<PaymentRecord> {
  const body = { records_per_page: 50, page: 0, filters: { bank_transaction_id: key.tradeNo } }
  const answer = yield* ask(post(config.host, config.partnerKey, "/tpc/transaction/query", body), decodeAnswer)
  const { trade_records: list, number_of_transactions: count } = mustHaveRows(answer).fields
  const rows = Array.isArray(list) ? list.filter(isRecord) : []
  const row = rows.find(({ bank_transaction_id: id }) => id === key.tradeNo)
  if (row) return readRow(config, key, row)
  if (rows.length > 0 || count !== 0) throw unreadable("it is about another payment")
  const trade = { ...unknownTrade(config, key.tradeNo), state: "absent" as const, code: "no record" }
  return { trade, isCaptured: null, isOver: false, refunded: null }
}

function readRow(config: TapPayConfig, key: RecordKey, row: Fields): PaymentRecord {
  const status = textIn(row.record_status)
  const isCaptured = typeof row.is_captured === "boolean" ? row.is_captured : null
  const state = stateOf(config, key, status, isCaptured)
  const isMoney = state === "authorized" || state === "captured"
  return {
    isCaptured,
    isOver: status === "3",
    refunded: readTwd(textIn(row.refunded_amount)),
    trade: {
      ...tradeFacts(config, key, row),
      state: isInTwd(row.currency) ? state : "unknown",
      code: `record ${status}`,
      message: textIn(row.bank_result_msg),
      // `amount` falls with every refund.
      amount: isMoney ? readTwd(textIn(row.original_amount)) : null,
    },
  }
}

function stateOf(
  config: TapPayConfig,
  { method, captureMode }: RecordKey,
  status: string,
  isCaptured: boolean | null,
): TradeState {
  const state = stateIn(STATUS, status)
  if (state === "money") return stateOfMoney(captureMode ?? config.capture, method)
  if (state !== "refunded" || isCaptured) return state
  return isCaptured === null ? "unknown" : "voided"
}
