import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../payments/queries/payment-sync"

export default reconcile satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-reconcile", schedule: "* * * * *" }
