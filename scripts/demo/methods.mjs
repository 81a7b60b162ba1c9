import {
  applyForLending,
  findTrade,
  issueVoucher,
  payByCard,
  payByWallet,
  payWithJkopay,
  payWithLinePay,
} from "@taiwan-payments/sandbox/shopper"

/**
 * How a shopper pays by a method: from the departure page to where the browser comes to rest, and what happens at the
 * gateway afterwards.
 * @typedef {import("@taiwan-payments/sandbox/shopper").Page} Page
 * @typedef {{ pay: (startUrl: string) => Promise<Page>, afterwards?: "pay" | "confirm" }} Method
 */

/** @type {Method} The buyer takes the number to the bank, the kiosk or the counter. */
const voucher = { pay: async (startUrl) => (await issueVoucher(startUrl)).page, afterwards: "pay" }

/** Every method of every gateway, by the plugin's provider. @type {Record<string, Method>} */
export const methods = {
  ecpay: { pay: payByCard },
  "ecpay-credit": { pay: payByCard },
  "ecpay-installment": { pay: payByCard },
  "ecpay-unionpay": { pay: (startUrl) => payByCard(startUrl, { card: "6216-1111-1111-1111" }) },
  "ecpay-applepay": { pay: payByWallet },
  "ecpay-twqr": { pay: payByWallet },
  "ecpay-weixin": { pay: payByWallet },
  // The lender says yes a while later.
  "ecpay-bnpl": { pay: applyForLending, afterwards: "confirm" },
  "ecpay-jkopay": { pay: payByWallet },
  "ecpay-ipass": { pay: payByWallet },
  "ecpay-webatm": { pay: payByWallet },
  "ecpay-atm": voucher,
  "ecpay-cvs": voucher,
  "ecpay-barcode": voucher,
  linepay: { pay: payWithLinePay },
  jkopay: { pay: payWithJkopay },
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
