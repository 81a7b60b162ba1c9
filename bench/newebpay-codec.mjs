import { createCipheriv, createHash } from "node:crypto"
import { createRequire } from "node:module"
import { encryptFields, tradeSha } from "@taiwan-payments/medusa/gateways/newebpay"
import { compare } from "./rates.mjs"

const require = createRequire(import.meta.url)

const keys = { hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn", hashIv: "C6AcmfqJILwgnhIP" }

/** An order at the Multi Payment Gateway, as a shop sends it. */
const order = {
  MerchantID: "MS127874575",
  RespondType: "JSON",
  TimeStamp: "1795394196",
  Version: "2.3",
  LangType: "zh-tw",
  MerchantOrderNo: "ARDEK2SM6G1DCM9Q9DJX",
  Amt: "1020",
  ItemDesc: "炭焙烏龍茶葉 x 1, 珍珠奶茶 x 4",
  ReturnURL: "https://shop.example.tw/pay/newebpay-credit_main/return?attempt=tpa_f99c55b5e3bb4c299c48bf37a0b0c1c9",
  NotifyURL: "https://shop.example.tw/pay/newebpay-credit_main/notify",
  Email: "shopper@example.com",
  CREDIT: "1",
}

function sealed() {
  const encrypted = encryptFields(order, keys)
  return { encrypted, sum: tradeSha(encrypted, keys) }
}

/** The peer's own sealing, as its client runs it before a form is shown. */
function peerSealer() {
  const { NewebpayClient } = require("newebpay-mpg-sdk")
  const { hashKey, hashIv: hashIV } = keys
  const client = new NewebpayClient({ merchantId: order.MerchantID, hashKey, hashIV, env: "sandbox" })
  return () => {
    const encrypted = client.buildTradeInfo(order)
    return { encrypted, sum: client.buildTradeSha(encrypted) }
  }
}

/** Sealed orders a second, TradeInfo and TradeSha, beside AES and SHA-256 alone over texts of the same lengths. */
export function newebpay() {
  const peer = peerSealer()
  const [ours, theirs] = [sealed(), peer()]
  if (ours.encrypted !== theirs.encrypted || ours.sum !== theirs.sum)
    throw new Error("newebpay-mpg-sdk seals otherwise")
  const plain = "x".repeat(ours.encrypted.length / 2 - 8)
  const alone = () => {
    const cipher = createCipheriv("aes-256-cbc", keys.hashKey, keys.hashIv)
    const encrypted = cipher.update(plain, "utf8", "hex") + cipher.final("hex")
    return createHash("sha256").update(encrypted).digest("hex")
  }
  return compare({ name: "NewebPay TradeInfo, TradeSha", sign: sealed }, [{ name: "newebpay-mpg-sdk", sign: peer }], {
    name: "AES and SHA-256 alone",
    sign: alone,
  })
}
