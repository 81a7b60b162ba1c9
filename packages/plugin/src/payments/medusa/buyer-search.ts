import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { havingParts, WRITTEN } from "./buyer-index"

/** What is looked at of each of Medusa's tables. */
const OF_EACH = 200

/** Whom somebody looks for: a part of an address, of a name, or of a telephone number. */
interface Wanted {
  readonly by: "email" | "name" | "phone"
  readonly part: string
}

/** What a text may be of a buyer; null for numbers of trades, and whatever else no person is called. */
export function wantedBuyer(text: string): Wanted | null {
  if (text.includes("@")) return wantedEmail(text.trim())
  if (/^\+?[\d\s().-]+$/.test(text)) return wantedPhone(text.replace(/\D/g, ""))
  if (/^[\p{L}\p{M}][\p{L}\p{M}\s.'’·-]+$/u.test(text)) return { by: "name", part: text.replace(/\s/g, "") }
  return null
}

/** A domain alone is nobody's. */
function wantedEmail(part: string): Wanted | null {
  return part.length >= 4 && !part.startsWith("@") ? { by: "email", part } : null
}

/** The same number with and without the country's, 0912345678 and +886 912 345 678. */
function wantedPhone(digits: string): Wanted | null {
  const part = digits.replace(/^(?:00)?886|^0/, "")
  return part.length >= 7 && digits.length <= 14 ? { by: "phone", part } : null
}

/** Payment collections of the orders and carts of whoever is called, written to or rung up like this; the newest of each kind. */
export async function collectionsOfBuyer(db: Knex, text: string): Promise<string[]> {
  const wanted = wantedBuyer(text)
  if (!wanted) return []
  const found = await Promise.all(
    (["order", "cart"] as const).map(async (owner) => {
      const ids = await ownersOf(db, owner, wanted)
      const links = db(`${owner}_payment_collection`).whereIn(`${owner}_id`, ids).whereNull("deleted_at")
      return links.pluck("payment_collection_id")
    }),
  )
  return [...new Set<string>(found.flat())]
}

async function ownersOf(db: Knex, owner: "order" | "cart", wanted: Wanted): Promise<string[]> {
  const owners = () => db(owner).whereNull("deleted_at").orderBy("created_at", "desc").limit(OF_EACH)
  const [customers, addresses] = await Promise.all([
    peopleOf(db, "customer", wanted),
    wanted.by === "email" ? [] : peopleOf(db, `${owner}_address`, wanted),
  ])
  const found: string[][] = await Promise.all([
    owners().whereIn("customer_id", customers).pluck("id"),
    owners().whereIn("shipping_address_id", addresses).pluck("id"),
    wanted.by === "email" ? owners().modify(matching, wanted).pluck("id") : [],
  ])
  return found.flat()
}

async function peopleOf(db: Knex, table: string, wanted: Wanted): Promise<string[]> {
  const people = db(table).whereNull("deleted_at").orderBy("created_at", "desc").limit(OF_EACH)
  return people.modify(matching, wanted).pluck("id")
}

function matching(rows: Knex.QueryBuilder, { by, part }: Wanted): void {
  havingParts(rows, by, part)
  rows.whereRaw(`${WRITTEN[by]} ilike ?`, [`%${part.replace(/[\\%_]/g, "\\$&")}%`])
}
