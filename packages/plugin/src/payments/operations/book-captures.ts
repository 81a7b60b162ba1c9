import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { PaymentContext } from "../context"
import { transactionsOf } from "../medusa/operation-rows"
import { lateCaptures } from "../medusa/order-rows"

/**
 * Sees that an order that stood before its money has it in its books, too: Medusa writes the capture first, and a process can die
 * before the order's transaction. False while somebody may still be writing it.
 */
export async function bookLateCaptures(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const late = await lateCaptures(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), sessionId)
  for (const capture of late.filter(({ is_young }) => !is_young))
    await writeCaptureOnOrder(container, capture.order_id, capture)
  return late.every(({ is_young }) => !is_young)
}

/** Takes back what orders' books have of a row of Medusa's. */
export async function unbook(
  container: MedusaContainer,
  { db }: Pick<PaymentContext, "db">,
  kind: "refund" | "capture",
  id: string,
): Promise<void> {
  const ids = await transactionsOf(db, kind, id)
  if (ids.length > 0) await container.resolve(Modules.ORDER).deleteOrderTransactions(ids)
}

/** A capture as the order's books have it. */
interface BookableCapture {
  readonly id: string
  readonly amount: string | number
  readonly currency_code: string
}

/** Writes the transaction that Medusa's workflow would have written. */
export async function writeCaptureOnOrder(
  container: MedusaContainer,
  order_id: string,
  { id, amount, currency_code }: BookableCapture,
): Promise<void> {
  const transaction = { order_id, amount, currency_code, reference: "capture", reference_id: id }
  await container.resolve(Modules.ORDER).addOrderTransactions(transaction)
}
