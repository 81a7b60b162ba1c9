import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { describeError } from "../toolkit/payment-error"
import { contextOf } from "./context"
import { shippedMigrations } from "./missing-migrations"

/** Medusa's list of migrations does not say whose they are, so the newest of ours that served here stands at our own table. */
const TABLE = "taiwan_payment_attempt"

/**
 * Says once that a newer version of this package has worked with this database; true where that is so. What it has written there
 * since an older one cannot read, so that none follows the ledger, and none of its jobs runs.
 */
export async function isAheadOfUs(container: MedusaContainer): Promise<boolean> {
  const { db, logger } = contextOf(container)
  const ours = (await shippedMigrations()).at(-1) ?? ""
  const theirs = await newestServed(db)
  if (theirs === ours) return false
  if (theirs < ours) return remember(db, ours, (why) => logger.warn(why))
  logger.error(
    `Taiwan payments: a newer version of this package has served this database (up to ${theirs}; this one knows up to ${ours}), so orders do not follow payments here. Install that version again, or restore the backup that was made before it.`,
  )
  return true
}

/** An empty one where no version has said so yet. */
async function newestServed(db: Knex): Promise<string> {
  const { rows }: { rows: { said: string | null }[] } = await db.raw("select obj_description(?::regclass) as said", [
    TABLE,
  ])
  return /\bMigration\d+\b/.exec(rows[0]?.said ?? "")?.[0] ?? ""
}

/** A role that may not say so pays no less for it: only a way back is not noticed then. */
async function remember(db: Knex, newest: string, warn: (why: string) => void): Promise<false> {
  try {
    await db.raw(`comment on table ${TABLE} is 'Served by Taiwan payments up to ${newest}'`)
  } catch (error) {
    warn(`Taiwan payments could not write down which version serves this database: ${describeError(error)}`)
  }
  return false
}
