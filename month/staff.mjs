/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("../scripts/demo/medusa-api.mjs").Api} Api
 * @typedef {import("./audit/books.mjs").Asked} Asked
 * @typedef {{ stack: Stack, office: Api, buyer: Buyer, asked: Asked[] }} Errand
 */

/** @param {Errand} errand */
async function paymentsOf({ stack, buyer }) {
  return stack.postgres.query(
    "select id, amount::int as amount from payment where payment_collection_id = $1 and deleted_at is null",
    [buyer.collectionId],
  )
}

/** @param {Errand} errand */
async function orderOf({ stack, buyer }) {
  const sql = "select order_id from order_cart where cart_id = $1 and deleted_at is null"
  const [row] = await stack.postgres.query(sql, [buyer.cartId])
  if (!row) throw new Error("there is no order")
  return row.order_id
}

/** @param {Errand} errand */
async function attemptsOf({ stack, buyer }) {
  const sessions = buyer.sessions.map(({ id }) => id)
  const sql = "select id, gateway, trade_no, amount, state from taiwan_payment_attempt where session_id = any($1)"
  return stack.postgres.query(sql, [sessions])
}

/** @param {Errand} errand @param {(amount: number) => number} partOf */
async function refund(errand, partOf) {
  const [payment] = await paymentsOf(errand)
  if (!payment) throw new Error("there is no payment")
  const amount = partOf(payment.amount)
  errand.asked.push({ payment: payment.id, amount })
  await errand.office.post(`/admin/payments/${payment.id}/refund`, { amount })
}

const all = (/** @type {number} */ amount) => amount
const third = (/** @type {number} */ amount) => Math.max(1, Math.floor(amount / 3))

/** Two clicks at once; one of them may be refused. @param {Errand} errand */
async function refundAtOnceTwice(errand) {
  const ends = await Promise.allSettled([refund(errand, all), refund(errand, all)])
  const refused = ends.filter(({ status }) => status === "rejected")
  if (refused.length === ends.length) throw new Error("both were refused")
}

/** @param {Errand} errand */
async function cancel(errand) {
  const order = await orderOf(errand)
  for (const { id, amount } of await paymentsOf(errand)) errand.asked.push({ payment: id, amount })
  await errand.office.post(`/admin/orders/${order}/cancel`, {})
}

/** @param {Errand} errand */
async function addOneMore(errand) {
  const { office } = errand
  const order_id = await orderOf(errand)
  const { order } = await office.get(`/admin/orders/${order_id}?fields=id,*items`)
  const [{ id, quantity }] = order.items
  await office.post("/admin/order-edits", { order_id })
  await office.post(`/admin/order-edits/${order_id}/items/item/${id}`, { quantity: quantity + 1 })
  await office.post(`/admin/order-edits/${order_id}/confirm`, {})
}

/** @param {Errand} errand */
async function recordPaymentAtTheDoor(errand) {
  const attempt = (await attemptsOf(errand)).find(({ state }) => state === "issued")
  if (!attempt) throw new Error("no number is awaited")
  const paid = { amount: attempt.amount, reference: `cash, buyer ${errand.buyer.number}` }
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/paid-otherwise`, paid)
}

/** In the gateway's own back office, of which the shop hears nothing. @param {Errand} errand */
async function refundInTheBackOffice(errand) {
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
async function giveUnmatchedMoneyBack(errand) {
  const sql = `select a.id, a.trade_no, a.amount::int as amount from taiwan_payment_attempt a
    where a.session_id = any($1) and a.unmatched is not null and a.refunded_amount = 0`
  const found = await errand.stack.postgres.query(sql, [errand.buyer.sessions.map(({ id }) => id)])
  if (found.length === 0) throw new Error("no money is without a home")
  for (const { id, trade_no, amount } of found) {
    errand.asked.push({ trade: trade_no, amount })
    await errand.office.post(`/admin/taiwan-payments/attempts/${id}/refund`, {})
  }
}

/** Takes over into the books what the gateway gave back by itself. @param {Errand} errand */
async function bookTheDifference(errand) {
  const attempt = (await attemptsOf(errand)).find(({ state }) => state === "captured")
  if (!attempt) throw new Error("nothing was captured")
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/query`, {})
  await errand.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/book-difference`, {})
}

/** @param {Errand} errand */
async function itemsOf(errand) {
  const order_id = await orderOf(errand)
  const { order } = await errand.office.get(`/admin/orders/${order_id}?fields=id,*items`)
  const items = order.items.map((/** @type {{ id: string, quantity: number }} */ { id, quantity }) => ({
    id,
    quantity,
  }))
  return { order_id, items }
}

/** @param {Errand} errand */
async function send(errand) {
  const { order_id, items } = await itemsOf(errand)
  await errand.office.post(`/admin/orders/${order_id}/fulfillments`, { items })
}

/** The goods were sent, come back, and a part of the money goes back for them. @param {Errand} errand */
async function takeBack(errand) {
  await send(errand)
  const { office } = errand
  const { order_id, items } = await itemsOf(errand)
  const { return: opened } = await office.post("/admin/returns", { order_id })
  await office.post(`/admin/returns/${opened.id}/request-items`, { items: items.slice(0, 1) })
  await office.post(`/admin/returns/${opened.id}/request`, {})
  await office.post(`/admin/returns/${opened.id}/receive`, {})
  await office.post(`/admin/returns/${opened.id}/receive-items`, { items: items.slice(0, 1) })
  await office.post(`/admin/returns/${opened.id}/receive/confirm`, {})
  await refund(errand, third)
}

/** @type {Readonly<Record<string, (errand: Errand) => Promise<unknown>>>} */
export const staff = {
  "refund a part": (errand) => refund(errand, third),
  "refund all": (errand) => refund(errand, all),
  "refund at once twice": refundAtOnceTwice,
  "refund a part twice": async (errand) => {
    await refund(errand, third)
    await refund(errand, third)
  },
  cancel,
  "add to the order": addOneMore,
  "record payment at the door": recordPaymentAtTheDoor,
  "refund in the back office": refundInTheBackOffice,
  "book the difference": bookTheDifference,
  "give unmatched money back": giveUnmatchedMoneyBack,
  "send the goods": send,
  "take goods back": takeBack,
}
