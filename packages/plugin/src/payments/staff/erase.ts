import type { MedusaContainer } from "@medusajs/framework/types"
import { describeError } from "../../toolkit/payment-error"
import { forgetCopies } from "../checkout/saved-cards"
import { contextOf, type PaymentContext } from "../context"
import { paymentsOfCustomer, paymentsOfOrder } from "../medusa/payments-of"
import { methodAccountsOf } from "../method-accounts"
import { Resting } from "../resting"

/** Of one run of the job. */
const CUSTOMERS_AT_ONCE = 20

/** Customers of whom a gateway will not forget a card. */
const kept = new Resting(6 * 3_600_000)

/** Whose data is to be erased: everything of a customer, or one order (of a guest, too). */
export type Erasable = { readonly customer_id: string } | { readonly order_id: string }

export interface Erased {
  /** Attempts of which nothing tells who paid any more. */
  readonly erased: readonly string[]
  /** Attempts that are still being paid, authorised or given back: erase again when they have ended. */
  readonly open: readonly string[]
  /** How many saved cards were forgotten, at their gateway too. */
  readonly cards: number
}

/**
 * Erases what the ledger holds of a person, as the Personal Data Protection Act has it (個資法 §11): digests, decisions, sums and
 * numbers of trades stay. Medusa's own customer, carts and orders are Medusa's to erase.
 */
export async function erasePersonalData(container: MedusaContainer, whose: Erasable): Promise<Erased> {
  const context = contextOf(container)
  const isCustomer = "customer_id" in whose
  const payments = isCustomer
    ? await paymentsOfCustomer(context.db, whose.customer_id)
    : await paymentsOfOrder(context.db, whose.order_id)
  const ids = await context.ledger.personalData.attemptsOf(payments)
  const erased = await context.ledger.personalData.erase(ids)
  const cards = isCustomer ? await forgetCards(context, container, whose.customer_id) : 0
  return { erased, open: ids.filter((id) => !erased.includes(id)), cards }
}

/** Cards do not outlive their customer: those of customers whom Medusa has deleted are forgotten, at their gateway too. */
export async function forgetCardsOfDeleted(container: MedusaContainer): Promise<void> {
  const context = contextOf(container)
  for (const customerId of await context.cards.ownersGone(CUSTOMERS_AT_ONCE, kept.ids())) {
    try {
      await kept.attempt(customerId, () => forgetCards(context, container, customerId))
    } catch (error) {
      context.logger.warn(`Taiwan payments could not forget a deleted customer's cards yet: ${describeError(error)}`)
    }
  }
}

/** Those of payments that are not paid, too: the gateway keeps them, and once the row is gone nobody can have them forgotten. */
async function forgetCards(context: PaymentContext, container: MedusaContainer, customerId: string): Promise<number> {
  const accounts = [...(await methodAccountsOf(container)).values()]
  const cards = await context.cards.ofCustomer(customerId)
  await forgetCopies(context, accounts, cards)
  return cards.length
}
