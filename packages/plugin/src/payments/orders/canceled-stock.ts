import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { canceledReservedLines } from "../medusa/order-rows"
import { runWorkflow } from "./workflows"

/**
 * Releases what is still reserved for a cancelled order. Of two who cancel it at once, two servers or staff and the expiry, one
 * loses, and Medusa's compensation for the loser reserves anew what the winner had released (`cancel-order`, 2.21.2).
 */
export async function releaseCanceledStock(
  container: MedusaContainer,
  { db }: Pick<PaymentContext, "db">,
  { payment_collection_id: collectionId }: Pick<Attempt, "payment_collection_id">,
): Promise<void> {
  if (collectionId === null) return
  const ids = await canceledReservedLines(db, collectionId)
  if (ids.length > 0) await runWorkflow(container, "delete-reservations-by-line-items", { ids })
}
