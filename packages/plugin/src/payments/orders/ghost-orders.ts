import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { type Completion, Completions } from "../../modules/ledger/completions"
import { collectionsOf, deadLinksOf, goneReservedLines, lineIdsOf, stateOfOrder } from "../medusa/order-rows"
import { runWorkflow } from "./workflows"

/**
 * Takes back what a completion left behind that nobody will end: an order that is not its cart's, its links and its reservations, as
 * Medusa's own compensation does. Nobody was told of such an order. One that is its cart's stays, and so does the row of its completion.
 */
export async function clearCompletion(container: MedusaContainer, completion: Completion): Promise<void> {
  const db: Knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const { order_id: orderId, cart_id: cartId, started_at: startedAt } = completion
  const state = await stateOfOrder(db, orderId, cartId)
  if (state === "linked") return
  if (state === "unlinked") await removeOrder(container, db, orderId)
  await release(container, await goneReservedLines(db, startedAt))
  await new Completions(db).end(orderId)
}

/**
 * Takes away links of a cart, and of what pays for it, to orders that are not there. Beside one of them Medusa refuses to place another
 * order of the cart, or takes it for placed. Answers whether there were any.
 */
export async function removeDeadLinks(container: MedusaContainer, cartId: string): Promise<boolean> {
  const dead = await deadLinksOf(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), cartId)
  const links = dead.map(({ order_id, ...other }) => ({
    [Modules.ORDER]: { order_id },
    ["cart_id" in other ? Modules.CART : Modules.PAYMENT]: other,
  }))
  if (links.length > 0) await container.resolve(ContainerRegistrationKeys.LINK).dismiss(links)
  return links.length > 0
}

async function removeOrder(container: MedusaContainer, db: Knex, orderId: string): Promise<void> {
  await release(container, await lineIdsOf(db, orderId))
  const links = (await collectionsOf(db, orderId)).map((collectionId) => ({
    [Modules.ORDER]: { order_id: orderId },
    [Modules.PAYMENT]: { payment_collection_id: collectionId },
  }))
  if (links.length > 0) await container.resolve(ContainerRegistrationKeys.LINK).dismiss(links)
  await container.resolve(Modules.ORDER).deleteOrders([orderId])
}

async function release(container: MedusaContainer, lineIds: readonly string[]): Promise<void> {
  if (lineIds.length > 0) await runWorkflow(container, "delete-reservations-by-line-items", { ids: lineIds })
}
