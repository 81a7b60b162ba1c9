import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey, TradeState } from "../../toolkit/contract/trade"
import { lookUp } from "../../toolkit/look-up"
import type { Fields } from "../../toolkit/redact"
import { call, mustSucceed, unreadable } from "./client"
import type { PayuniConfig } from "./config"
import { factsOf, readFacts, type StatusTable, statusCode } from "./trade"
import { rowsOf } from "./wire"

/** No such trade, by trade/query. */
const NONE = "QUERY03001"

/** Where a trade stands: the newest truth about its number, which the buyer may have tried several times. */
export function* query(config: PayuniConfig, key: TradeKey, moment: Moment): Conversation<Trade> {
  const rows = yield* rowsAbout(config, key, moment)
  const trades = rows.map((row) => readRow(row, config.merId, key.captureMode ?? config.capture))
  const ours = trades.filter(({ amount }) => amount === key.amount)
  const found = pick(ours, key) ?? pick(trades, key)
  return found ? withOthers(found, trades) : absent(config, key)
}

/** Every row of this trade number; none where PAYUNi has no such trade. @throws PaymentError */
export function* rowsAbout(config: PayuniConfig, { tradeNo }: TradeKey, moment: Moment): Conversation<Fields[]> {
  const answer = yield* call(config, "trade/query", { MerTradeNo: tradeNo }, moment)
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

/** A page that is sent again after ten minutes can be paid again, as a row of its own. */
function withOthers(found: Trade, trades: readonly Trade[]): Trade {
  const isMoney = ({ state, simulated }: Trade) => !simulated && (state === "captured" || state === "authorized")
  const alsoPaid = trades.filter((other) => other !== found && isMoney(other))
  return alsoPaid.length > 0 ? { ...found, alsoPaid } : found
}

function absent({ merId }: PayuniConfig, { tradeNo }: TradeKey): Trade {
  const fields = { MerTradeNo: tradeNo, MerID: merId, Status: NONE }
  return { ...factsOf(fields), state: "absent", code: NONE }
}

/** `TradeStatus` of a row of trade/query 2.0 (交易查詢). */
const QUERY: StatusTable = {
  "0": "issued",
  "1": "paid",
  "2": "failed",
  "3": "voided",
  "4": "expired",
  "8": "pending",
  "9": "pending",
}

const SOURCES: Readonly<Record<string, (code: string) => TradeState | "paid" | undefined>> = {
  A: (code) => lookUp(QUERY, code),
  B: () => "pending",
}

/** A row of trade/query. What PAYUNi is still working on (`DataSource` B) says nothing yet. */
export function readRow(row: Fields, merchant: string, capture: CaptureMode): Trade {
  const state = lookUp(SOURCES, row.DataSource ?? "A")?.(row.TradeStatus ?? "") ?? "unknown"
  return { ...readFacts(row, state, statusCode(row), capture), merchant }
}
