import type { Conversation } from "../../toolkit/contract/conversation"
import type { BalanceRequest } from "../../toolkit/contract/operation"
import { sumOf } from "../../toolkit/record-rows"
import { remainder, type Twd } from "../../toolkit/twd"
import type { JkopayConfig } from "./config"
import { refundsOf } from "./operations"
import { transactionOf } from "./query"

/** By the history of refunds of an order (Inquiry). */
export function* balance(config: JkopayConfig, { trade, captured }: BalanceRequest): Conversation<Twd | null> {
  const refunds = refundsOf(yield* transactionOf(config, trade.tradeNo))
  const gone = sumOf(refunds.map(({ amount }) => amount))
  return gone === null ? null : remainder(captured, gone)
}
