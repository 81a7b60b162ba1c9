import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules, PaymentCollectionStatus } from "@medusajs/framework/utils"
import { Completions } from "../../modules/ledger/completions"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { type Standing, standingOf, type UnreservedLine, unsaidAuthorized } from "../medusa/order-rows"
import { writeCaptureOnOrder } from "../operations/book-captures"
import { hasOwnCompletion } from "./completion-workflow"
import { clearCompletion, removeDeadLinks } from "./ghost-orders"
import { runWorkflow } from "./workflows"

/** A cart that a session pays for. */
export interface PaidCart {
  readonly cartId: string
  readonly collectionId: string
}

/**
 * Clears up before a cart is completed: ghosts of completions that were cut off go, and so do links to orders that are gone; the order
 * that one of them gave the cart gets both of its links. Answers whether anything was changed. Nobody else may be completing the cart meanwhile.
 */
export async function clearUp(container: MedusaContainer, { cartId, collectionId }: PaidCart): Promise<boolean> {
  const db = dbOf(container)
  const open = await new Completions(db).open(cartId)
  for (const completion of open) await clearCompletion(container, completion)
  const hadRemains = (await removeDeadLinks(container, cartId)) || open.length > 0
  if (hasOwnCompletion(container)) return hadRemains
  const standing = await standingOf(db, cartId, collectionId)
  const lacks = standing !== null && !standing.isCanceled && !(standing.isCartLinked && standing.isCollectionLinked)
  if (lacks) await link(container, standing, { cartId, collectionId })
  return lacks || hadRemains
}

/**
 * Sees that all of a cart's order stands, and makes good what is missing: the cart's completion, reservations, the books, and the
 * event that told nobody of it. Answers what could not be made good; null when the order is right.
 */
export async function completeOrder(container: MedusaContainer, paid: PaidCart): Promise<string | null> {
  const db = dbOf(container)
  const standing = await standingOf(db, paid.cartId, paid.collectionId)
  if (!standing || standing.isCanceled) return null
  if (hasOwnCompletion(container)) return closeCart(container, standing, paid)
  const isCutOff = isHalfMade(standing) || (await hasOpenCompletion(db, paid.cartId, standing.orderId))
  const problem = await makeGood(container, standing, paid)
  if (isCutOff) await announce(container, standing.orderId)
  return problem
}

/** A workflow of the shop's own says itself what its orders consist of; a cart that it left open shows that it was cut off. */
async function closeCart(
  container: MedusaContainer,
  { isCartCompleted }: Standing,
  { cartId }: PaidCart,
): Promise<string | null> {
  if (isCartCompleted) return null
  await container.resolve(Modules.CART).updateCarts([{ id: cartId, completed_at: new Date() }])
  return "Its cart was left open, so the workflow of the option completeCart may have been cut off: see that all its orders are there."
}

/** Medusa tells of an order after all of its steps: where one of them is missing, nobody was told. */
function isHalfMade({ isCartCompleted, managed, unreserved }: Standing): boolean {
  return !isCartCompleted || (managed > 0 && unreserved.length === managed)
}

async function hasOpenCompletion(db: Knex, cartId: string, orderId: string): Promise<boolean> {
  return (await new Completions(db).open(cartId)).some((completion) => completion.order_id === orderId)
}

async function makeGood(
  container: MedusaContainer,
  standing: Standing,
  { cartId, collectionId }: PaidCart,
): Promise<string | null> {
  await sayAuthorized(container, collectionId)
  if (!standing.isCartCompleted)
    await container.resolve(Modules.CART).updateCarts([{ id: cartId, completed_at: new Date() }])
  for (const capture of standing.unbooked) await writeCaptureOnOrder(container, standing.orderId, capture)
  return standing.unreserved.length > 0 ? reserve(container, standing.unreserved) : null
}

/** Medusa writes a payment first, and what its collection has then: beside a payment, it would ask for the money once more. */
async function sayAuthorized(container: MedusaContainer, collectionId: string): Promise<void> {
  const authorized_amount = await unsaidAuthorized(dbOf(container), collectionId)
  const change = { status: PaymentCollectionStatus.AUTHORIZED, authorized_amount }
  if (authorized_amount > 0) await container.resolve(Modules.PAYMENT).updatePaymentCollections(collectionId, change)
}

/** Answers why it cannot be reserved. */
async function reserve(container: MedusaContainer, lines: readonly UnreservedLine[]): Promise<string | null> {
  try {
    await runWorkflow(container, "create-reservations-workflow", { reservations: lines })
    return null
  } catch (error) {
    return `${lines.length} of its lines have no stock reserved: ${describeError(error)}`
  }
}

async function announce(container: MedusaContainer, orderId: string): Promise<void> {
  await contextOf(container).emit("order.placed", { id: orderId })
  await new Completions(dbOf(container)).end(orderId)
}

async function link(
  container: MedusaContainer,
  { orderId, isCartLinked, isCollectionLinked }: Standing,
  { cartId, collectionId }: PaidCart,
): Promise<void> {
  const order = { [Modules.ORDER]: { order_id: orderId } }
  const toCart = { ...order, [Modules.CART]: { cart_id: cartId } }
  const toCollection = { ...order, [Modules.PAYMENT]: { payment_collection_id: collectionId } }
  const missing = [...(isCartLinked ? [] : [toCart]), ...(isCollectionLinked ? [] : [toCollection])]
  await container.resolve(ContainerRegistrationKeys.LINK).create(missing)
}

function dbOf(container: MedusaContainer): Knex {
  return container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
}
