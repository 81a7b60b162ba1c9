import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import { type StateTable, stateIn } from "../../toolkit/state-table"
import { get } from "./client"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"
import { bare } from "./trade"
import type { Answer } from "./wire"

/** Where a payment stands: the request's status first, since the details know nothing before the confirm. */
export function* query(config: LinePayConfig, key: TradeKey, moment: Moment): Conversation<Trade> {
  const { reference, tradeNo } = key
  if (reference !== null) {
    const checked = readCheck(
      config,
      tradeNo,
      yield* get(config, moment, "check", `/v4/payments/requests/${reference}/check`),
    )
    if (checked && checked.state !== "unknown") return { ...checked, reference }
  }
  return (yield* fetchRecord(config, key, moment)).trade
}

/** Result codes of a request's status, GET …/check (查詢付款請求狀態). */
const CHECK: StateTable = {
  "0000": "pending",
  "0110": "approved",
  "0121": "failed",
  "0122": "failed",
}

/** A status that is done has its facts in the details; null says: look there. */
export function readCheck(config: LinePayConfig, tradeNo: string, answer: Answer): Trade | null {
  if (answer.code === "0123") return null
  return { ...bare(config, tradeNo, answer), state: stateIn(CHECK, answer.code) }
}
