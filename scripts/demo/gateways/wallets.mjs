import { payWithJkopay, payWithLinePay } from "@taiwan-payments/sandbox/shopper"

/** @type {import("../methods.mjs").Methods} */
export const wallets = {
  linepay: { pay: (startUrl) => payWithLinePay(startUrl), refund: 300 },
  jkopay: { pay: (startUrl) => payWithJkopay(startUrl), refund: "all" },
}
