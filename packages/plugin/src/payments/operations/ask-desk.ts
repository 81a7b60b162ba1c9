import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { describeError, isPaymentError, PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import type { Twd } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import { NoRefundApi } from "./refundable"

/** A refund that Medusa asks for and no API makes. */
export interface Unrefundable {
  readonly attemptId: string
  readonly amount: Twd
  /** Medusa's refund row, which it deletes when it reads that nothing was given back. */
  readonly key: string
}

/** Begins a request for it, and says so; null where the shop has no refund desk. */
type BeginRequest = (wanted: Unrefundable) => Promise<LocalText | null>

const desks = new WeakMap<Knex, BeginRequest>()

/** Payment providers live in Medusa's payment module, which knows no desk: they find it by their database. */
export function setDesk(db: Knex, begin: BeginRequest): void {
  desks.set(db, begin)
}

/**
 * What Medusa is to be told of a refund that failed. Where the desk takes it up, that it does, or why it cannot: an error in either
 * case, so that Medusa books nothing before the money has gone.
 */
export async function withDesk(
  context: PaymentContext,
  attemptId: string,
  key: string,
  error: unknown,
): Promise<unknown> {
  const begin = desks.get(context.db)
  if (!begin || !(error instanceof NoRefundApi)) return error
  try {
    const words = await begin({ attemptId, amount: error.amount, key })
    return words ? new PaymentError("unsupported", words, error.facts) : error
  } catch (problem) {
    if (isPaymentError(problem)) return problem
    context.logger.warn(`Taiwan payments could not begin a refund request for ${attemptId}: ${describeError(problem)}`)
    return error
  }
}
