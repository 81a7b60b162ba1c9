import {
  getTapPayPrime,
  getTapPayTokenPrime,
  getTapPayWalletPrime,
  openPage,
  payWithTapPay,
} from "@taiwan-payments/sandbox/shopper"

/**
 * @typedef {import("../methods.mjs").Method} Method
 * @typedef {import("@taiwan-payments/sandbox/shopper").GotPrime} GotPrime
 */

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
const wallet = (slug) => inPage((sandboxUrl) => getTapPayWalletPrime(sandboxUrl, slug))

/** @param {string} slug */
const sheet = (slug) => inPage((sandboxUrl) => getTapPayTokenPrime(sandboxUrl, slug))

/** @type {import("../methods.mjs").Methods} */
export const tappay = {
  "tappay-card": { ...inPage(getTapPayPrime), refund: 300 },
  "tappay-installment": { ...inPage(getTapPayPrime), refund: "all" },
  "tappay-applepay": { ...sheet("apple-pay"), refund: 300 },
  "tappay-googlepay": { ...sheet("google-pay"), refund: "all" },
  "tappay-samsungpay": { ...sheet("samsung-pay"), refund: 300 },
  "tappay-linepay": { ...wallet("line-pay"), refund: 300 },
  "tappay-jkopay": { ...wallet("jko-pay"), refund: "all" },
  "tappay-easywallet": { ...wallet("easy-wallet"), refund: 300 },
  "tappay-atome": { ...wallet("atome"), refund: "all" },
  "tappay-piwallet": { ...wallet("pi-wallet"), refund: 300 },
  "tappay-pluspay": { ...wallet("plus-pay"), refund: "all" },
}
