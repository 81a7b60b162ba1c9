import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey } from "../../modules/ledger/records"
import { PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { type Carried, sessionCarrying } from "../session-rules"
import { hasNotFailed } from "./rows"

/**
 * What Medusa has written of refunds and captures, and what would make it refuse a refund after the gateway did it
 * (measured on 2.21.2). Amounts are decimals.
 */

/** A row of Medusa's refunds or captures, with what belongs to it. */
export interface MoneyRow {
  readonly id: string
  readonly amount: string
  readonly payment_id: string
  readonly order_id: string | null
  /** Whether the order's own books have it too: written last, after the provider's answer. */
  readonly onOrder: boolean
  /** What they say of this very row; null where they have nothing, or its payment's refund as a whole. */
  readonly bookedAs?: string | null
}

type Kind = "refund" | "capture"

/** `but`: operations of this state do not count. */
const hasNoOperation = (row: string, but = "none"): string =>
  `not exists (select from taiwan_payment_operation o
     where (o.medusa_id = ${row}.id or o.idempotency_key = ${row}.id) and o.state <> '${but}')`

/** Those of the given ids that Medusa still counts; it deletes a row when its provider, or its own update, fails, or marks it so. */
export async function moneyRows(db: Knex, kind: Kind, ids: readonly (string | null)[]): Promise<MoneyRow[]> {
  const known = ids.filter((id) => id !== null)
  return known.length === 0 ? [] : rowsOf(db, kind).whereIn("row.id", known)
}

/** An older row of the same payment and amount that no operation stands for: waiting for its turn, or its process died. */
export async function olderTwin(db: Knex, kind: Kind, id: string): Promise<{ id: string; inFlight: boolean } | null> {
  const { rows } = await db.raw(
    `select twin.id, twin.created_at > clock_timestamp() - interval '3 minutes' as "inFlight"
     from "${kind}" own join "${kind}" twin on twin.payment_id = own.payment_id and twin.amount = own.amount
     where own.id = ? and twin.deleted_at is null and ${hasNotFailed("twin")}
       and (twin.created_at, twin.id) < (own.created_at, own.id)
       and ${hasNoOperation("twin")}
     order by twin.created_at limit 1`,
    [id],
  )
  return rows[0] ?? null
}

/** `isForgotten`: no look after dead processes' rows finds it any more. */
interface OlderCapture {
  readonly id: string
  readonly amount: number
  readonly isForgotten: boolean
}

/** An older capture of another amount of the same payment, which waits, or whose process died, before it was asked for or refused. */
export async function olderCapture(db: Knex, id: string): Promise<OlderCapture | null> {
  const { rows } = await db.raw<{ rows: OlderCapture[] }>(
    `select older.id, older.amount::float as amount, older.created_at < now() - interval '1 day' as "isForgotten"
     from "capture" own join "capture" older on older.payment_id = own.payment_id and older.amount <> own.amount
     where own.id = ? and older.deleted_at is null and ${hasNotFailed("older")}
       and (older.created_at, older.id) < (own.created_at, own.id) and ${hasNoOperation("older", "refused")}
     limit 1`,
    [id],
  )
  return rows[0] ?? null
}

/**
 * Removes the row of a request whose process died before Medusa could; the request that takes its place has a row of its
 * own. Medusa itself deletes the row of a request that failed.
 */
export async function removeDeadRow(db: Knex, kind: Kind, id: string): Promise<void> {
  await db(kind).where({ id }).delete()
}

/** With the attempt that it belongs to, and whose account it is asked of. */
export type ForgottenRow = MoneyRow & AccountKey & { readonly attempt_id: string }

/** Rows of the last day, old enough to be over, that no operation stands for: their process died before it was written. */
export async function rowsWithoutOperation(db: Knex, kind: Kind): Promise<ForgottenRow[]> {
  const attempts = rowsOf(db, kind)
    .join("taiwan_payment_attempt as attempt", (on) =>
      on
        .on("attempt.session_id", "payment.payment_session_id")
        .orOn("attempt.applied_session_id", "payment.payment_session_id"),
    )
    .select("attempt.id as attempt_id", "attempt.gateway", "attempt.environment", "attempt.merchant")
    .whereRaw(`attempt.trade_no = payment.data->>'trade_no'`)
    .whereRaw(`"row".created_at between now() - interval '1 day' and now() - interval '3 minutes'`)
    .whereRaw(hasNoOperation('"row"'))
  return kind === "capture" ? attempts.where("attempt.state", "authorized") : attempts
}

/** By which those of the last day are found among all; Medusa itself has none (2.21.2). */
export function recentRowIndexes(): [name: string, definition: string][] {
  return (["refund", "capture"] as const).map((kind) => [
    `taiwan_payment_recent_${kind}`,
    `on "${kind}" ("created_at")`,
  ])
}

function rowsOf(db: Knex, kind: Kind): Knex.QueryBuilder {
  const onOrder = `exists (select from order_transaction t where t.order_id = link.order_id and t.reference = ?
    and t.reference_id in ("row".id, payment.id) and t.deleted_at is null) as "onOrder"`
  const bookedAs = `(select sum(t.amount)::text from order_transaction t where t.order_id = link.order_id and t.reference = ?
    and t.reference_id = "row".id and t.deleted_at is null) as "bookedAs"`
  return db(`${kind} as row`)
    .join("payment", "payment.id", "row.payment_id")
    .leftJoin("order_payment_collection as link", (on) =>
      on.on("link.payment_collection_id", "payment.payment_collection_id").onNull("link.deleted_at"),
    )
    .whereNull("row.deleted_at")
    .whereRaw(hasNotFailed('"row"'))
    .select(
      "row.id",
      "row.payment_id",
      "link.order_id",
      db.raw(`"row".amount::text as amount`),
      db.raw(onOrder, [kind]),
      db.raw(bookedAs, [kind]),
    )
}

/** What orders' books have of a row that Medusa may have deleted since. */
export async function transactionsOf(db: Knex, kind: Kind, id: string): Promise<string[]> {
  return db("order_transaction").where({ reference: kind, reference_id: id }).whereNull("deleted_at").pluck("id")
}

/** Medusa's payment of an attempt and its order. */
export interface PaymentSide {
  readonly payment_id: string
  readonly captured: boolean
  readonly payment_canceled: boolean
  readonly order_id: string | null
  readonly order_canceled: boolean
}

/** Null where Medusa has no payment for this very trade. Of a cart that became several orders, one that stands is its order. */
export async function paymentSide(
  db: Knex,
  attempt: Carried & { readonly trade_no: string },
): Promise<PaymentSide | null> {
  const { rows } = await db.raw(
    `select payment.id as payment_id, payment.captured_at is not null as captured,
       payment.canceled_at is not null as payment_canceled,
       link.order_id, coalesce(o.status::text = 'canceled', false) as order_canceled
     from payment
     left join order_payment_collection link
       on link.payment_collection_id = payment.payment_collection_id and link.deleted_at is null
     left join "order" o on o.id = link.order_id
     where payment.payment_session_id = ? and payment.data->>'trade_no' = ? and payment.deleted_at is null
     order by order_canceled limit 1`,
    [sessionCarrying(attempt), attempt.trade_no],
  )
  return rows[0] ?? null
}

/** What Medusa calls the changes of an order, in the words of its admin. */
const CHANGES: Readonly<Record<string, LocalText>> = {
  edit: { en: "order edit", "zh-TW": "訂單編輯" },
  return: { en: "return", "zh-TW": "退貨" },
  return_request: { en: "return", "zh-TW": "退貨" },
  return_receive: { en: "return that is being received", "zh-TW": "退貨接收" },
  exchange: { en: "exchange", "zh-TW": "換貨" },
  claim: { en: "claim", "zh-TW": "索賠" },
  transfer: { en: "transfer to another customer", "zh-TW": "擁有權轉移" },
  credit_line: { en: "credit", "zh-TW": "信用額度" },
}

/** A change in staff's words. */
export function nameOf({ change_type }: { readonly change_type: string | null }): LocalText {
  return CHANGES[change_type ?? ""] ?? { en: "change of this order", "zh-TW": "訂單變更" }
}

/**
 * Medusa writes a credit for what it gives back beyond what the order owes, and refuses to while another change of the
 * order is open: after the gateway has paid. So it is refused before.
 * @throws PaymentError `refused`
 */
export async function refuseWhileOrderChanges(db: Knex, orderId: string | null, amount: number): Promise<void> {
  const change = orderId === null ? undefined : await openChange(db, orderId)
  if (!change || orderId === null || amount <= (await orderOwes(db, orderId))) return
  const { en: what, "zh-TW": zh } = nameOf(change)
  throw new PaymentError("refused", {
    en:
      `Medusa has an open ${what} on this order and would refuse this refund after the money had gone. ` +
      `Confirm or cancel the ${what} first, then refund again; nothing was refunded now.`,
    "zh-TW": `這張訂單有進行中的${zh}，Medusa 會在款項退出後才拒絕這筆退款。請先確認或取消該${zh}再退款；這次沒有退款。`,
  })
}

/** What the order owes its buyer by Medusa's books; a refund beyond it needs a credit. */
export async function orderOwes(db: Knex, orderId: string): Promise<number> {
  const { rows } = await db.raw(
    `select greatest(0, -(totals->>'pending_difference')::numeric)::float as owed from order_summary
     where order_id = ? and deleted_at is null order by version desc limit 1`,
    [orderId],
  )
  return rows[0]?.owed ?? 0
}

/** A change of the order that somebody has begun and neither confirmed nor cancelled. */
export async function openChange(
  db: Knex,
  orderId: string,
): Promise<{ readonly change_type: string | null } | undefined> {
  const { rows } = await db.raw(
    `select change.change_type
     from order_change change
     where change.order_id = ? and change.status in ('pending', 'requested') and change.deleted_at is null limit 1`,
    [orderId],
  )
  return rows[0]
}
