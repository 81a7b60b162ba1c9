/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("../scripts/demo/medusa-api.mjs").Api} Api
 * @typedef {{ trade?: string, payment?: string, order?: string, amount: number }} Asked money that staff asked to give back
 * @typedef {{ stack: Stack, office: Api, buyer: Buyer, asked: Asked[] }} Desk
 */

/** @param {Desk} desk */
async function paymentsOf({ stack, buyer }) {
  return stack.postgres.query(
    "select id, amount::int as amount from payment where payment_collection_id = $1 and deleted_at is null",
    [buyer.collectionId],
  )
}

/** @param {Desk} desk */
async function orderOf({ stack, buyer }) {
  const sql = "select order_id from order_cart where cart_id = $1 and deleted_at is null"
  const [row] = await stack.postgres.query(sql, [buyer.cartId])
  if (!row) throw new Error("there is no order")
  return row.order_id
}

/** @param {Desk} desk */
async function attemptsOf({ stack, buyer }) {
  const sessions = buyer.sessions.map(({ id }) => id)
  const sql = "select id, gateway, trade_no, amount, state from taiwan_payment_attempt where session_id = any($1)"
  return stack.postgres.query(sql, [sessions])
}

/** @param {Desk} desk @param {(amount: number) => number} partOf */
async function refund(desk, partOf) {
  const [payment] = await paymentsOf(desk)
  if (!payment) throw new Error("there is no payment")
  const amount = partOf(payment.amount)
  desk.asked.push({ payment: payment.id, amount })
  await desk.office.post(`/admin/payments/${payment.id}/refund`, { amount })
}

const all = (/** @type {number} */ amount) => amount
const third = (/** @type {number} */ amount) => Math.max(1, Math.floor(amount / 3))

/** Two clicks at once; one of them may be refused. @param {Desk} desk */
async function refundAtOnceTwice(desk) {
  const ends = await Promise.allSettled([refund(desk, all), refund(desk, all)])
  const refused = ends.filter(({ status }) => status === "rejected")
  if (refused.length === ends.length) throw new Error("both were refused")
}

/** @param {Desk} desk */
async function cancel(desk) {
  const order = await orderOf(desk)
  for (const { id, amount } of await paymentsOf(desk)) desk.asked.push({ payment: id, amount })
  await desk.office.post(`/admin/orders/${order}/cancel`, {})
}

/** @param {Desk} desk */
async function addOneMore(desk) {
  const { office } = desk
  const order_id = await orderOf(desk)
  const { order } = await office.get(`/admin/orders/${order_id}?fields=id,*items`)
  const [{ id, quantity }] = order.items
  await office.post("/admin/order-edits", { order_id })
  await office.post(`/admin/order-edits/${order_id}/items/item/${id}`, { quantity: quantity + 1 })
  await office.post(`/admin/order-edits/${order_id}/confirm`, {})
}

/** @param {Desk} desk */
async function recordPaymentAtTheDoor(desk) {
  const attempt = (await attemptsOf(desk)).find(({ state }) => state === "issued")
  if (!attempt) throw new Error("no number is awaited")
  const paid = { amount: attempt.amount, reference: `cash, buyer ${desk.buyer.number}` }
  await desk.office.post(`/admin/taiwan-payments/attempts/${attempt.id}/paid-otherwise`, paid)
}

/** In the gateway's own back office, of which the shop hears nothing. @param {Desk} desk */
async function refundInTheBackOffice(desk) {
  const gateways = desk.stack.sandbox.gateways
  for (const attempt of await attemptsOf(desk)) {
    const gateway = gateways.find(({ id }) => id === attempt.gateway)
    const trade = gateway?.trades().find(({ reference }) => reference === attempt.trade_no)
    if (!gateway || !trade?.actions.some(({ name }) => name === "refund")) continue
    desk.asked.push({ trade: attempt.trade_no, amount: 10 })
    return gateway.act(trade.id, "refund", { amount: "10" })
  }
  throw new Error("the gateway's back office offers no refund")
}

/** @type {Readonly<Record<string, (desk: Desk) => Promise<unknown>>>} */
export const staff = {
  "refund a part": (desk) => refund(desk, third),
  "refund all": (desk) => refund(desk, all),
  "refund at once twice": refundAtOnceTwice,
  "refund a part twice": async (desk) => {
    await refund(desk, third)
    await refund(desk, third)
  },
  cancel,
  "add to the order": addOneMore,
  "record payment at the door": recordPaymentAtTheDoor,
  "refund in the back office": refundInTheBackOffice,
}
