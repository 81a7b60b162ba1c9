import type { MedusaContainer } from "@medusajs/framework/types"
import { checkQueuedOperations } from "../payments/operations/queued"

export default checkQueuedOperations satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-queued-operations", schedule: "* * * * *" }
