import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AttemptState } from "./records"

const ATTEMPT = "taiwan_payment_attempt"

export interface AttemptFilter {
  /** Attempts of these sessions, or of this order by the ledger's own word. */
  readonly order?: { readonly id: string } & OrderPayments
  readonly sessionId?: string
  readonly states?: readonly AttemptState[]
  readonly gateways?: readonly string[]
  readonly methods?: readonly string[]
  readonly merchants?: readonly string[]
  readonly environments?: readonly string[]
  readonly refunds?: readonly Refunds[]
  /** Asked amounts, both ends within, in TWD whole dollars. */
  readonly amountFrom?: number
  readonly amountTo?: number
  /** Begun at this instant or later, and before that one. */
  readonly from?: Date
  readonly until?: Date
  /** Only those with an alarm that is open. */
  readonly alarmed?: boolean
  readonly search?: Search
}

/** How much of what was captured went back; all of it counts as `full`. */
export type Refunds = "none" | "partial" | "full"

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
export interface Narrowing extends Omit<AttemptFilter, "search" | "alarmed"> {
  readonly ids?: readonly string[]
}

/** Searches by itself first: beside other conditions PostgreSQL would rather read the whole table. */
export async function narrowingOf(db: Knex, { search, alarmed, ...others }: AttemptFilter): Promise<Narrowing> {
  const found = await Promise.all([search ? searched(db, search) : null, alarmed ? withOpenAlarms(db) : null])
  const [ids, ...more] = found.filter((each) => each !== null)
  return ids ? { ...others, ids: [...ids].filter((id) => more.every((each) => each.has(id))) } : withinDays(db, others)
}

/**
 * No index has two lists in it, and of what there is nowhere all that ever was would be read. Days' sums know when there was any:
 * nothing is looked for before and after.
 */
async function withinDays(db: Knex, wanted: Narrowing): Promise<Narrowing> {
  const lists = Object.entries({ ...columnsOf(wanted), refunds: wanted.refunds })
  const told = lists.filter(([, values]) => values !== undefined)
  if (told.length < 2) return wanted
  const rows = db("taiwan_payment_day_sum")
  for (const [column, values] of told) rows.whereIn(column, [...(values ?? [])])
  const midnight = (day: string) => `(${day})::timestamp at time zone 'Asia/Taipei'`
  const bounds = `${midnight("min(day)")} as first, ${midnight("max(day) + 1")} as end`
  const { first, end }: { first: Date | null; end: Date | null } = await rows.first(db.raw(bounds))
  if (!first || !end) return { ...wanted, ids: [] }
  const from = wanted.from && wanted.from > first ? wanted.from : first
  return { ...wanted, from, until: wanted.until && wanted.until < end ? wanted.until : end }
}

async function searched(db: Knex, search: Search): Promise<ReadonlySet<string>> {
  const found: { id: string }[] = await db.queryBuilder().modify(match, search)
  return new Set(found.map(({ id }) => id))
}

async function withOpenAlarms(db: Knex): Promise<ReadonlySet<string>> {
  const open = db("taiwan_payment_alarm").whereNull("resolved_at").whereNotNull("attempt_id")
  const newest = open.orderBy("created_at", "desc").orderBy("id", "desc").limit(OF_EACH)
  return new Set<string>(await newest.pluck("attempt_id"))
}

/** As the indexes of these have it. */
const OF_REFUNDS: Readonly<Record<Refunds, string>> = {
  none: "refunded_amount = 0",
  partial: "refunded_amount > 0 and refunded_amount < captured_amount",
  full: "refunded_amount > 0 and refunded_amount >= captured_amount",
}

export function narrow(rows: Knex.QueryBuilder, { order, sessionId, from, until, ids, ...others }: Narrowing): void {
  const { refunds, amountFrom, amountTo, ...lists } = others
  if (order) rows.where((any) => ofOrder(any.where({ order_id: order.id }), order))
  if (sessionId) rows.where({ session_id: sessionId })
  for (const [column, wanted] of Object.entries(columnsOf(lists))) if (wanted) rows.whereIn(column, wanted)
  if (refunds) rows.whereRaw(`(${refunds.map((each) => OF_REFUNDS[each]).join(" or ")})`)
  if (amountFrom !== undefined) rows.where("amount", ">=", amountFrom)
  if (amountTo !== undefined) rows.where("amount", "<=", amountTo)
  if (from) rows.where("created_at", ">=", from)
  if (until) rows.where("created_at", "<", until)
  if (ids) rows.whereRaw("id = any(?::text[])", [[...ids]])
}

type Lists = Pick<Narrowing, "states" | "gateways" | "methods" | "merchants" | "environments">

function columnsOf({ states, gateways, methods, merchants, environments }: Lists) {
  return { state: states, gateway: gateways, method: methods, merchant: merchants, environment: environments }
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
  const amount = amountOf(text)
  if (amount !== null)
    ids.unionAll(
      newest((rows) => rows.where("amount", amount)),
      true,
    )
  if (text.length >= SHORTEST_PART) ids.unionAll((of) => havingPart(of, text), true)
  if (sessionIds.length > 0) ids.unionAll((of) => void of.select("id").from(ATTEMPT).whereIn("session_id", sessionIds))
  if (collectionIds.length > 0)
    ids.unionAll((of) => void of.select("id").from(ATTEMPT).whereIn("payment_collection_id", collectionIds))
}

/** As somebody types it, or as it is shown: `NT$1,280`. */
function amountOf(text: string): number | null {
  const digits = /^(?:NT\$)?\s?(\d{1,3}(?:,\d{3})+|\d{1,9})$/i.exec(text)?.[1]?.replaceAll(",", "")
  return digits && digits.length <= 9 ? Number(digits) : null
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
