import type { Knex } from "@medusajs/framework/mikro-orm/knex"

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

/** The indexes by which buyers are found, by their names; nothing of a buyer is copied. */
export function buyerIndexes(): [name: string, definition: string][] {
  return Object.entries(TABLES).map(([table, ways]) => {
    const parts = ways.map((by) => partsOf(by, WRITTEN[by])).join(", ")
    return [`taiwan_payment_buyer_${table}`, `on "${table}" using gin (${parts})`]
  })
}
