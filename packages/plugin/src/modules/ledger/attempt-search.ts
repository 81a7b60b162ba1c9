import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptState } from "./records"

const ATTEMPT = "taiwan_payment_attempt"

export interface AttemptFilter {
  /** Attempts of these sessions, or of this order by the ledger's own word. */
  readonly order?: { readonly id: string } & OrderPayments
  readonly sessionId?: string
  readonly states?: readonly AttemptState[]
  readonly search?: Search
}

/** What belongs to an order in Medusa: an attempt outlives its session, and keeps its collection. */
export interface OrderPayments {
  readonly sessionIds: readonly string[]
  readonly collectionIds: readonly string[]
}

/** With what belongs to an order whose number was typed. */
export interface Search extends OrderPayments {
  readonly text: string
}

/** So many of what has a searched property are looked at, the newest: an amount or a card may have paid thousands of times. */
const OF_EACH = 1_000

/** A filter whose search has been made. */
export interface Narrowing extends Omit<AttemptFilter, "search"> {
  readonly ids?: readonly string[]
}

/** Searches by itself first: beside other conditions PostgreSQL would rather read the whole table. */
export async function narrowingOf(db: Knex, { search, ...others }: AttemptFilter): Promise<Narrowing> {
  if (!search) return others
  const found: { id: string }[] = await db.queryBuilder().modify(match, search)
  return { ...others, ids: [...new Set(found.map(({ id }) => id))] }
}

export function narrow(rows: Knex.QueryBuilder, { order, sessionId, states, ids }: Narrowing): void {
  if (order) rows.where((any) => ofOrder(any.where({ order_id: order.id }), order))
  if (sessionId) rows.where({ session_id: sessionId })
  if (states) rows.whereIn("state", states)
  if (ids) rows.whereRaw("id = any(?::text[])", [[...ids]])
}

const WHOLE = ["id", "session_id", "order_id", "reference"]
const WHOLE_DETAILS = ["card_last4", "payer_account_last5", "authorization_code"]
const NUMBERS = `"trade_no", "reference", "voucher"->>'account', "voucher"->>'code'`
/** Shorter parts stand in every other number. */
const SHORTEST_PART = 4

/**
 * Numbers that a buyer reads out on the telephone: part of a trade or account number, a card's last four, the amount. Each is a
 * question of its own with an index of its own.
 */
function match(ids: Knex.QueryBuilder, { text, sessionIds, collectionIds }: Search): void {
  const newest = (has: (rows: Knex.QueryBuilder) => void) => (of: Knex.QueryBuilder) =>
    of.select("id").from(ATTEMPT).where(has).orderBy("created_at", "desc").orderBy("id", "desc").limit(OF_EACH)
  ids.select("id").from(ATTEMPT).where({ trade_no: text })
  for (const column of WHOLE) ids.unionAll((of) => void of.select("id").from(ATTEMPT).where(column, text))
  for (const name of WHOLE_DETAILS)
    ids.unionAll(
      newest((rows) => rows.whereRaw(`"details"->>'${name}' = ?`, [text])),
      true,
    )
  if (/^\d{1,9}$/.test(text))
    ids.unionAll(
      newest((rows) => rows.where("amount", Number(text))),
      true,
    )
  if (text.length >= SHORTEST_PART) ids.unionAll((of) => havingPart(of, text))
  if (sessionIds.length > 0) ids.unionAll((of) => void of.select("id").from(ATTEMPT).whereIn("session_id", sessionIds))
  if (collectionIds.length > 0)
    ids.unionAll((of) => void of.select("id").from(ATTEMPT).whereIn("payment_collection_id", collectionIds))
}

/** The index knows pieces of four letters; whether they stand together is looked up after it. */
function havingPart(of: Knex.QueryBuilder, text: string): void {
  const part = `%${text.replace(/[\\%_]/g, "\\$&")}%`
  of.select("id")
    .from(ATTEMPT)
    .whereRaw(`"taiwan_payment_pieces"(${NUMBERS}) @> "taiwan_payment_pieces"(?::text)`, [text])
    .whereRaw(`concat_ws(' ', ${NUMBERS}) ilike ?`, [part])
    .limit(OF_EACH)
}

function ofOrder(any: Knex.QueryBuilder, { sessionIds, collectionIds }: OrderPayments): void {
  if (sessionIds.length > 0) any.orWhereIn("session_id", sessionIds)
  if (collectionIds.length > 0) any.orWhereIn("payment_collection_id", collectionIds)
}
