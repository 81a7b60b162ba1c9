import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { lateCaptures, type UnbookedCapture } from "../medusa/order-rows"

/**
 * Sees that an order that stood before its money has it in its books, too: Medusa writes the capture first, and a process can die
 * before the order's transaction. False while somebody may still be writing it.
 */
export async function bookLateCaptures(container: MedusaContainer, sessionId: string): Promise<boolean> {
  const late = await lateCaptures(container.resolve(ContainerRegistrationKeys.PG_CONNECTION), sessionId)
  for (const capture of late.filter(({ is_young }) => !is_young))
    await bookCaptures(container, capture.order_id, [capture])
  return late.every(({ is_young }) => !is_young)
}

/** Writes the transactions that Medusa's workflow would have written. */
export async function bookCaptures(
  container: MedusaContainer,
  orderId: string,
  captures: readonly UnbookedCapture[],
): Promise<void> {
  const transactions = captures.map(({ id, amount, currency_code }) => ({
    ...{ order_id: orderId, amount, currency_code },
    ...{ reference: "capture", reference_id: id },
  }))
  await container.resolve(Modules.ORDER).addOrderTransactions(transactions)
}
