import { setTimeout as sleep } from "node:timers/promises"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("../scripts/demo/medusa-api.mjs").Api} Api
 * @typedef {import("./audit/books.mjs").Asked} Asked
 * @typedef {import("./audit/books.mjs").Transfer} Transfer
 * @typedef {import("./audit/books.mjs").Cash} Cash
 * @typedef {{ stack: Stack, office: Api, buyer: Buyer, asked: Asked[], transfers: Transfer[], cash: Cash[] }} Errand
 */

/** In whichever collection of the order; the first is what was paid at the checkout. @param {Errand} errand */
async function paymentsOf({ stack, buyer }) {
  const sql = `select id, amount::int as amount from payment where deleted_at is null and (payment_collection_id = $1
      or payment_collection_id in (select payment_collection_id from order_payment_collection where order_id = $2 and deleted_at is null))
    order by created_at`
  return stack.postgres.query(sql, [buyer.collectionId, await orderIdOf(stack, buyer)])
}

/** @param {Stack} stack @param {Buyer} buyer @returns {Promise<string | null>} */
async function orderIdOf({ postgres }, { orderId, cartId }) {
  if (orderId) return orderId
  const [row] = await postgres.query("select order_id from order_cart where cart_id = $1 and deleted_at is null", [
    cartId,
  ])
  return row?.order_id ?? null
}

/** @param {Errand} errand */
export async function orderOf({ stack, buyer }) {
  const id = await orderIdOf(stack, buyer)
  if (!id) throw new Error("there is no order")
  return id
}

/** @param {Errand} errand */
async function attemptsOf({ stack, buyer }) {
  const sessions = buyer.sessions.map(({ id }) => id)
  const sql =
    "select id, session_id, gateway, trade_no, amount::int as amount, state from taiwan_payment_attempt where session_id = any($1)"
  return stack.postgres.query(sql, [sessions])
}

/** @param {Errand} errand @param {(amount: number) => number} partOf */
export async function refund(errand, partOf) {
  const [payment] = await paymentsOf(errand)
  if (!payment) throw new Error("there is no payment")
  const amount = partOf(payment.amount)
  const number = errand.asked.push({ payment: payment.id, amount })
  const refused = await refusalOf(errand.office.post(`/admin/payments/${payment.id}/refund`, { amount }))
  if (!refused) return
  if (!refused.includes(BY_HAND)) throw new Error(refused)
  const sql = `select a.id, a.trade_no from taiwan_payment_attempt a
    join payment p on p.payment_session_id = coalesce(a.applied_session_id, a.session_id)
    where p.id = $1 and a.captured_amount > 0 and a.unmatched is null`
  const [attempt] = await errand.stack.postgres.query(sql, [payment.id])
  if (!attempt) throw new Error("the payment was made past the gateways")
  const { id, trade_no } = attempt
  await recordByHand(errand, { id, trade_no, amount, number })
}

/** What the gateway cannot give back, staff transfer themselves, and write it down. */
const BY_HAND = "登記退款"

/** @param {Promise<unknown>} request */
const refusalOf = (request) =>
  request.then(
    () => null,
    (error) => String(error.message),
  )

const KNOWN = "recorded already"
const NOT_FOLLOWED = "is recorded, but"

/**
 * Staff transfer what they could write down. Where no answer came, or Medusa could not follow, they write it down again, by the same
 * reference.
 * @param {Errand} errand @param {{ id: string, trade_no: string, amount: number, number: number }} refund
 */
async function recordByHand({ office, buyer, transfers }, { id, trade_no, amount, number }) {
  const made = { amount, reference: `transfer ${number} to buyer ${buyer.number}` }
  for (let tries = 1; ; tries++) {
    const refused = await refusalOf(office.post(`/admin/taiwan-payments/attempts/${id}/refund-by-hand`, made))
    const isWritten = refused?.includes(NOT_FOLLOWED)
    if (!refused || refused.includes(KNOWN) || (isWritten && tries > 3))
      return void transfers.push({ trade: trade_no, amount })
    if (tries > 3 || (/ answered 4/.test(refused) && !isWritten)) throw new Error(refused)
    await sleep(2_000)
  }
}

export const all = (/** @type {number} */ amount) => amount
export const third = (/** @type {number} */ amount) => Math.max(1, Math.floor(amount / 3))
const quarter = (/** @type {number} */ amount) => Math.max(1, Math.floor(amount / 4))

/** Of a card that was authorised only. @param {Errand} errand @param {(amount: number) => number} partOf */
export async function capture(errand, partOf) {
  const [payment] = await paymentsOf(errand)
  if (!payment) throw new Error("there is no payment")
  await errand.office.post(`/admin/payments/${payment.id}/capture`, { amount: partOf(payment.amount) })
}

/** Two clicks at once; one of them may be refused. @param {Errand} errand */
export async function captureAtOnceTwice(errand) {
  await eitherOf(capture(errand, all), capture(errand, all))
}

/** Two clicks at once, of every second buyer for two parts; one of them may be refused. @param {Errand} errand */
export async function refundAtOnceTwice(errand) {
  const [one, other] = errand.buyer.number % 2 === 0 ? [all, all] : [third, quarter]
  await eitherOf(refund(errand, one), refund(errand, other))
}

