import { setTimeout as sleep } from "node:timers/promises"
import { offerBanks } from "./bank.mjs"
import { startPayment } from "./checkout.mjs"
import { adminApi, medusaApi } from "./medusa-api.mjs"
import { actOnTrade, methods } from "./methods.mjs"
import { admin, publishableKey } from "./stack.mjs"
import { table } from "./table.mjs"

/**
 * @typedef {import("./medusa-api.mjs").Api} Api
 * @typedef {import("./methods.mjs").Method} Method
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {{ state: string, order_id: string | null }} Status
 * @typedef {{ id: string, gateway: string, trade_no: string }} Attempt
 * @typedef {{ method: string, amount: number, sessionId: string, orderId: string | null, problem: string | null, wasQueued: boolean }} Purchase
 * @typedef {{ id: string, display_id: number, payment_status: string, payment_collections: { payments: { id: string, amount: number, data: { trade_no?: string, order_no?: string } }[] }[] }} Order
 */

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error ? error.message : String(error))

/** What a method's order must come to in the end. @param {string} method */
function outcomeOf(method) {
  const refund = methods[method]?.refund
  if (refund === undefined) return "captured"
  return refund === "all" ? "refunded" : "partially_refunded"
}

/** @param {Api} store @param {string} sessionId */
async function settled(store, sessionId) {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; await sleep(200)) {
    /** @type {Status} */
    const { state, order_id } = await store.get(`/pay/sessions/${sessionId}/status`)
    if (order_id && state === "paid") return order_id
    if (["failed", "expired", "canceled", "held"].includes(state)) throw new Error(`the shop says ${state}`)
  }
  throw new Error("the shop has not settled it in a minute")
}

/** What storefront and staff do for a provider that has no routes and no jobs of its own. @param {Api} store @param {Api} office @param {string} cartId */
async function complete(store, office, cartId) {
  const { type, order, error } = await store.post(`/store/carts/${cartId}/complete`, {})
  if (type !== "order") throw new Error(`the cart is not completed: ${error?.message}`)
  await office.post(`/admin/payments/${paymentOf(await orderOf(office, order.id)).id}/capture`, {})
  return order.id
}

/** The attempt that the buyer left with. @param {Api} office @param {string} sessionId @returns {Promise<Attempt>} */
async function attemptOf(office, sessionId) {
  const { attempts } = await office.get(`/admin/taiwan-payments/attempts?session_id=${sessionId}`)
  if (!attempts[0]) throw new Error("the buyer never left for the gateway")
  return attempts[0]
}

/**
 * One purchase, start to settled order.
 * @param {Pick<Stack, "shopUrl" | "sandboxUrl">} stack @param {Api} office @param {string} method @param {Method} way
 * @returns {Promise<Purchase>}
 */
export async function buy({ shopUrl, sandboxUrl }, office, method, { pay, afterwards, completes }) {
  const purchase = { method, amount: 0, sessionId: "", orderId: null, wasQueued: false }
  try {
    const store = medusaApi(shopUrl, { "x-publishable-api-key": publishableKey })
    const session = await startPayment(store, `pp_${method}_main`, `${shopUrl}/payment/return`)
    Object.assign(purchase, { amount: session.amount, sessionId: session.id })
    await pay(session.data.start_url ?? session.data.hpp_url, sandboxUrl)
    if (completes) return { ...purchase, orderId: await complete(store, office, session.cart_id), problem: null }
    if (afterwards) await actOnTrade(sandboxUrl, await attemptOf(office, session.id), afterwards)
    return { ...purchase, orderId: await settled(store, session.id), problem: null }
  } catch (error) {
    return { ...purchase, problem: sentence(error) }
  }
}

/** @param {Api} office @param {string} orderId @returns {Promise<Order>} */
async function orderOf(office, orderId) {
  const fields = "id,display_id,payment_status,*payment_collections.payments"
  const { order } = await office.get(`/admin/orders/${orderId}?fields=${fields}`)
  return order
}

