import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import type { NewebpayConfig } from "./config"
import { refundChannelOf } from "./operations/wallet"
import { query } from "./query"
import { readRecord } from "./record"

/** By what can still go back (`BackBalance`), once no refund is on its way. */
export function* balance(config: NewebpayConfig, { trade }: BalanceRequest, moment: Moment): Conversation<Balance> {
  const { state, refund, kept, type } = readRecord(config, trade, yield* query(config, trade, moment))
  // Of what has no refund API nothing can go back, whatever the figure says.
  if (type !== "CREDIT" && !refundChannelOf(type)) return null
  if (refund === "waiting" || refund === "processing" || refund === "untold") return null
  return state === "authorized" ? state : kept
}
