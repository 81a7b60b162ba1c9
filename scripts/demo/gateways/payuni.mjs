import { payWithPayuni } from "@taiwan-payments/sandbox/shopper"

/** @typedef {import("../methods.mjs").Method} Method */

/** @param {string} tool @returns {Method} */
const by = (tool) => ({ pay: (startUrl) => payWithPayuni(startUrl, { tool }) })

/** @type {import("../methods.mjs").Methods} */
export const payuni = {
  payuni: by("Credit"),
  "payuni-credit": { ...by("Credit"), refund: 300 },
  "payuni-installment": { ...by("CreditInst"), refund: "all" },
  "payuni-unionpay": by("CreditUnionPay"),
  "payuni-applepay": by("ApplePay"),
  "payuni-googlepay": by("GooglePay"),
  "payuni-samsungpay": by("SamsungPay"),
  "payuni-icash": { ...by("ICash"), refund: "all" },
  "payuni-aftee": by("Aftee"),
  "payuni-linepay": { ...by("LinePay"), refund: 300 },
  "payuni-jkopay": by("JKoPay"),
  "payuni-atm": { ...by("ATM"), afterwards: "pay" },
  "payuni-cvs": { ...by("CVS"), afterwards: "pay" },
}
