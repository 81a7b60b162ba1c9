import type { Attempt } from "../../src/modules/ledger/records"
import { twd } from "../../src/toolkit/twd"
import { addSession, newId, type Shop } from "../shop-database"
import { type Paid, paidTrade } from "./paid-trade"

/** A trade of 1000 TWD with Medusa's payment for it. */
export interface BookedTrade extends Paid {
  readonly paymentId: string
  readonly collectionId: string
}

export async function booked(shop: Shop, more: Partial<Attempt> = {}): Promise<BookedTrade> {
  const session_id = await addSession(shop, "1000")
  const trade = await paidTrade(shop, {}, { session_id, amount: twd(1000), ...more })
  const session = await shop.db("payment_session").where({ id: session_id }).first()
  const { amount, raw_amount, currency_code, provider_id, payment_collection_id } = session
  const paymentId = newId("pay")
  const money = { amount, raw_amount: JSON.stringify(raw_amount), currency_code }
  const data = JSON.stringify({ session_id, trade_no: trade.attempt.trade_no })
  const owner = { provider_id, payment_collection_id, payment_session_id: session_id }
  const captured_at = trade.attempt.state === "captured" ? new Date() : null
  await shop.db("payment").insert({ id: paymentId, ...money, ...owner, data, captured_at })
  return { ...trade, paymentId, collectionId: payment_collection_id }
}

/** The same, whose own session is gone: another one carries its money. */
export async function carried(shop: Shop): Promise<BookedTrade> {
  const trade = await booked(shop)
  const { id, session_id: applied_session_id } = trade.attempt
  await shop
    .db("taiwan_payment_attempt")
    .where({ id })
    .update({ session_id: newId("payses"), applied_session_id })
  return { ...trade, attempt: await trade.now() }
}

/** The row that Medusa writes before it asks its provider; its id. */
export async function addRow(
  { db }: Shop,
  table: "refund" | "capture",
  { paymentId }: BookedTrade,
  amount: number,
  more: Readonly<Record<string, unknown>> = {},
): Promise<string> {
  const id = newId(table === "refund" ? "ref" : "capt")
  await db(table).insert({ id, amount, raw_amount: JSON.stringify({ value: amount }), payment_id: paymentId, ...more })
  return id
}

/** The order of a payment; `difference` is what its buyer still has to pay, negative where the order owes. */
export async function addOrder(
  { db }: Shop,
  { collectionId }: BookedTrade,
  status = "pending",
  difference = 0,
): Promise<string> {
  const id = newId("order")
  const canceled_at = status === "canceled" ? new Date(Date.now() - 3_600_000) : null
  await db("order").insert({ id, status, canceled_at, currency_code: "twd", version: 1 })
  await db("order_payment_collection").insert({
    id: newId("ordpay"),
    order_id: id,
    payment_collection_id: collectionId,
  })
  const totals = JSON.stringify({ pending_difference: difference })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: id, version: 1, totals })
  return id
}

/** Staff have begun to change the order, and not confirmed it yet. */
export async function openChange({ db }: Shop, { collectionId }: BookedTrade, change_type: string): Promise<void> {
  const link = await db("order_payment_collection").where({ payment_collection_id: collectionId }).first()
  const row = { id: newId("ordch"), order_id: link.order_id, version: 2, status: "pending", change_type }
  await db("order_change").insert(row)
}
