import type { MedusaContainer } from "@medusajs/framework/types"
import { settlerOf } from "../payments/orders/apply-worker"

/** Takes up whatever is unfinished, should the settler's own sweep have died. */
export default async function settle(container: MedusaContainer): Promise<void> {
  await settlerOf(container).sweep()
}

export const config = { name: "taiwan-payments-settle", schedule: "* * * * *" }
