import type { MedusaContainer } from "@medusajs/framework/types"
import { reconcile } from "../cashier/reconcile"

export default reconcile satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-reconcile", schedule: "* * * * *" }
