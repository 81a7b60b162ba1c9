import { setTimeout as sleep } from "node:timers/promises"
import { startPayment } from "./checkout.mjs"
import { adminApi, medusaApi } from "./medusa-api.mjs"
import { actOnTrade, methods, tradeNumberOf } from "./methods.mjs"
import { admin, publishableKey } from "./stack.mjs"
import { table } from "./table.mjs"

/**
 * @typedef {import("./medusa-api.mjs").Api} Api
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {{ state: string, order_id: string | null }} Status
 * @typedef {{ method: string, amount: number, orderId: string | null, problem: string | null }} Purchase
 * @typedef {{ id: string, display_id: number, payment_status: string, payment_collections: { payments: { id: string, amount: number, data: { trade_no: string } }[] }[] }} Order
 */

/** What a method's order must come to in the end. Part of the one goes back, all of the other; the rest is captured. */
const refunds = [
  { method: "ecpay-credit", amount: 300, outcome: "partially_refunded" },
  { method: "ecpay-installment", amount: null, outcome: "refunded" },
  { method: "linepay", amount: 300, outcome: "partially_refunded" },
  { method: "jkopay", amount: null, outcome: "refunded" },
  { method: "tappay-card", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-installment", amount: null, outcome: "refunded" },
  { method: "tappay-applepay", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-googlepay", amount: null, outcome: "refunded" },
  { method: "tappay-samsungpay", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-linepay", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-jkopay", amount: null, outcome: "refunded" },
  { method: "tappay-easywallet", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-atome", amount: null, outcome: "refunded" },
  { method: "tappay-piwallet", amount: 300, outcome: "partially_refunded" },
  { method: "tappay-pluspay", amount: null, outcome: "refunded" },
]

/** @param {unknown} error */
const sentence = (error) => (error instanceof Error ? error.message : String(error))

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

/**
 * One purchase, start to settled order.
 * @param {Stack} stack @param {string} method @param {import("./methods.mjs").Method} way
 * @returns {Promise<Purchase>}
 */
async function buy({ shopUrl, sandboxUrl }, method, way) {
  const purchase = { method, amount: 0, orderId: null }
  try {
    const store = medusaApi(shopUrl, { "x-publishable-api-key": publishableKey })
    const session = await startPayment(store, `pp_${method}_main`, `${shopUrl}/payment/return`)
    purchase.amount = session.amount
    const { pay, afterwards } = way
    const page = await pay(session.data.start_url, sandboxUrl)
    if (afterwards) await actOnTrade(sandboxUrl, tradeNumberOf(page), afterwards)
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

/** Gives money back, as staff would in the admin. @param {Api} office @param {string} orderId @param {number | null} amount */
async function refund(office, orderId, amount) {
  const payment = paymentOf(await orderOf(office, orderId))
  await office.post(`/admin/payments/${payment.id}/refund`, { amount: amount ?? payment.amount })
}

/** @param {Api} office @param {Purchase[]} purchases @param {(line: string) => void} say @returns {Promise<Purchase[]>} */
async function refundSome(office, purchases, say) {
  const after = purchases.map(async (purchase) => {
    const wish = refunds.find(({ method }) => method === purchase.method)
    if (!wish || !purchase.orderId) return purchase
    say(`refunding ${wish.amount ?? "all"} of ${purchase.amount} (${purchase.method})`)
    const problem = await refund(office, purchase.orderId, wish.amount).then(() => null, sentence)
    return { ...purchase, problem }
  })
  return Promise.all(after)
}

/** @param {Api} office @param {Purchase} purchase */
async function row(office, { method, amount, orderId, problem }) {
  const cells = [method, amount.toLocaleString("en")]
  if (!orderId) return { good: false, cells: [...cells, "", problem ?? "", ""] }
  const order = await orderOf(office, orderId)
  cells.push(paymentOf(order).data.trade_no)
  const wanted = refunds.find((each) => each.method === method)?.outcome ?? "captured"
  const good = order.payment_status === wanted
  const state = good ? wanted : `${order.payment_status}, not ${wanted}: ${problem ?? "no reason given"}`
  return { good, cells: [...cells, state, `#${order.display_id}`] }
}

/**
 * Buys once by each method over HTTP, pays the vouchers, refunds, and prints the table.
 * @param {Stack} stack
 * @param {(line: string) => void} say
 * @returns {Promise<boolean>} whether every order came to what it should
 */
export async function buyByEachMethod(stack, say) {
  /** @type {Purchase[]} */
  const purchases = []
  for (const [method, way] of Object.entries(methods)) {
    say(`buying by ${method}`)
    purchases.push(await buy(stack, method, way))
  }
  const office = await adminApi(stack.shopUrl, admin)
  await stack.closeDay()
  const refunded = await refundSome(office, purchases, say)
  const rows = await Promise.all(refunded.map((purchase) => row(office, purchase)))
  console.log(
    `\n${table(
      ["method", "amount", "trade number", "state", "order"],
      rows.map(({ cells }) => cells),
    )}\n`,
  )
  return rows.every(({ good }) => good)
}
