import { ask, type Conversation, type WireRequest, type WireResponse } from "../../toolkit/contract/conversation"
import type { Moment, Trade, TradeKey } from "../../toolkit/contract/gateway"
import { encodeFieldsAsPhp } from "../../toolkit/form"
import { decodeObject } from "../../toolkit/json-object"
import { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import { explain } from "./codes"
import type { PayuniAccount } from "./config"
import { factsOf, readRow } from "./trade"
import { open, rowsOf, seal } from "./wire"

/** No such trade, by trade/query. */
const NONE = "QUERY03001"

/** An identical request is still being worked on, so that nobody knows yet what comes of it. */
const IN_PROGRESS = "API00009"

/** All but the first move money. */
export type Path =
  | "trade/query"
  | "trade/close"
  | "trade/cancel"
  | `trade/common/refund/${"icash" | "aftee" | "linepay" | "jkopay"}`

/** A server call, sealed. Its answer's own `Status` is for the caller to judge. */
export function call(account: PayuniAccount, path: Path, fields: Fields, moment: Moment): Conversation<Fields> {
  const asks = path === "trade/query"
  const inner = { MerID: account.merId, ...fields, Timestamp: String(Math.floor(moment.now.getTime() / 1000)) }
  const request: WireRequest = {
    call: path,
    method: "POST",
    url: `${account.host}/api/${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded", "user-agent": "payuni" },
    body: encodeFieldsAsPhp(seal(inner, asks ? "2.0" : "1.0", account.keys[0])),
    moves: !asks,
    timeoutMs: asks ? 15_000 : 30_000,
  }
  return ask(request, (response) => readAnswer(account, response))
}

/**
 * The fields of a sealed answer. Refusals at the door (API…, DEF…) come unsealed: they are no success of anything.
 * @throws PaymentError `refused`, `unreadable`, `signature`
 */
function readAnswer(account: PayuniAccount, { status, text }: WireResponse): Fields {
  if (status !== 200) throw unreadable(`PAYUNi answered with HTTP ${status}.`, String(status))
  const answer = decodeObject(text, "PAYUNi's answer", "payuni")
  const outer = Object.fromEntries(Object.entries(answer).map(([name, value]) => [name, String(value)]))
  if (outer.EncryptInfo) return own(account, open(outer, account.keys).fields)
  throw outer.Status === "SUCCESS" ? unreadable("PAYUNi's answer is not sealed.", "") : refusal(outer)
}

function own(account: PayuniAccount, fields: Fields): Fields {
  if (fields.MerID === account.merId) return fields
  throw unreadable("PAYUNi answered about another merchant.", "")
}

/** @throws PaymentError `refused` for a code of PAYUNi's, `unreadable` for what tells nothing, unless it is a success */
export function mustSucceed(answer: Fields): Fields {
  if (answer.Status === "SUCCESS") return answer
  throw refusal(answer)
}

/** `UNKNOWN` and its kin are no refusals: the bank may have done it. */
const CODE = /^[A-Z]+\d+$/

function refusal({ Status: code = "", Message: message = "" }: Fields): PaymentError {
  if (!CODE.test(code) || code === IN_PROGRESS)
    return unreadable(`PAYUNi answered ${code.slice(0, 20)}, which does not tell what was done.`, code)
  const words = [explain(code)?.merchant.en, message].filter(Boolean).join(" ")
  return new PaymentError("refused", `PAYUNi refused (${code}): ${words}`, { gateway: "payuni", code })
}

export function unreadable(message: string, code: string): PaymentError {
  return new PaymentError("unreadable", message, { gateway: "payuni", code })
}

/** Where a trade stands: the newest truth about its number, which the buyer may have tried several times. */
export function* query(account: PayuniAccount, key: TradeKey, moment: Moment): Conversation<Trade> {
  const rows = yield* rowsAbout(account, key, moment)
  const trades = rows.map((row) => readRow(row, account.merId, account.capture))
  const ours = trades.filter(({ amount }) => amount === key.amount)
  return pick(ours, key) ?? pick(trades, key) ?? absent(account, key)
}

/** Every row of this trade number; none where PAYUNi has no such trade. @throws PaymentError */
export function* rowsAbout(account: PayuniAccount, { tradeNo }: TradeKey, moment: Moment): Conversation<Fields[]> {
  const answer = yield* call(account, "trade/query", { MerTradeNo: tradeNo }, moment)
  if (answer.Status === NONE) return []
  const rows = rowsOf(mustSucceed(answer))
  const own = rows.filter(({ MerTradeNo }) => MerTradeNo === tradeNo)
  if (own.length === 0) throw unreadable("PAYUNi answered about another trade.", "")
  return own
}

/** What tells most of a trade comes first; a buyer's earlier failure hides no later success. */
const RANK: readonly Trade["state"][] = ["captured", "authorized", "refunded", "issued", "pending", "unknown"]

function pick(trades: readonly Trade[], { reference }: TradeKey): Trade | undefined {
  const rank = ({ state }: Trade) => (RANK.includes(state) ? RANK.indexOf(state) : RANK.length)
  const isOwn = (trade: Trade) => Number(trade.reference !== reference)
  return trades.toSorted((a, b) => rank(a) - rank(b) || isOwn(a) - isOwn(b))[0]
}

function absent({ merId }: PayuniAccount, { tradeNo }: TradeKey): Trade {
  const fields = { MerTradeNo: tradeNo, MerID: merId, Status: NONE }
  return { ...factsOf(fields), state: "absent", code: NONE }
}
