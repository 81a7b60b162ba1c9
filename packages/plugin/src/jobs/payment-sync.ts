import type { MedusaContainer } from "@medusajs/framework/types"
import { syncPayments } from "../payments/queries/payment-sync"

export default syncPayments satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-sync", schedule: "* * * * *" }
