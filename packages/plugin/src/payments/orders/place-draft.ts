import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { contextOf } from "../context"
import type { OrderRow } from "../medusa/facts"
import { openChange } from "../medusa/operation-rows"
import { reservedLinesOf } from "../medusa/order-rows"
import { runWorkflow } from "./workflows"

/**
 * A draft that was paid becomes an order, as staff convert one: its goods are reserved, and `order.placed` is told. The money is in
 * its books by then, whatever stands in the way here. Medusa could neither confirm nor cancel an edit once its draft is an order.
 * @throws Error while the draft is edited, or something of it is sold out; it is tried again
 */
export async function placeDraft(
  container: MedusaContainer,
  order: OrderRow | null,
  { created_at }: Pick<Attempt, "created_at">,
): Promise<void> {
  if (order?.status !== "draft") return
  const { db } = contextOf(container)
  if (await openChange(db, order.id))
    throw new Error(
      `draft order ${order.id} is being edited: it becomes an order once the edit is confirmed or cancelled`,
    )
  // A draft reserves nothing: what was reserved for it since it is being paid is of a conversion that was cut off.
  const reserved = await reservedLinesOf(db, order.id, created_at)
  if (reserved.length > 0) await runWorkflow(container, "delete-reservations-by-line-items", { ids: reserved })
  await runWorkflow(container, "convert-draft-order", { id: order.id })
  const row = await db("order").where({ id: order.id }).first("status")
  if (row?.status === "draft") throw new Error(`draft order ${order.id} did not become an order`)
}
