import type { MedusaContainer } from "@medusajs/framework/types"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { checkStatements } from "./check-statements"
import { fetchDue } from "./fetch-statements"
import { statementAccounts } from "./statement-accounts"

/** Fetches what can be fetched, and tells what is not told yet. One account that does not answer keeps no other waiting. */
export async function tendPayouts(container: MedusaContainer): Promise<void> {
  const { logger } = contextOf(container)
  for (const each of await statementAccounts(container))
    await fetchDue(container, each).catch((error) => {
      logger.warn(`Taiwan payments could not fetch the payouts of ${each.gateway.name.en}: ${describeError(error)}`)
    })
  await checkStatements(container)
}
