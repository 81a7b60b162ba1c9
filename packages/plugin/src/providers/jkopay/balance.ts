import type { Conversation } from "../../toolkit/contract/conversation"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import { sumOf } from "../../toolkit/record-rows"
import { remainder } from "../../toolkit/twd"
import type { JkopayConfig } from "./config"
import { refundsOf } from "./operations"
import { transactionOf } from "./query"
import { isPaid } from "./trade"

/** By the history of refunds of an order (Inquiry). */
export function* balance(config: JkopayConfig, { trade, captured }: BalanceRequest): Conversation<Balance> {
  const transaction = yield* transactionOf(config, trade.tradeNo)
  const gone = sumOf(refundsOf(transaction).map(({ amount }) => amount))
  return gone === null || !isPaid(transaction) ? null : remainder(captured, gone)
}
