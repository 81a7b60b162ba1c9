import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { tradeNumberOf } from "../../scripts/demo/methods.mjs"
import { arrive, payOn } from "./buyer"
import { actAt } from "./gateway"
import { type Alarm, type Attempt, alarmsAbout, attemptOf, attemptsOf } from "./ledger"
import { checkout, orderOf, type PaymentSession, settled } from "./purchase"
import type { Shop } from "./shop"
import { until } from "./until"

/** An order whose number is in the buyer's hand. */
export async function awaitTransfer(
  shop: Shop,
): Promise<{ session: PaymentSession; orderId: string; tradeNo: string }> {
  const session = await checkout(shop, "ecpay-atm")
  const { page } = await issueVoucher(session.data.start_url)
  return { session, orderId: await settled(shop, session.id), tradeNo: tradeNumberOf(page) }
}

/** One more of the order's first item, by an order edit of staff. */
export async function addOneMore({ office }: Pick<Shop, "office">, orderId: string): Promise<void> {
  const { order } = await office.get(`/admin/orders/${orderId}?fields=id,*items`)
  const [{ id, quantity }] = order.items
  await office.post("/admin/order-edits", { order_id: orderId })
  await office.post(`/admin/order-edits/${orderId}/items/item/${id}`, { quantity: quantity + 1 })
  await office.post(`/admin/order-edits/${orderId}/confirm`, {})
}

/** Money of two departures: the second has no home, and staff have been told. */
export async function payTwice(
  shop: Shop,
): Promise<{ session: PaymentSession; first: Attempt; second: Attempt; alarm: Alarm }> {
  const session = await checkout(shop)
  const pages = [await arrive(session.data.start_url), await arrive(session.data.start_url)]
  for (const page of pages) {
    await payOn(page)
    await settled(shop, session.id)
  }
  const [first, second] = await until("both are followed", async () => {
    const both = await attemptsOf(shop, session.id)
    return both.length === 2 && both.every(({ applied_at }) => applied_at !== null) && both
  })
  if (!first || !second) throw new Error("there are no two attempts")
  const [alarm] = await alarmsAbout(shop, second.id)
  if (!alarm) throw new Error("nobody was told of the second payment")
  return { session, first, second, alarm }
}

/** An order that was paid by transfer: money that no API gives back. */
export async function payByTransfer(
  shop: Shop,
): Promise<{ session: PaymentSession; orderId: string; attempt: Attempt }> {
  const { session, orderId, tradeNo } = await awaitTransfer(shop)
  await actAt(shop, tradeNo, "pay")
  await until("a captured payment", async () => (await orderOf(shop, orderId)).payment_status === "captured")
  return { session, orderId, attempt: await attemptOf(shop, session.id) }
}
