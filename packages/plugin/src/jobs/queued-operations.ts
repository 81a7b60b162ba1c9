import type { MedusaContainer } from "@medusajs/framework/types"
import { checkOperations } from "../payments/operations/check"
import { checkQueuedOperations } from "../payments/operations/queued"

/** Looks after operations that are not over: those that a gateway took on for later, and those that something came between. */
export default async function lookAfterOperations(container: MedusaContainer): Promise<void> {
  await checkQueuedOperations(container)
  await checkOperations(container)
}

export const config = { name: "taiwan-payments-queued-operations", schedule: "* * * * *" }
