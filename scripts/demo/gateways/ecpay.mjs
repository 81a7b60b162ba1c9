import { applyForLending, issueVoucher, payByCard, payByWallet } from "@taiwan-payments/sandbox/shopper"

/** @type {import("../methods.mjs").Method} The buyer takes the number to the bank, the kiosk or the counter. */
const voucher = { pay: async (startUrl) => void (await issueVoucher(startUrl)), afterwards: "pay" }

/** @type {import("../methods.mjs").Method} */
const card = { pay: (startUrl) => payByCard(startUrl) }

/** @type {import("../methods.mjs").Method} */
const wallet = { pay: (startUrl) => payByWallet(startUrl) }

/** @type {import("../methods.mjs").Methods} */
export const ecpay = {
  ecpay: card,
  "ecpay-credit": { ...card, refund: 300 },
  "ecpay-installment": { ...card, refund: "all" },
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
}
