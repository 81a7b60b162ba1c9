import type { MedusaContainer } from "@medusajs/framework/types"
import { wakeIfDue } from "../payments/orders/apply-worker"
import { syncPayments } from "../payments/queries/payment-sync"

export default async function syncAndApply(container: MedusaContainer): Promise<void> {
  await syncPayments(container, (attempt) => wakeIfDue(container, attempt))
}

export const config = { name: "taiwan-payments-sync", schedule: "* * * * *" }
