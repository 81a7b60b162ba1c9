import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { inquiry, mustSucceed, read } from "./client"
import type { JkopayConfig } from "./config"
import { readTrade } from "./trade"
import { errors } from "./wire"

/** Where an order stands (Inquiry): the only truth, for callbacks are unsigned. */
export function* query(config: JkopayConfig, { tradeNo }: TradeKey): Conversation<Trade> {
  return readTrade(config, tradeNo, yield* transactionOf(config, tradeNo))
}

export function* transactionOf(config: JkopayConfig, tradeNo: string): Conversation<Record<string, unknown>> {
  const { object } = mustSucceed(yield* ask(inquiry(config, tradeNo), read))
  const all = Array.isArray(object.transactions) ? object.transactions.filter(isRecord) : []
  const found = all.find(({ platform_order_id: id }) => id === tradeNo)
  if (!found) throw errors.unreadable("JKOPAY answered about another order.")
  return found
}
