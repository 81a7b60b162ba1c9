import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "../modules/ledger/records"
import type { PaymentContext } from "./context"
import { ownersOf } from "./medusa/money-rows"

/**
 * One at a time for each order, or cart, of all who are about to pay it from outside of the shop's checkout: a buyer by a link, staff
 * who took cash. Each decides on what the one before has left. An order's cart is kept beside it: of one that became several orders
 * all the others are, too.
 */
export async function payInTurn<Result>(
  context: Pick<PaymentContext, "db" | "ledger">,
  subject: string,
  work: () => Promise<Result>,
): Promise<Result> {
  return underKeys(context, await keysOfOrder(context.db, subject), work)
}

/**
 * The same for money that came, which stays due where somebody else does not end soon: of two that come at once in two sessions of one
 * order, the second is judged by what the first has left. The cart is kept beside the order, which it becomes in between.
 */
export async function applyInTurn(
  { db, ledger }: Pick<PaymentContext, "db" | "ledger">,
  { payment_collection_id: id }: Pick<Attempt, "payment_collection_id">,
  work: () => Promise<void>,
): Promise<void> {
  if (id === null) return work()
  const { cart } = await ownersOf(db, id)
  await ledger.exclusivelyIfFree(keyOf(cart?.id ?? id), async () => {
    const [order] = (await ownersOf(db, id)).orderIds
    if (order === undefined) await work()
    else await ledger.exclusivelyIfFree(keyOf(order), work)
  })
}

/** The keys of all who pay what a collection asks, or what its orders ask; in the order in which they are taken. */
export async function keysOfCollection(
  db: Knex,
  id: string,
): Promise<{ readonly keys: readonly string[]; readonly orderIds: readonly string[] }> {
  const { cart, orderIds } = await ownersOf(db, id)
  return { keys: [cart?.id ?? id, ...orderIds].map(keyOf), orderIds }
}

/** The same of an order by itself, and of the cart that it was; of a cart that is no order yet, its own. */
export async function keysOfOrder(db: Knex, id: string): Promise<string[]> {
  const carts: string[] = await db("order_cart").where({ order_id: id }).whereNull("deleted_at").pluck("cart_id")
  return [...carts, id].map(keyOf)
}

/** Runs `work` in turn with everybody who works under one of the keys. */
export async function underKeys<Result>(
  context: Pick<PaymentContext, "ledger">,
  [key, ...others]: readonly string[],
  work: () => Promise<Result>,
): Promise<Result> {
  return key === undefined ? work() : context.ledger.exclusively(key, () => underKeys(context, others, work))
}

/**
 * Runs what can as well be done later about an attempt, in turn with the shop that applies its money, and with everybody who works on
 * the money of its order; null when somebody else does not end soon.
 */
export async function workInTurn<Result>(
  context: Pick<PaymentContext, "db" | "ledger">,
  { session_id, payment_collection_id: id }: Pick<Attempt, "session_id" | "payment_collection_id">,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const keys = id === null ? [] : (await keysOfCollection(context.db, id)).keys
  return underFreeKeys(context, [`session ${session_id}`, ...keys], work)
}

async function underFreeKeys<Result>(
  context: Pick<PaymentContext, "ledger">,
  [key, ...others]: readonly string[],
  work: () => Promise<Result>,
): Promise<Result | null> {
  if (key === undefined) return work()
  return context.ledger.exclusivelyIfFree(key, () => underFreeKeys(context, others, work))
}

function keyOf(subject: string): string {
  return `paying ${subject}`
}
