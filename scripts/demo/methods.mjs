import {
  applyForLending,
  findTrade,
  issueVoucher,
  payByCard,
  payByWallet,
  payVoucher,
} from "@taiwan-payments/sandbox/shopper"

/**
 * How a shopper pays by a method: from the departure page to where the browser comes to rest.
 * @typedef {import("@taiwan-payments/sandbox/shopper").Page} Page
 * @typedef {(startUrl: string) => Promise<Page>} Pay
 */

/**
 * The trade number that the shop has given the gateway.
 * @param {Page} page
 */
export function tradeNumberOf({ hops, url, html }) {
  const number = hops.map(({ fields }) => fields.MerchantTradeNo).find(Boolean)
  if (!number) throw new Error(`the browser never reached the gateway; it ended at ${url}: ${html.slice(0, 300)}`)
  return number
}

/** The buyer goes to the bank, the kiosk or the counter; a lender says yes. @param {string} sandboxUrl @param {Page} page */
async function payLater(sandboxUrl, page) {
  const trade = await findTrade(sandboxUrl, tradeNumberOf(page))
  if (!trade) throw new Error(`the gateway has no trade ${tradeNumberOf(page)}; its page: ${page.html.slice(0, 300)}`)
  await payVoucher(sandboxUrl, trade.id)
  return page
}

/**
 * Every method of ECPay, by the plugin's provider.
 * @param {string} sandboxUrl
 * @returns {Record<string, Pay>}
 */
export function methods(sandboxUrl) {
  /** @type {Pay} */
  const voucher = async (startUrl) => payLater(sandboxUrl, (await issueVoucher(startUrl)).page)
  /** @type {Pay} */
  const lending = async (startUrl) => payLater(sandboxUrl, await applyForLending(startUrl))
  return {
    ecpay: payByCard,
    "ecpay-credit": payByCard,
    "ecpay-installment": payByCard,
    "ecpay-unionpay": (startUrl) => payByCard(startUrl, { card: "6216-1111-1111-1111" }),
    "ecpay-applepay": payByWallet,
    "ecpay-twqr": payByWallet,
    "ecpay-weixin": payByWallet,
    "ecpay-bnpl": lending,
    "ecpay-jkopay": payByWallet,
    "ecpay-ipass": payByWallet,
    "ecpay-webatm": payByWallet,
    "ecpay-atm": voucher,
    "ecpay-cvs": voucher,
    "ecpay-barcode": voucher,
  }
}
