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

/** @param {Api} store @param {string} regionId @param {number} cups */
async function itemsOf(store, regionId, cups) {
  /** @type {{ products: Product[] }} */
  const { products } = await store.get(`/store/products?region_id=${regionId}&limit=50&fields=handle,*variants`)
  return basketOf(cups).map(({ handle, variant, quantity }) => {
    const product = products.find((each) => each.handle === handle)
    const variant_id = product?.variants.find((each) => each.title === variant)?.id
    if (!variant_id) throw new Error(`the shop has no ${handle} of ${variant}`)
    return { variant_id, quantity }
  })
}

/** A cart that is ready to be paid. @param {Api} store @param {number} cups */
async function fillCart(store, cups) {
  const { regions } = await store.get("/store/regions")
  const region_id = regions[0].id
  const items = await itemsOf(store, region_id, cups)
  const details = { email: "shopper@example.com", shipping_address: address, billing_address: address }
  const { cart } = await store.post("/store/carts", { region_id, items, ...details })
  /** @type {{ shipping_options: ShippingOption[] }} */
  const { shipping_options } = await store.get(`/store/shipping-options?cart_id=${cart.id}`)
  const option_id = shipping_options.find((option) => option.amount > 0)?.id
  await store.post(`/store/carts/${cart.id}/shipping-methods`, { option_id })
  return cart.id
}

/**
 * Fills a cart and starts a payment session, as the storefront does.
 * @param {Api} store
 * @param {string} providerId such as "pp_ecpay-credit_main"
 * @param {string} returnUrl
 * @param {number} [cups] of tea in the cart, which the amount depends on
 */
export async function startPayment(store, providerId, returnUrl, cups = 4) {
  const cart_id = await fillCart(store, cups)
  const { payment_collection } = await store.post("/store/payment-collections", { cart_id })
  const sessions = `/store/payment-collections/${payment_collection.id}/payment-sessions`
  const data = { return_url: returnUrl, locale: "zh-TW" }
  /** @type {{ payment_collection: { payment_sessions: PaymentSession[] } }} */
  const { payment_collection: started } = await store.post(sessions, { provider_id: providerId, data })
  const session = started.payment_sessions.find((each) => each.provider_id === providerId)
  if (!session) throw new Error(`Medusa made no session for ${providerId}`)
  return { ...session, cart_id }
}
