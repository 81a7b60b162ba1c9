import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../toolkit/contract/operation"
import { sha256Hex } from "../../toolkit/digest"
import { outcomesOf } from "../../toolkit/outcome"
import { figureIn, rowsIn, sumOf } from "../../toolkit/record-rows"
import { lookingBack } from "../../toolkit/second-step"
import { mustSucceed, post, read } from "./client"
import type { JkopayConfig } from "./config"
import { transactionOf } from "./query"
import { isPaid } from "./trade"
import { errors } from "./wire"

const { done, doneBefore } = outcomesOf("000")

/** A refund's id that was used before: by us, when an earlier try arrived late. */
const USED_ID = "105"

/** Gives back all or a part (Refund) under an id that is used once; after a lost answer the history is read. */
export function* refund(config: JkopayConfig, request: OperationRequest): Conversation<Outcome> {
  const id = refundId(request.key)
  if (request.resumed && (yield* isRefunded(config, request, id))) return doneBefore("It had been refunded.")
  const body = { platform_order_id: request.trade.tradeNo, refund_order_id: id, refund_amount: request.amount }
  const answer = yield* ask({ ...post(config, "refund", body), moves: true }, read)
  if (answer.result === USED_ID && (yield* isRefunded(config, request, id))) return doneBefore("It had been refunded.")
  const { refund_tradeNo: reference } = mustSucceed(answer).object
  return done(["refund"], { reference: typeof reference === "string" ? reference : null })
}

/**
 * By the id; by the sum only where a row lacks its id, as old ones may.
 * @throws PaymentError `unreadable` where the history does not tell
 */
function* isRefunded(
  config: JkopayConfig,
  { trade, amount, refunded }: OperationRequest,
  id: string,
): Conversation<boolean> {
  const transaction = yield* lookingBack(transactionOf(config, trade.tradeNo))
  if (!isPaid(transaction)) throw errors.unreadable("JKOPAY's record does not have this order as paid.")
  const refunds = refundsOf(transaction)
  if (refunds.some((refund) => refund.id === id && refund.amount === amount)) return true
  const sum = sumOf(refunds.map((refund) => refund.amount))
  if (sum === null) throw errors.unreadable("JKOPAY's history of refunds cannot be read.")
  return refunds.some((refund) => !refund.id) && sum >= refunded + amount
}

interface PastRefund {
  readonly id: unknown
  /** Null where it cannot be read. */
  readonly amount: number | null
}

export function refundsOf({ refund_history: history }: Record<string, unknown>): readonly PastRefund[] {
  return rowsIn(history).map((row) => ({ id: row.refund_order_id, amount: figureIn(row, "amount") }))
}

/** At most 60 characters. A key that is longer, or has others, is told by its digest, so that no two become one. */
function refundId(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : `ref-${sha256Hex(key).slice(0, 56)}`
}
