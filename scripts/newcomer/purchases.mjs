import { setTimeout as sleep } from "node:timers/promises"
import { adminApi, medusaApi } from "../demo/medusa-api.mjs"
import { openWindow } from "./shop.mjs"

/**
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("./shop.mjs").Storefront} Storefront
 * @typedef {import("../demo/medusa-api.mjs").Api} Api
 */

/** Fixed by the seed; see examples/store/backend/src/scripts/seed.ts. */
export const publishableKey = "pk_alley_tea_house"
export const admin = { email: "admin@example.com", password: "alley-tea-house" }

export const address = {
  first_name: "小明",
  last_name: "王",
  address_1: "重慶南路一段 122 號",
  city: "中正區",
  province: "臺北市",
  postal_code: "100006",
  country_code: "tw",
  phone: "0912345678",
}

/** @param {Place} place */
export const storeApi = ({ urls }) => medusaApi(urls.backend, { "x-publishable-api-key": publishableKey })

/** A cart of one article, delivered by README's code. @param {Place} place @param {Storefront} storefront @param {{ free: boolean }} wish */
export async function fillCart(place, { deliver }, { free }) {
  const store = storeApi(place)
  const { regions } = await store.get("/store/regions")
  const { products } = await store.get(`/store/products?region_id=${regions[0].id}&fields=*variants`)
  const items = [{ variant_id: products[0].variants[0].id, quantity: 2 }]
  const { cart } = await store.post("/store/carts", { region_id: regions[0].id, items })
  if (free) await store.post(`/store/carts/${cart.id}/promotions`, { promo_codes: [await freeCode(place)] })
  const { shipping_options } = await store.get(`/store/shipping-options?cart_id=${cart.id}`)
  /** @type {{ id: string, amount: number }[]} */
  const options = shipping_options
  const option = options.find(({ amount }) => (amount === 0) === free)
  if (!option) throw new Error("the store delivers nothing")
  await deliver(cart.id, "shopper@example.com", address, option.id)
  return cart.id
}

/** @param {Place} place */
async function freeCode({ urls }) {
  const office = await adminApi(urls.backend, admin)
  const application_method = { type: "percentage", target_type: "order", value: 100, currency_code: "twd" }
  const wanted = { code: "FREE", type: "standard", status: "active", is_automatic: false, application_method }
  const { promotion } = await office.post("/admin/promotions", wanted)
  return promotion.code
}

/** That the region's buyers are offered methods, and those of one gateway only. @param {Place} place @param {string} gateway such as "pp_ecpay" */
export async function expectMethods(place, gateway) {
  const store = storeApi(place)
  const { regions } = await store.get("/store/regions")
  /** @type {{ payment_providers: { id: string }[] }} */
  const { payment_providers } = await store.get(`/store/payment-providers?region_id=${regions[0].id}`)
  const ids = payment_providers.map(({ id }) => id)
  if (ids.length === 0 || ids.some((id) => !id.startsWith(gateway))) throw new Error(`the region offers "${ids}"`)
}

/** @param {Place} place @param {string} orderId */
export async function expectCaptured(place, orderId) {
  const office = await adminApi(place.urls.backend, admin)
  for (const deadline = Date.now() + 30_000; ; await sleep(300)) {
    const { order } = await office.get(`/admin/orders/${orderId}?fields=payment_status`)
    if (order.payment_status === "captured") return
    if (Date.now() > deadline) throw new Error(`order ${orderId} is ${order.payment_status}, not captured`)
  }
}

/** Buys with README's code, pays at the sandbox, and waits for the result with README's code. @param {Place} place @param {Storefront} storefront */
export async function buy(place, storefront) {
  const { payByCard } = await import("@taiwan-payments/sandbox/shopper")
  const location = openWindow(place.urls.storefront)
  await storefront.pay(await fillCart(place, storefront, { free: false }), "pp_ecpay-credit_main")
  await payByCard(location.href, {
    closeBefore: ({ url }) => {
      location.search = new URL(url).search
      return url.startsWith(`${place.urls.storefront}/payment/return?`)
    },
  })
  const orderId = await orderOfResult(storefront)
  await expectCaptured(place, orderId)
}

/** @param {Storefront} storefront */
async function orderOfResult({ showResult }) {
  /** @type {string | null} */
  let orderId = null
  await showResult(({ order_id }) => {
    orderId = order_id
  }, AbortSignal.timeout(60_000))
  if (!orderId) throw new Error("the result has no order")
  return orderId
}

/** @param {Place} place @param {Storefront} storefront */
export async function buyForNothing(place, storefront) {
  const location = openWindow(place.urls.storefront)
  await storefront.pay(await fillCart(place, storefront, { free: true }), "pp_ecpay-credit_main")
  if (!/^\/order\/order_\w+$/.test(location.href)) throw new Error(`a free cart leads to ${location.href}`)
}
