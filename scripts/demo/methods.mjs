import {
  applyForLending,
  findTrade,
  getTapPayPrime,
  getTapPayTokenPrime,
  getTapPayWalletPrime,
  issueVoucher,
  openPage,
  payByCard,
  payByWallet,
  payWithJkopay,
  payWithLinePay,
  payWithTapPay,
} from "@taiwan-payments/sandbox/shopper"

/**
 * How a shopper pays by a method: from the departure page to where the browser comes to rest, and what happens at the
 * gateway afterwards.
 * @typedef {import("@taiwan-payments/sandbox/shopper").Page} Page
 * @typedef {{ pay: (startUrl: string, sandboxUrl: string) => Promise<Page>, afterwards?: "pay" | "confirm" }} Method
 * @typedef {import("@taiwan-payments/sandbox/shopper").GotPrime} GotPrime
 */

/** @type {Method} */
const card = { pay: (startUrl) => payByCard(startUrl) }

/** @type {Method} */
const wallet = { pay: (startUrl) => payByWallet(startUrl) }

/** @type {Method} The buyer takes the number to the bank, the kiosk or the counter. */
const voucher = { pay: async (startUrl) => (await issueVoucher(startUrl)).page, afterwards: "pay" }

/**
 * TapPay's script makes a prime in the shop's page, which posts it; the buyer goes on where the answer says.
 * @param {(sandboxUrl: string) => Promise<GotPrime>} getPrime
 * @returns {Method}
 */
const inPage = (getPrime) => ({
  pay: async (startUrl, sandboxUrl) => {
    const { prime, msg } = await getPrime(sandboxUrl)
    if (!prime) throw new Error(`TapPay's script gave no prime: ${msg}`)
    const headers = { "content-type": "application/json" }
    const body = JSON.stringify({ token: prime })
    const response = await fetch(`${startUrl}/charge`, { method: "POST", headers, body })
    if (!response.ok) throw new Error(`the charge was refused: ${await response.text()}`)
    const { url, status } = Object(await response.json())
    return url ? payWithTapPay(url) : openPage(status.return_url)
  },
})

/** @param {string} slug */
const tapPayWallet = (slug) => inPage((sandboxUrl) => getTapPayWalletPrime(sandboxUrl, slug))

/** @param {string} slug */
const tapPaySheet = (slug) => inPage((sandboxUrl) => getTapPayTokenPrime(sandboxUrl, slug))

/** Every method of every gateway, by the plugin's provider. @type {Record<string, Method>} */
export const methods = {
  ecpay: card,
  "ecpay-credit": card,
  "ecpay-installment": card,
  "ecpay-unionpay": { pay: (startUrl) => payByCard(startUrl, { card: "6216-1111-1111-1111" }) },
  "ecpay-applepay": wallet,
  "ecpay-twqr": wallet,
  "ecpay-weixin": wallet,
  // The lender says yes a while later.
  "ecpay-bnpl": { pay: (startUrl) => applyForLending(startUrl), afterwards: "confirm" },
  "ecpay-jkopay": wallet,
  "ecpay-ipass": wallet,
  "ecpay-webatm": wallet,
  "ecpay-atm": voucher,
  "ecpay-cvs": voucher,
  "ecpay-barcode": voucher,
  linepay: { pay: (startUrl) => payWithLinePay(startUrl) },
  jkopay: { pay: (startUrl) => payWithJkopay(startUrl) },
  "tappay-card": inPage(getTapPayPrime),
  "tappay-installment": inPage(getTapPayPrime),
  "tappay-applepay": tapPaySheet("apple-pay"),
  "tappay-googlepay": tapPaySheet("google-pay"),
  "tappay-samsungpay": tapPaySheet("samsung-pay"),
  "tappay-linepay": tapPayWallet("line-pay"),
  "tappay-jkopay": tapPayWallet("jko-pay"),
  "tappay-easywallet": tapPayWallet("easy-wallet"),
  "tappay-atome": tapPayWallet("atome"),
  "tappay-piwallet": tapPayWallet("pi-wallet"),
  "tappay-pluspay": tapPayWallet("plus-pay"),
}

/** The trade number that the shop has given the gateway. @param {Page} page */
export function tradeNumberOf({ hops, url, html }) {
  const number = hops.map(({ fields }) => fields.MerchantTradeNo).find(Boolean)
  if (!number) throw new Error(`the browser never reached the gateway; it ended at ${url}: ${html.slice(0, 300)}`)
  return number
}

/**
 * Does something to a trade at the sandbox's back office.
 * @param {string} sandboxUrl @param {string} tradeNumber @param {"pay" | "confirm"} action
 */
export async function actOnTrade(sandboxUrl, tradeNumber, action) {
  const trade = await findTrade(sandboxUrl, tradeNumber)
  if (!trade) throw new Error(`the gateway has no trade ${tradeNumber}`)
  const response = await fetch(`${sandboxUrl}/_sandbox/api/ecpay/trades/${trade.id}/${action}`, {
    method: "POST",
    body: "{}",
  })
  if (!response.ok) throw new Error(`the sandbox refused: ${await response.text()}`)
}
