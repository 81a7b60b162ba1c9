import type { MedusaContainer } from "@medusajs/framework/types"
import { followUp } from "../payments/operations/queued"

export default followUp satisfies (container: MedusaContainer) => Promise<void>

export const config = { name: "taiwan-payments-follow-up", schedule: "* * * * *" }
