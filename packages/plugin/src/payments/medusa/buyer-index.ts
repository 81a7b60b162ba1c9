import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { describeError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"

type By = "email" | "name" | "phone"

/** How a buyer is written in Medusa's tables, without what people write differently (2.21.2). */
export const WRITTEN: Readonly<Record<By, string>> = {
  email: `"email"`,
  name: `replace(coalesce("last_name", '') || coalesce("first_name", '') || coalesce("first_name", '') || coalesce("last_name", ''), ' ', '')`,
  phone: `regexp_replace("phone", '\\D', '', 'g')`,
}

/** So many letters stand together in an index: names in Chinese are short. */
const LETTERS: Readonly<Record<By, number>> = { email: 4, name: 2, phone: 4 }

function partsOf(by: By, text: string): string {
  return `"taiwan_payment_parts"(${LETTERS[by]}, ${text})`
}

/** That a row has all pieces of the text; whether they stand together is looked up after it. */
export function havingParts(rows: Knex.QueryBuilder, by: By, text: string): void {
  rows.whereRaw(`${partsOf(by, WRITTEN[by])} @> ${partsOf(by, "?::text")}`, [text])
}

/** What each of Medusa's tables is searched by. */
const TABLES: Readonly<Record<string, readonly By[]>> = {
  customer: ["email", "name", "phone"],
  order_address: ["name", "phone"],
  cart_address: ["name", "phone"],
  order: ["email"],
  cart: ["email"],
}

/**
 * Gives Medusa's tables the indexes by which buyers are found; nothing of a buyer is copied. Made here and not by a migration, since
 * this package is migrated before Medusa's tables are there; and beside whatever is written to them meanwhile.
 */
export async function indexBuyers(db: Knex): Promise<void> {
  const { rows }: { rows: { name: string; valid: boolean }[] } = await db.raw(
    "select c.relname as name, i.indisvalid as valid from pg_class c join pg_index i on i.indexrelid = c.oid where c.relname like ?",
    ["taiwan\\_payment\\_buyer\\_%"],
  )
  for (const [table, ways] of Object.entries(TABLES)) {
    const name = `taiwan_payment_buyer_${table}`
    const found = rows.find((row) => row.name === name)
    if (found?.valid) continue
    // A server that died while it made one leaves it unfinished.
    if (found) await db.raw(`drop index concurrently if exists "${name}"`)
    const parts = ways.map((by) => partsOf(by, WRITTEN[by])).join(", ")
    await db.raw(`create index concurrently if not exists "${name}" on "${table}" using gin (${parts})`)
  }
}

const AGAIN_MS = 86_400_000

let restsUntil = 0

/** For a job: where the database's user may not index Medusa's tables, that is told once a day; searches stay slow then, and right. */
export async function tendBuyerIndex({ db, logger }: Pick<PaymentContext, "db" | "logger">): Promise<void> {
  if (Date.now() < restsUntil) return
  try {
    await indexBuyers(db)
  } catch (error) {
    restsUntil = Date.now() + AGAIN_MS
    logger.warn(`Taiwan payments could not index Medusa's tables for the search of buyers: ${describeError(error)}`)
  }
}
