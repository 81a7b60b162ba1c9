import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey } from "../records"

/** Lines of one account are written and judged one after the other, so that nobody judges half of what another brings. */
export async function lockPayouts(transaction: Knex, { gateway, environment, merchant }: AccountKey): Promise<void> {
  const key = `taiwan-payments:payouts ${gateway} ${environment} ${merchant}`
  await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [key])
}
