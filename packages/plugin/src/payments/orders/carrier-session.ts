import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { liveSession } from "../medusa/rows"
import { orderMoneyOf, whyUnmatchedInOrder } from "../order-money"
import { sessionCarrying } from "../session-rules"

/**
 * A paid attempt whose session Medusa has replaced gets another one, where what it was to pay is still unpaid and of the same
 * amount: a second tab, or another method that was chosen meanwhile, is no reason to keep the money from its order. What Medusa has a
 * payment for already gets none: the same money would be captured twice.
 */
export async function ensureSession(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
): Promise<Attempt> {
  if (!isPaid(attempt) || (await liveSession(context.db, sessionCarrying(attempt)))) return attempt
  const money = await orderMoneyOf(context, attempt)
  const own = money?.payments.find(({ trade_no }) => trade_no === attempt.trade_no)
  if (own) return carry(context, attempt, own.payment_session_id)
  const facts = { session: null, payment: null, order: money?.order ?? null, attempts: money?.attempts ?? [] }
  if (money === null || whyUnmatchedInOrder(attempt, facts, money) !== null) return attempt
  return carry(context, attempt, await openSession(container, attempt))
}

async function carry({ ledger }: PaymentContext, attempt: Attempt, applied_session_id: string): Promise<Attempt> {
  if (sessionCarrying(attempt) === applied_session_id) return attempt
  const changed = await ledger.change(attempt, { applied_session_id })
  if (changed) return changed
  throw new Error("The attempt changed while it got another session.")
}

/** Medusa closes the others of the collection as it opens this one, as it does for a shopper. */
async function openSession(container: MedusaContainer, attempt: Attempt): Promise<string> {
  const { payment_collection_id, provider_id, return_url, locale } = attempt
  const input = { payment_collection_id, provider_id, data: { return_url, locale } }
  const { result } = await container.resolve(Modules.WORKFLOW_ENGINE).run("create-payment-sessions", { input })
  return (result as { readonly id: string }).id
}
