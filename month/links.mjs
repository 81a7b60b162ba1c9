import { ways } from "./ways.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./shopper.mjs").Buyer} Buyer
 * @typedef {import("../scripts/demo/medusa-api.mjs").Api} Api
 * @typedef {import("./ways.mjs").Mood} Mood
 */

const CARD = "ecpay-credit"

/** A link leads to what begins at a gateway; a token begins in the shop's own page. @param {string} method */
export const methodByLink = (method) => (method.startsWith("tappay") ? CARD : method)

/** What staff send the buyer. @param {Api} office @param {string} order @returns {Promise<{ url: string, amount: number }>} */
export const linkOf = (office, order) => office.post(`/admin/taiwan-payments/orders/${order}/payment-link`, {})

/**
 * The buyer opens the link, chooses a method, and acts at its gateway. The session that it leads to is the buyer's from then on.
 * @param {Stack} stack @param {Buyer} buyer @param {string} url @param {{ method?: string, mood?: Mood }} [how]
 */
export async function payByLink(stack, buyer, url, { method = CARD, mood = "pay" } = {}) {
  const way = ways[methodByLink(method)]
  if (!way) throw new Error(`nobody knows how to pay by ${method}`)
  const startUrl = await choose(url, `pp_${methodByLink(method)}_main`)
  buyer.sessions.push({ id: new URL(startUrl).pathname.split("/").at(-1) ?? "", startUrl })
  await way.act(await way.depart(startUrl, stack.sandbox.url), mood)
}

/** @param {string} url @param {string} provider */
async function choose(url, provider) {
  const headers = { accept: "text/html", "accept-language": "en" }
  const body = new URLSearchParams({ provider_id: provider })
  const answer = await fetch(url, { method: "POST", redirect: "manual", headers, body })
  const startUrl = answer.headers.get("location")
  if (!startUrl) throw new Error(`the link leads nowhere (${answer.status}): ${await saidBy(answer)}`)
  return startUrl
}

/** @param {Response} answer */
async function saidBy(answer) {
  const text = (await answer.text()).replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, " ")
  return text.replace(/\s+/g, " ").trim().slice(0, 200)
}
