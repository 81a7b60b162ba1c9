import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import type { NewebpayConfig } from "./config"
import { type RefundChannel, refundChannelOf } from "./operations/wallet"
import { query } from "./query"
import { readRecord } from "./record"

/**
 * `CloseStatus` under which nobody gets the money of what is no card: a lender's that was not captured, or failed to be, and a
 * wallet's that failed to be.
 */
const UNCAPTURED: Readonly<Record<RefundChannel["path"], readonly string[]>> = {
  "/API/Bnpl/refund": ["0", "3"],
  "/API/EWallet/refund": ["4"],
}

/** By what can still go back (`BackBalance`), once no refund is on its way. */
export function* balance(config: NewebpayConfig, { trade }: BalanceRequest, moment: Moment): Conversation<Balance> {
  const { state, refund, kept, type, trade: told } = readRecord(config, trade, yield* query(config, trade, moment))
  const channel = refundChannelOf(type)
  // Of what has no refund API nothing can go back, whatever the figure says.
  if (type !== "CREDIT" && !channel) return null
  if (refund === "waiting" || refund === "processing" || refund === "untold") return null
  if (channel && refund === "none" && UNCAPTURED[channel.path].includes(told.fields.CloseStatus ?? ""))
    return "authorized"
  return state === "authorized" ? state : kept
}
