import type { MedusaContainer } from "@medusajs/framework/types"
import { applyWorkerOf } from "../payments/orders/apply-worker"

/** Takes up whatever is unfinished, should the worker's own sweep have died. */
export default async function applyDue(container: MedusaContainer): Promise<void> {
  await applyWorkerOf(container).sweep()
}

export const config = { name: "taiwan-payments-apply", schedule: "* * * * *" }
