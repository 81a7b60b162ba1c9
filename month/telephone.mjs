import { linkOf, payByLink } from "./links.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./plan.mjs").Step} Step
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("../scripts/demo/medusa-api.mjs").Api} Api
 */

/** Staff write down what somebody orders by telephone, who pays by the link that comes. */
export const BY_TELEPHONE = "orders by telephone"

/** @param {Stack} stack @param {Step} step @param {Map<number, Buyer>} buyers */
export async function orderByTelephone(stack, { buyer: number = 0, method = "", gateway = "" }, buyers) {
  const office = await stack.office()
  const orderId = await draft(office, 1 + (number % 5))
  /** @type {Buyer} */
  const buyer = { number, gateway, orderId, cartId: "", collectionId: "", sessions: [], open: [] }
  buyers.set(number, buyer)
  const { url } = await linkOf(office, orderId)
  await payByLink(stack, buyer, url, { method })
}

/** @param {Api} office @param {number} quantity @returns {Promise<string>} */
async function draft(office, quantity) {
  const { regions } = await office.get("/admin/regions")
  const { sales_channels } = await office.get("/admin/sales-channels")
  const { products } = await office.get("/admin/products?handle=roasted-oolong-beans&fields=id,*variants")
  const variant = products[0].variants.find((/** @type {{ title: string }} */ { title }) => title === "150 克")
  const channel = sales_channels.find((/** @type {{ name: string }} */ { name }) => name === "巷口茶室網路商店")
  const { draft_order } = await office.post("/admin/draft-orders", {
    ...{ region_id: regions[0].id, sales_channel_id: channel.id, email: "telephone@example.com" },
    ...{ items: [{ variant_id: variant.id, quantity }], shipping_methods: [] },
  })
  await office.post(`/admin/draft-orders/${draft_order.id}/convert-to-order`, {})
  return draft_order.id
}
