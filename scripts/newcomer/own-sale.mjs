import { once } from "node:events"
import { createServer } from "node:http"
import path from "node:path"
import { pathToFileURL } from "node:url"
import { adminApi } from "../demo/medusa-api.mjs"
import { rewrite } from "./place.mjs"
import { admin, fillCart, storeApi } from "./purchases.mjs"

/**
 * The newcomer's own provider in the store, beside ECPay: bought by, captured, and given back in part.
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("../demo/stops.mjs").Stops} Stops
 * @typedef {import("./shop.mjs").Storefront} Storefront
 * @typedef {{ order_no: string, amount: number }} Trade
 * @typedef {object} Bank
 * @property {string} url
 * @property {(orderNo: string) => Promise<void>} pay  the buyer pays, and the bank's server reports
 * @property {(orderNo: string) => object} books
 */

const IDENTIFIER = "Taiwan-Paid-Version"
const provider_id = `pp_${IDENTIFIER}_main`

/** @param {Place} place */
const hookOf = ({ urls }) => `${urls.backend}/hooks/payment/${IDENTIFIER}_main`

/** @param {import("node:http").IncomingMessage} request */
async function bodyOf(request) {
  const chunks = []
  for await (const chunk of request) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

/** The bank that was judged, on a socket. @param {Place} place @param {Stops} stops @returns {Promise<Bank>} */
export async function openBank(place, stops) {
  const { bank: open } = await import(pathToFileURL(path.join(place.bank, "bank.prove.mjs")).href)
  const bank = open()
  const server = createServer(async (request, response) => {
    const { url: path, headers, method } = request
    const answer = bank.handle({ method, path, headers, body: await bodyOf(request) })
    response.writeHead(answer.status, answer.headers).end(answer.body)
  }).listen(0, "127.0.0.1")
  stops.add(async () => void server.close())
  await once(server, "listening")
  const address = server.address()
  const tradeOf = (/** @type {string} */ orderNo) => {
    const trade = bank.trades().find((/** @type {Trade} */ { order_no }) => order_no === orderNo)
    if (!trade) throw new Error(`the bank has no trade ${orderNo}`)
    return trade
  }
  return {
    url: `http://127.0.0.1:${typeof address === "object" && address?.port}`,
    pay: async (orderNo) => {
      bank.pay(tradeOf(orderNo))
      await fetch(hookOf(place), { method: "POST", ...bank.notice(tradeOf(orderNo)) })
    },
    books: (orderNo) => bank.books(tradeOf(orderNo)),
  }
}

/** Packed, installed, and named in the configuration, as its own README says. @param {Place} place @param {Bank} bank */
export async function moveIn(place, { url: host }) {
  const { bank, store, urls, shell } = place
  await shell("npm pack of the bank", `npm pack --pack-destination ${store}/vendor`, bank)
  await shell("npm install of the bank", "npm install ./vendor/taiwan-bank-0.1.0.tgz", store)
  const keys = { apiKey: "sk_test_taixbank", merchantId: "999000123456789", host }
  const options = { ...keys, resultUrl: hookOf(place), returnUrl: `${urls.storefront}/checkout` }
  const entry = JSON.stringify({ resolve: "taiwan-bank", id: "main", options })
  rewrite(store, "medusa-config.ts", (text) =>
    text.replace(/providers: paymentProviders\b/, `providers: [...paymentProviders, ${entry}]`),
  )
}

/** What staff do in the admin for one more method. @param {import("../demo/medusa-api.mjs").Api} office */
async function offer(office) {
  const { regions } = await office.get("/admin/regions?fields=id,*payment_providers")
  for (const { id, payment_providers: offered } of regions) {
    const ids = offered.map((/** @type {{ id: string }} */ provider) => provider.id)
    await office.post(`/admin/regions/${id}`, { payment_providers: [...ids, provider_id] })
  }
}

/** From the cart to the order, by Medusa's own Store API. @param {Place} place @param {Storefront} storefront @param {Bank} bank */
async function order(place, storefront, bank) {
  const store = storeApi(place)
  const cart_id = await fillCart(place, storefront, { free: false })
  const { payment_collection } = await store.post("/store/payment-collections", { cart_id })
  const sessions = `/store/payment-collections/${payment_collection.id}/payment-sessions`
  const { payment_collection: opened } = await store.post(sessions, { provider_id })
  const [{ data, amount }] = opened.payment_sessions
  await bank.pay(data.order_no)
  const { type, order: made, error } = await store.post(`/store/carts/${cart_id}/complete`, {})
  if (type !== "order") throw new Error(`paid, and the cart became no order: ${JSON.stringify(error)}`)
  return { orderId: made.id, orderNo: data.order_no, amount }
}

/** Staff capture the order and give 60 back; Medusa's books and the bank's are the same then. @param {Place} place @param {Storefront} storefront @param {Bank} bank */
export async function sellAndRefund(place, storefront, bank) {
  const office = await adminApi(place.urls.backend, admin)
  await offer(office)
  const { orderId, orderNo, amount } = await order(place, storefront, bank)
  const fields =
    "fields=*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"
  const look = async () =>
    (await office.get(`/admin/orders/${orderId}?${fields}`)).order.payment_collections[0].payments[0]
  const { id } = await look()
  await office.post(`/admin/payments/${id}/capture`, {})
  await office.post(`/admin/payments/${id}/refund`, { amount: 60 })
  expectBooks(await look(), bank.books(orderNo), amount)
}

/** @param {{ captures: { amount: number }[], refunds: { amount: number }[] }} payment @param {object} there @param {number} amount */
function expectBooks({ captures, refunds }, there, amount) {
  const sum = (/** @type {{ amount: number }[]} */ rows) => rows.reduce((total, row) => total + row.amount, 0)
  const seen = [sum(captures), sum(refunds), JSON.stringify(there)].join(" ")
  const wanted = [amount, 60, JSON.stringify({ asked: amount, reserved: 0, captured: amount, refunded: 60 })].join(" ")
  if (seen !== wanted) throw new Error(`Medusa's books and the bank's are ${seen}, not ${wanted}`)
}