/** @param {...Promise<unknown>} clicks */
async function eitherOf(...clicks) {
  const ends = await Promise.allSettled(clicks)
  const refused = ends.flatMap((end) => (end.status === "rejected" ? [end.reason.message] : []))
  if (refused.length === ends.length) throw new Error(`all were refused: ${refused.join("; ")}`)
}

/** @param {Errand} errand */
export async function cancel(errand) {
  const order = await orderOf(errand)
  for (const { id, amount } of await paymentsOf(errand)) errand.asked.push({ payment: id, amount })
  await errand.office.post(`/admin/orders/${order}/cancel`, {})
}

/** @param {Errand} errand */
export async function addOneMore(errand) {
  const { office } = errand
  const order_id = await orderOf(errand)
  const { order } = await office.get(`/admin/orders/${order_id}?fields=id,*items`)
  const [{ id, quantity }] = order.items
  await office.post("/admin/order-edits", { order_id })
  await office.post(`/admin/order-edits/${order_id}/items/item/${id}`, { quantity: quantity + 1 })
  await office.post(`/admin/order-edits/${order_id}/confirm`, {})
}

/** @param {Errand} errand */
export async function recordPaymentAtTheDoor(errand) {
  const attempt = (await attemptsOf(errand)).find(({ state }) => state === "issued")
  if (!attempt) throw new Error("no number is awaited")
  const paid = { amount: attempt.amount, reference: `cash, buyer ${errand.buyer.number}` }
  errand.cash.push({ session: attempt.session_id, amount: attempt.amount })
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/paid-otherwise`, paid)
}

/** In the gateway's own back office, of which the shop hears nothing. @param {Errand} errand */
export async function refundInTheBackOffice(errand) {
  const gateways = errand.stack.sandbox.gateways
  for (const attempt of await attemptsOf(errand)) {
    const gateway = gateways.find(({ id }) => id === attempt.gateway)
    const trade = gateway?.trades().find(({ reference }) => reference === attempt.trade_no)
    if (!gateway || !trade?.actions.some(({ name }) => name === "refund")) continue
    errand.asked.push({ trade: attempt.trade_no, amount: 10 })
    return gateway.act(trade.id, "refund", { amount: "10" })
  }
  throw new Error("the gateway's back office offers no refund")
}

/** Money that reached no order goes back from the page Payments. @param {Errand} errand */
export async function giveUnmatchedMoneyBack(errand) {
  const sql = `select a.id, a.trade_no, a.amount::int as amount from taiwan_payment_attempt a
    where a.session_id = any($1) and a.unmatched is not null and a.refunded_amount = 0`
  const found = await errand.stack.postgres.query(sql, [errand.buyer.sessions.map(({ id }) => id)])
  if (found.length === 0) throw new Error("no money is without a home")
  for (const { id, trade_no, amount } of found) {
    const number = errand.asked.push({ trade: trade_no, amount })
    const refused = await refusalOf(errand.office.post(`/admin/taiwan-payments/attempts/${id}/refund`, {}))
    if (refused?.includes(BY_HAND)) await recordByHand(errand, { id, trade_no, amount, number })
    else if (refused) throw new Error(refused)
  }
}

/** Takes over into the books what the gateway gave back by itself. @param {Errand} errand */
export async function bookTheDifference(errand) {
  const attempt = (await attemptsOf(errand)).find(({ state }) => state === "captured")
  if (!attempt) throw new Error("nothing was captured")
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/query`, {})
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/book-difference`, {})
}

/** @param {Errand} errand */
export async function itemsOf(errand) {
  const order_id = await orderOf(errand)
  const { order } = await errand.office.get(`/admin/orders/${order_id}?fields=id,*items`)
  /** @type {{ id: string, quantity: number, variant_id: string }[]} */
  const items = order.items
  const [first] = items
  if (!first) throw new Error("the order is empty")
  return { order_id, items, first }
}

/** @param {Errand} errand */
export async function send(errand) {
  const { order_id, items } = await itemsOf(errand)
  const all = items.map(({ id, quantity }) => ({ id, quantity }))
  await errand.office.post(`/admin/orders/${order_id}/fulfillments`, { items: all })
}

/** The goods were sent, come back, and a part of the money goes back for them. @param {Errand} errand */
export async function takeBack(errand) {
  await send(errand)
  const { office } = errand
  const { order_id, items } = await itemsOf(errand)
  const back = { items: items.slice(0, 1).map(({ id, quantity }) => ({ id, quantity })) }
  const { stock_locations } = await office.get("/admin/stock-locations")
  const location_id = stock_locations[0].id
  const { return: opened } = await office.post("/admin/returns", { order_id, location_id })
  await office.post(`/admin/returns/${opened.id}/request-items`, back)
  await office.post(`/admin/returns/${opened.id}/request`, {})
  await office.post(`/admin/returns/${opened.id}/receive`, {})
  await office.post(`/admin/returns/${opened.id}/receive-items`, back)
  await office.post(`/admin/returns/${opened.id}/receive/confirm`, {})
  await refund(errand, third)
}
