import type { MedusaContainer } from "@medusajs/framework/types"
import type { RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { contextOf } from "../context"

/** The numbers that people use of the orders of these requests, by the orders' ids. */
export async function orderNumbersOf(
  container: MedusaContainer,
  requests: readonly Pick<RefundRequest, "order_id">[],
): Promise<ReadonlyMap<string, number>> {
  const ids = requests.flatMap(({ order_id }) => order_id ?? [])
  const rows: { id: string; display_id: number }[] = await contextOf(container)
    .db("order")
    .whereIn("id", ids)
    .select("id", "display_id")
  return new Map(rows.map(({ id, display_id }) => [id, display_id]))
}
