import { issueNewebpayVoucher, payNewebpayByCard, payNewebpayByWallet } from "@taiwan-payments/sandbox/shopper"

/** @typedef {import("../methods.mjs").Method} Method */

/** @param {NonNullable<import("@taiwan-payments/sandbox/shopper").NewebpayCardShopper["method"]>} method @returns {Method} */
const card = (method) => ({ pay: (startUrl) => payNewebpayByCard(startUrl, { method }) })

/** @param {string} method @returns {Method} */
const wallet = (method) => ({ pay: (startUrl) => payNewebpayByWallet(startUrl, { method }) })

/** @param {"VACC" | "CVS" | "BARCODE"} method @returns {Method} */
const voucher = (method) => ({
  pay: async (startUrl) => void (await issueNewebpayVoucher(startUrl, { method })),
  afterwards: "pay",
})

/** @type {import("../methods.mjs").Methods} */
export const newebpay = {
  newebpay: card("CREDIT"),
  "newebpay-credit": { ...card("CREDIT"), refund: 300 },
  "newebpay-installment": { ...card("InstFlag"), refund: "all" },
  "newebpay-bonus": card("CreditRed"),
  "newebpay-unionpay": card("UNIONPAY"),
  "newebpay-amex": card("CREDITAE"),
  "newebpay-applepay": wallet("APPLEPAY"),
  "newebpay-googlepay": wallet("ANDROIDPAY"),
  "newebpay-samsungpay": wallet("SAMSUNGPAY"),
  // The wallet takes a refund on, and carries it out at night.
  "newebpay-linepay": { ...wallet("LINEPAY"), refund: 300 },
  "newebpay-esunwallet": wallet("ESUNWALLET"),
  "newebpay-taiwanpay": wallet("TAIWANPAY"),
  "newebpay-bitopay": wallet("BITOPAY"),
  "newebpay-twqr": wallet("TWQR"),
  "newebpay-wechatpay": wallet("EZPWECHAT"),
  "newebpay-alipay": wallet("EZPALIPAY"),
  "newebpay-aftee": wallet("AFTEE"),
  "newebpay-oppay": wallet("OPPAY"),
  "newebpay-webatm": wallet("WEBATM"),
  "newebpay-atm": voucher("VACC"),
  "newebpay-cvs": voucher("CVS"),
  "newebpay-barcode": voucher("BARCODE"),
}
