import { textIn } from "../../toolkit/answer-text"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../toolkit/contract/operation"
import { sha256Hex } from "../../toolkit/digest"
import { isRecord } from "../../toolkit/options"
import { outcomesOf } from "../../toolkit/outcome"
import { mustSucceed, post, read } from "./client"
import type { JkopayConfig } from "./config"
import { transactionOf } from "./query"

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

/** By the id; by the sum only where a row lacks its id, as old ones may. */
function* isRefunded(
  config: JkopayConfig,
  { trade, amount, refunded }: OperationRequest,
  id: string,
): Conversation<boolean> {
  const refunds = refundsOf(yield* transactionOf(config, trade.tradeNo))
  if (refunds.some((refund) => refund.id === id && refund.amount === amount)) return true
  const sum = refunds.reduce((total, refund) => total + refund.amount, 0)
  return refunds.some((refund) => !refund.id) && sum >= refunded + amount
}

interface PastRefund {
  readonly id: unknown
  readonly amount: number
}

export function refundsOf({ refund_history: history }: Record<string, unknown>): PastRefund[] {
  const rows = Array.isArray(history) ? history.filter(isRecord) : []
  return rows.map((row) => ({ id: row.refund_order_id, amount: Number(textIn(row.amount)) }))
}

/** At most 60 characters. A key that is longer, or has others, is told by its digest, so that no two become one. */
function refundId(key: string): string {
  return /^[\w-]{1,60}$/.test(key) ? key : `ref-${sha256Hex(key).slice(0, 56)}`
}
