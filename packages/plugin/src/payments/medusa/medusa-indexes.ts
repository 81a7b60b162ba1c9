import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { describeError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { buyerIndexes } from "./buyer-index"
import { recentRowIndexes } from "./operation-rows"

/** Of the customers whom Medusa has deleted the cards are forgotten. */
const GONE_CUSTOMERS = ["taiwan_payment_gone_customer", `on "customer" ("id") where "deleted_at" is not null`] as const

/**
 * Gives Medusa's tables the indexes that questions of this package want. Made here and not by a migration, since this package is migrated
 * before Medusa's tables are there; and beside whatever is written to them meanwhile.
 */
export async function indexMedusa(db: Knex): Promise<void> {
  const wanted = [...recentRowIndexes(), GONE_CUSTOMERS, ...buyerIndexes()]
  const { rows }: { rows: { name: string; valid: boolean }[] } = await db.raw(
    "select c.relname as name, i.indisvalid as valid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname = any(?)",
    [wanted.map(([name]) => name)],
  )
  for (const [name, definition] of wanted) {
    const found = rows.find((row) => row.name === name)
    if (found?.valid) continue
    // A server that died while it made one leaves it unfinished.
    if (found) await db.raw(`drop index concurrently if exists "${name}"`)
    await db.raw(`create index concurrently if not exists "${name}" ${definition}`)
  }
}

const AGAIN_MS = 86_400_000

let restsUntil = 0

/** For a job: where the database's user may not index Medusa's tables, that is told once a day; what wants them stays slow then, and right. */
export async function tendMedusaIndexes({ db, logger }: Pick<PaymentContext, "db" | "logger">): Promise<void> {
  if (Date.now() < restsUntil) return
  try {
    await indexMedusa(db)
  } catch (error) {
    restsUntil = Date.now() + AGAIN_MS
    logger.warn(
      `Taiwan payments could not index Medusa's tables for the search of buyers and the job "operations": ${describeError(error)}`,
    )
  }
}
