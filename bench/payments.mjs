import { createHash } from "node:crypto"
import { checkMacValue } from "@taiwan-payments/medusa/gateways/ecpay"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { testAccount } from "../scripts/lib/medusa.mjs"

const keys = { hashKey: testAccount.ECPAY_HASH_KEY, hashIv: testAccount.ECPAY_HASH_IV }

/** @typedef {{ sessionId: string, tradeNo: string, notice: string }} Started a buyer at the gateway, and the notice that will come */

/**
 * A cart, a session and a departure, as a shopper makes them; the gateway is never reached.
 * @param {import("../scripts/demo/medusa-api.mjs").Api} store
 * @returns {Promise<Started>}
 */
export async function startPurchase(store) {
  const session = await startPayment(store, "pp_ecpay-credit_main", "")
  const page = await (await fetch(session.data.start_url)).text()
  const tradeNo = /name="MerchantTradeNo" value="(\w+)"/.exec(page)?.[1]
  if (!tradeNo) throw new Error(`no departure: ${page.slice(0, 200)}`)
  return { sessionId: session.id, tradeNo, notice: signedNotice(tradeNo, session.amount) }
}

/** A notice as ECPay signs it: paid, unless `more` says otherwise. @param {string} tradeNo @param {number} amount @param {Record<string, string>} [more] */
export function signedNotice(tradeNo, amount, more = {}) {
  const fields = {
    MerchantID: testAccount.ECPAY_MERCHANT_ID,
    MerchantTradeNo: tradeNo,
    PaymentDate: "2026/11/23 04:16:36",
    PaymentType: "Credit_CreditCard",
    PaymentTypeChargeFee: "25",
    RtnCode: "1",
    RtnMsg: "交易成功",
    SimulatePaid: "0",
    TradeAmt: String(amount),
    TradeDate: "2026/11/23 04:16:36",
    TradeNo: referenceOf(tradeNo),
    ...more,
  }
  return new URLSearchParams({ ...fields, CheckMacValue: checkMacValue(fields, keys) }).toString()
}

/** ECPay's own number for a trade: digits only. @param {string} tradeNo */
function referenceOf(tradeNo) {
  const digest = createHash("sha256").update(tradeNo).digest()
  return `26${digest.readUIntBE(0, 6).toString().padStart(15, "0").slice(0, 14)}`
}

/** Posts a notice and checks that it was taken. @param {string} url @param {string} notice @param {string} expected */
export async function post(url, notice, expected) {
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const response = await fetch(url, { method: "POST", headers, body: notice })
  const text = await response.text()
  if (text !== expected) throw new Error(`${url} answered ${response.status} ${text}`)
}

/** Runs work over a list, so many at once. @template T @param {T[]} list @param {number} atOnce @param {(item: T) => Promise<unknown>} work */
export async function inParallel(list, atOnce, work) {
  const queue = [...list]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