/** @param {Order} order */
function paymentOf(order) {
  const payment = order.payment_collections.flatMap(({ payments }) => payments)[0]
  if (!payment) throw new Error("the order has no payment")
  return payment
}

/** Whether the gateway has taken a refund on, and not carried it out yet. @param {Api} office @param {Purchase} purchase */
async function isQueued(office, { sessionId }) {
  const { id } = await attemptOf(office, sessionId)
  /** @type {{ operations: { state: string }[] }} */
  const { operations } = await office.get(`/admin/taiwan-payments/attempts/${id}`)
  return operations.some(({ state }) => state === "queued")
}

/** Gives money back, as staff would in the admin. @param {Api} office @param {Purchase} purchase @returns {Promise<Purchase>} */
export async function refund(office, purchase) {
  const { method, orderId } = purchase
  const wish = methods[method]?.refund
  if (wish === undefined || !orderId) return purchase
  try {
    const payment = paymentOf(await orderOf(office, orderId))
    await office.post(`/admin/payments/${payment.id}/refund`, { amount: wish === "all" ? payment.amount : wish })
    return { ...purchase, wasQueued: !methods[method]?.completes && (await isQueued(office, purchase)) }
  } catch (error) {
    return { ...purchase, problem: sentence(error) }
  }
}

/** A night passes at the gateways, and the shop's next question finds what was queued done. @param {Stack} stack @param {Api} office @param {Purchase[]} purchases @param {(line: string) => void} say */
async function passNight(stack, office, purchases, say) {
  const waiting = purchases.filter(({ wasQueued }) => wasQueued)
  if (waiting.length === 0) return
  say(`${waiting.map(({ method }) => method).join(", ")}: queued at the gateway; a night passes`)
  await stack.passNight()
  for (const deadline = Date.now() + 150_000; Date.now() < deadline; await sleep(1000)) {
    const queued = await Promise.all(waiting.map((purchase) => isQueued(office, purchase)))
    if (!queued.includes(true)) return
  }
  for (const purchase of waiting) {
    if (await isQueued(office, purchase)) purchase.problem = "still queued after the night"
  }
}

/** What came of it, as a row of the table, and whether that is what should have. @param {Api} office @param {Purchase} purchase */
export async function row(office, { method, amount, orderId, problem, wasQueued }) {
  const cells = [method, amount.toLocaleString("en")]
  if (!orderId) return { good: false, cells: [...cells, "", problem ?? "", ""] }
  const order = await orderOf(office, orderId)
  const { trade_no, order_no } = paymentOf(order).data
  cells.push(trade_no ?? order_no ?? "")
  const wanted = outcomeOf(method)
  const good = order.payment_status === wanted && problem === null
  const how = wasQueued ? ", queued and done at night" : ""
  const state = good ? `${wanted}${how}` : `${order.payment_status}, not ${wanted}: ${problem ?? "no reason given"}`
  return { good, cells: [...cells, state, `#${order.display_id}`] }
}

/**
 * Buys once by each method over HTTP, pays the vouchers, refunds, and prints the table.
 * @param {Stack} stack
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether every order came to what it should
 */
export async function buyByEachMethod(stack, say) {
  const office = await adminApi(stack.shopUrl, admin)
  await offerBanks(office)
  /** @type {Purchase[]} */
  const purchases = []
  for (const [method, way] of Object.entries(methods)) {
    say(`buying by ${method}`)
    purchases.push(await buy(stack, office, method, way))
  }
  await stack.closeDay()
  say("refunding some, in part or whole")
  const refunded = await Promise.all(purchases.map((purchase) => refund(office, purchase)))
  await passNight(stack, office, refunded, say)
  const rows = await Promise.all(refunded.map((purchase) => row(office, purchase)))
  console.log(
    `\n${table(
      ["method", "amount", "trade number", "state", "order"],
      rows.map(({ cells }) => cells),
    )}\n`,
  )
  return rows.every(({ good }) => good)
}
