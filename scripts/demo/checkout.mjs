/**
 * @typedef {import("./medusa-api.mjs").Api} Api
 * @typedef {{ handle: string, variants: { id: string, title: string }[] }} Product
 * @typedef {{ id: string, amount: number }} ShippingOption
 * @typedef {{ id: string, provider_id: string, amount: number, data: { start_url: string, hpp_url?: string } }} PaymentSession
 */

/** Within the limits of every ECPay method, from TWQR's least to the barcode's most. @param {number} cups */
const basketOf = (cups) => [
  { handle: "roasted-oolong-beans", variant: "150 克", quantity: 1 },
  { handle: "pearl-milk-tea", variant: "L", quantity: cups },
]

const address = {
  first_name: "小明",
  last_name: "王",
  address_1: "重慶南路一段 122 號",
  city: "中正區",
  province: "臺北市",
  postal_code: "100006",
  country_code: "tw",
  phone: "0912345678",
}

/**
 * What a shop sells and how it sends, which stays as it is: asked once. The way of sending that costs something is known with the first cart.
 * @typedef {{ region_id: string, products: Product[], option_id?: string }} Shelf
 * @type {WeakMap<Api, Shelf>}
 */
const shelves = new WeakMap()

/** @param {Api} store @returns {Promise<Shelf>} */
async function shelfOf(store) {
  const known = shelves.get(store)
  if (known) return known
  const { regions } = await store.get("/store/regions")
  const region_id = regions[0].id
  const { products } = await store.get(`/store/products?region_id=${region_id}&limit=50&fields=handle,*variants`)
  const shelf = { region_id, products }
  shelves.set(store, shelf)
  return shelf
}

/** @param {Api} store @param {string} cartId */
async function optionFor(store, cartId) {
  /** @type {{ shipping_options: ShippingOption[] }} */
  const { shipping_options } = await store.get(`/store/shipping-options?cart_id=${cartId}`)
  return shipping_options.find((option) => option.amount > 0)?.id
}

/** @param {Product[]} products @param {number} cups */
function itemsOf(products, cups) {
  return basketOf(cups).map(({ handle, variant, quantity }) => {
    const product = products.find((each) => each.handle === handle)
    const variant_id = product?.variants.find((each) => each.title === variant)?.id
    if (!variant_id) throw new Error(`the shop has no ${handle} of ${variant}`)
    return { variant_id, quantity }
  })
}

/** A cart that is ready to be paid; Medusa need not read it all back each time. @param {Api} store @param {number} cups */
async function fillCart(store, cups) {
  const shelf = await shelfOf(store)
  const details = { email: "shopper@example.com", shipping_address: address, billing_address: address }
  const items = itemsOf(shelf.products, cups)
  const { cart } = await store.post("/store/carts?fields=id", { region_id: shelf.region_id, items, ...details })
  shelf.option_id ??= await optionFor(store, cart.id)
  const { option_id } = shelf
  await store.post(`/store/carts/${cart.id}/shipping-methods?fields=id`, { option_id })
  return cart.id
}

/**
 * Fills a cart and starts a payment session, as the storefront does.
 * @param {Api} store
 * @param {string} providerId such as "pp_ecpay-credit_main"
 * @param {string} returnUrl
 * @param {number} [cups] of tea in the cart, which the amount depends on
 * @param {object} [more] what else the storefront says of the session
 */
export async function startPayment(store, providerId, returnUrl, cups = 4, more = {}) {
  const cart_id = await fillCart(store, cups)
  const { payment_collection } = await store.post("/store/payment-collections?fields=id", { cart_id })
  const sessions = `/store/payment-collections/${payment_collection.id}/payment-sessions`
  const data = { ...more, return_url: returnUrl, locale: "zh-TW" }
  /** @type {{ payment_collection: { payment_sessions: PaymentSession[] } }} */
  const { payment_collection: started } = await store.post(sessions, { provider_id: providerId, data })
  const session = started.payment_sessions.find((each) => each.provider_id === providerId)
  if (!session) throw new Error(`Medusa made no session for ${providerId}`)
  return { ...session, cart_id }
}
