import { linkOf, payByLink } from "./links.mjs"
import { addOneMore, itemsOf, orderOf, refund, send, third } from "./staff-acts.mjs"

/** @typedef {import("./staff-acts.mjs").Errand} Errand */

/** @param {Errand} errand */
async function sendLinkAndPay(errand) {
  const { url } = await linkOf(errand.office, await orderOf(errand))
  await payByLink(errand.stack, errand.buyer, url)
}

/** The buyer pays by link what an edit added. @param {Errand} errand */
async function addAndSendLink(errand) {
  await addOneMore(errand)
  await sendLinkAndPay(errand)
}

/** Two windows of one link at once; both may lead on, and only one may take the money. @param {Errand} errand */
async function sendLinkPaidTwice(errand) {
  await addOneMore(errand)
  const { url } = await linkOf(errand.office, await orderOf(errand))
  const pay = () => payByLink(errand.stack, errand.buyer, url)
  const ends = await Promise.allSettled([pay(), pay()])
  if (ends.every(({ status }) => status === "rejected")) throw new Error("neither window led on")
}

/** One comes back, two go out, and the buyer pays the difference. @param {Errand} errand */
async function exchangeForMore(errand) {
  await requestExchange(errand, 2)
  await sendLinkAndPay(errand)
}

/** @param {Errand} errand @param {number} quantity that goes out for the one that comes back */
async function requestExchange(errand, quantity) {
  await send(errand)
  const { office } = errand
  const { order_id, first } = await itemsOf(errand)
  const { id, variant_id } = first
  const { exchange } = await office.post("/admin/exchanges", { order_id })
  await office.post(`/admin/exchanges/${exchange.id}/inbound/items`, { items: [{ id, quantity: 1 }] })
  await office.post(`/admin/exchanges/${exchange.id}/outbound/items`, { items: [{ variant_id, quantity }] })
  await deliver(office, `/admin/exchanges/${exchange.id}`)
  await office.post(`/admin/exchanges/${exchange.id}/request`, {})
}

/**
 * Medusa sets stock aside for what goes out only where it is delivered in some way (2.21.2).
 * @param {import("../scripts/demo/medusa-api.mjs").Api} office @param {string} change
 */
async function deliver(office, change) {
  const { shipping_options } = await office.get("/admin/shipping-options")
  const free = { shipping_option_id: shipping_options[0].id, custom_amount: 0 }
  await office.post(`${change}/outbound/shipping-method`, free)
}

/** It was broken: another one goes out, and nobody pays. @param {Errand} errand */
async function replace(errand) {
  await send(errand)
  const { office } = errand
  const { order_id, first } = await itemsOf(errand)
  const { id, variant_id } = first
  const { claim } = await office.post("/admin/claims", { order_id, type: "replace" })
  await office.post(`/admin/claims/${claim.id}/inbound/items`, { items: [{ id, quantity: 1 }] })
  await office.post(`/admin/claims/${claim.id}/outbound/items`, { items: [{ variant_id, quantity: 1 }] })
  await deliver(office, `/admin/claims/${claim.id}`)
  await office.post(`/admin/claims/${claim.id}/request`, {})
}

/** It was broken: the buyer keeps it, and gets a part of the money. @param {Errand} errand */
async function makeGood(errand) {
  await send(errand)
  const { office } = errand
  const { order_id, first } = await itemsOf(errand)
  const { claim } = await office.post("/admin/claims", { order_id, type: "refund" })
  const broken = [{ id: first.id, quantity: 1, reason: "production_failure" }]
  await office.post(`/admin/claims/${claim.id}/claim-items`, { items: broken })
  await office.post(`/admin/claims/${claim.id}/request`, {})
  await refund(errand, third)
}

/** @type {Readonly<Record<string, (errand: Errand) => Promise<unknown>>>} */
export const afterSale = {
  "add and send a link": addAndSendLink,
  "send a link, paid in two windows": sendLinkPaidTwice,
  "send a link": sendLinkAndPay,
  "exchange for more": exchangeForMore,
  "exchange for the same": (errand) => requestExchange(errand, 1),
  "replace what was broken": replace,
  "make good what was broken": makeGood,
}
