import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment, RawMessage, Trade, TradeKey, TradeState } from "../../toolkit/contract/gateway"
import { decodeObject } from "../../toolkit/json-object"
import { lookUp } from "../../toolkit/look-up"
import { isRecord } from "../../toolkit/options"
import { isPaymentError } from "../../toolkit/payment-error"
import { readTwd } from "../../toolkit/twd"
import { mustSucceed } from "./answers"
import type { TapPayAccount } from "./config"
import { type Fields, stateOfMoney, tradeFacts, unknownTrade } from "./trade"
import { decodeAnswer, post, unreadable } from "./wire"

/** `record_status` of a row (Record API). 0, 1 and 2 are money; which state that is depends on how it is captured. */
const STATUS: Readonly<Record<string, TradeState | "money">> = {
  "-1": "failed",
  "0": "money",
  "1": "captured",
  "2": "captured",
  "3": "refunded",
  "4": "pending",
  "5": "failed",
}

/** The Record API's two ways of saying yes: more pages follow, or this was the last. */
const SUCCESS: ReadonlySet<number> = new Set([0, 2])

/** After this long a call that left no record cannot be on its way any more. */
const NEVER_CAME_MS = 2 * 60_000

/** A payment as TapPay's books have it. */
export interface Booked {
  readonly trade: Trade
  readonly isCaptured: boolean
  /** Everything went back, or the authorisation was released. */
  readonly isOver: boolean
  /** TWD given back so far. */
  readonly refunded: number
}

/** Where a payment stands: the only truth, for notices and redirects are unsigned. */
export function* query(account: TapPayAccount, key: TradeKey, { now }: Moment): Conversation<Trade> {
  const { trade } = yield* look(account, key)
  const neverCame = trade.state === "absent" && now.getTime() - key.startedAt.getTime() > NEVER_CAME_MS
  return neverCame ? { ...trade, state: "failed", code: "no record" } : trade
}

/** The row with our own number. @throws PaymentError `unreadable` when the answer is about another payment. */
export function* look(account: TapPayAccount, key: Pick<TradeKey, "tradeNo" | "method">): Conversation<Booked> {
  const body = { records_per_page: 50, page: 0, filters: { bank_transaction_id: key.tradeNo } }
  const answer = yield* ask(post(account.host, account.partnerKey, "/tpc/transaction/query", body), decodeAnswer)
  const { trade_records: list, number_of_transactions: count } = mustSucceed(answer, SUCCESS).fields
  const rows = Array.isArray(list) ? list.filter(isRecord) : []
  const row = rows.find(({ bank_transaction_id: id }) => id === key.tradeNo)
  if (row) return readRow(account, key, row)
  if (rows.length > 0 || count !== 0) throw unreadable("it is about another payment")
  const trade = { ...unknownTrade(account, key.tradeNo), state: "absent" as const, code: "no record" }
  return { trade, isCaptured: false, isOver: false, refunded: 0 }
}

function readRow(account: TapPayAccount, key: Pick<TradeKey, "tradeNo" | "method">, row: Fields): Booked {
  const status = String(row.record_status)
  const isCaptured = row.is_captured === true
  const state = stateOf(account, key, status, isCaptured)
  const isMoney = state === "authorized" || state === "captured"
  return {
    isCaptured,
    isOver: status === "3",
    refunded: Number(row.refunded_amount ?? 0),
    trade: {
      ...tradeFacts(account, key, row),
      state: row.currency === undefined || row.currency === "TWD" ? state : "unknown",
      code: `record ${status}`,
      message: String(row.bank_result_msg ?? ""),
      // `amount` falls with every refund.
      amount: isMoney ? readTwd(String(row.original_amount)) : null,
    },
  }
}

function stateOf(
  account: TapPayAccount,
  { method }: Pick<TradeKey, "method">,
  status: string,
  isCaptured: boolean,
): TradeState {
  const state = lookUp(STATUS, status) ?? "unknown"
  if (state === "money") return stateOfMoney(account, method)
  return state === "refunded" && !isCaptured ? "voided" : state
}

/** The trade that an unsigned notice (Backend Notify) is about; null when it names none. */
export function tradeNumberIn({ body }: RawMessage): string | null {
  try {
    const { bank_transaction_id: id } = decodeObject(body.toString("utf8"), "TapPay's notice", "tappay")
    return typeof id === "string" && /^[0-9A-Z]{20}$/.test(id) ? id : null
  } catch (error) {
    if (isPaymentError(error, "unreadable")) return null
    throw error
  }
}
