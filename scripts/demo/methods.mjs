import { findTrade } from "@taiwan-payments/sandbox/shopper"
import { banks } from "./bank.mjs"
import { ecpay } from "./gateways/ecpay.mjs"
import { newebpay } from "./gateways/newebpay.mjs"
import { payuni } from "./gateways/payuni.mjs"
import { tappay } from "./gateways/tappay.mjs"
import { wallets } from "./gateways/wallets.mjs"

/**
 * How a shopper pays by a method, what happens at the gateway afterwards, whether the storefront completes the cart itself, and what goes back in the end: all of it, or so many dollars.
 * @typedef {import("@taiwan-payments/sandbox/shopper").Page} Page
 * @typedef {{ pay: (startUrl: string, sandboxUrl: string) => Promise<unknown>, afterwards?: "pay" | "confirm", completes?: true, refund?: "all" | number }} Method
 * @typedef {Record<string, Method>} Methods by the plugin's provider
 */

/** Every method of every gateway. @type {Methods} */
export const methods = { ...ecpay, ...newebpay, ...payuni, ...tappay, ...wallets, ...banks }

/** The trade number that the shop has given ECPay. @param {Page} page */
export function tradeNumberOf({ hops, url, html }) {
  const number = hops.map(({ fields }) => fields.MerchantTradeNo).find(Boolean)
  if (!number) throw new Error(`the browser never reached the gateway; it ended at ${url}: ${html.slice(0, 300)}`)
  return number
}

/**
 * Does something to a trade at the sandbox's back office.
 * @param {string} sandboxUrl @param {{ gateway: string, trade_no: string }} attempt @param {"pay" | "confirm"} action
 */
export async function actOnTrade(sandboxUrl, { gateway, trade_no }, action) {
  const trade = await findTrade(sandboxUrl, trade_no, gateway)
  if (!trade) throw new Error(`the gateway has no trade ${trade_no}`)
  const response = await fetch(`${sandboxUrl}/_sandbox/api/${gateway}/trades/${trade.id}/${action}`, {
    method: "POST",
    body: "{}",
  })
  if (!response.ok) throw new Error(`the sandbox refused: ${await response.text()}`)
}
