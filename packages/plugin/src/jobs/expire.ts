import type { MedusaContainer } from "@medusajs/framework/types"
import { expireVouchers } from "../payments/orders/expire"

export default expireVouchers satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-expire", schedule: "* * * * *" }
