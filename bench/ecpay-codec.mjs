import { createHash } from "node:crypto"
import { createRequire } from "node:module"
import { checkMacValue } from "@taiwan-payments/medusa/gateways/ecpay"
import { compare } from "./rates.mjs"

/** @typedef {import("./rates.mjs").Compared} Compared */

const require = createRequire(import.meta.url)

const keys = { hashKey: "pwFHCqoQZGmho4w6", hashIv: "EkRm7iFT261dpevs" }

/** A paid notice with NeedExtraPaidInfo, as ECPay sends it (付款結果通知). */
const notice = {
  CustomField1: "01M82EEJQFZ7PB0WC43M851Q9A",
  CustomField2: "",
  CustomField3: "",
  CustomField4: "",
  MerchantID: "3002607",
  MerchantTradeNo: "ARDEK2SM6G1DCM9Q9DJX",
  PaymentDate: "2026/11/23 04:16:36",
  PaymentType: "Credit_CreditCard",
  PaymentTypeChargeFee: "25",
  RtnCode: "1",
  RtnMsg: "交易成功",
  SimulatePaid: "0",
  StoreID: "",
  TradeAmt: "1020",
  TradeDate: "2026/11/23 04:16:36",
  TradeNo: "2611230416361002",
  amount: "1020",
  auth_code: "777777",
  card4no: "2222",
  card6no: "431195",
  eci: "0",
  gwsr: "13475885",
  process_date: "2026/11/23 04:16:36",
  red_dan: "0",
  red_de_amt: "0",
  red_ok_amt: "0",
  red_yet: "0",
  staed: "0",
  stage: "0",
  stast: "0",
}

/** The peers' own signing, as their published code runs it. */
async function peers() {
  const { generateCheckMacValue } = require("node-ecpay-aio/dist/utils/index.js")
  const { ECPayPayment } = await import("@rytass/payments-adapter-ecpay")
  const { addMac } = /** @type {any} */ (ECPayPayment.prototype)
  const rytass = { hashKey: keys.hashKey, hashIv: keys.hashIv }
  return [
    { name: "node-ecpay-aio", sign: () => generateCheckMacValue(notice, keys.hashKey, keys.hashIv) },
    {
      name: "@rytass/payments-adapter-ecpay",
      sign: () => addMac.call({ ...rytass, hashIV: keys.hashIv }, notice).CheckMacValue,
    },
  ]
}

/** Signatures of a notice a second, beside SHA-256 alone over a text of the same length, which nothing can beat. @returns {Promise<Compared>} */
export async function ecpay() {
  const ours = checkMacValue(notice, keys)
  const contenders = await peers()
  for (const { name, sign } of contenders) if (sign() !== ours) throw new Error(`${name} signs otherwise`)
  const text = "x".repeat(new URLSearchParams(notice).toString().length + 60)
  const limit = { name: "SHA-256 alone", sign: () => createHash("sha256").update(text).digest("hex") }
  return compare({ name: "ECPay signature", sign: () => checkMacValue(notice, keys) }, contenders, limit)
}
