import { createHmac, randomUUID } from "node:crypto"
import { createRequire } from "node:module"
import { signature } from "@taiwan-payments/medusa/gateways/linepay"
import { compare } from "./rates.mjs"

const require = createRequire(import.meta.url)

const channel = { channelId: "1650000001", channelSecretKey: "a917ab6a2367b536f8e5a6e2977e06f4" }
const path = "/v3/payments/request"

/** A request of two lines, as a shop sends it. */
const order = {
  amount: 1020,
  currency: "TWD",
  orderId: "ARDEK2SM6G1DCM9Q9DJX",
  packages: [
    {
      id: "ARDEK2SM6G1DCM9Q9DJX",
      amount: 1020,
      products: [
        { name: "炭焙烏龍茶 150 克", quantity: 1, price: 680 },
        { name: "珍珠奶茶 L", quantity: 4, price: 85 },
      ],
    },
  ],
  redirectUrls: { confirmUrl: "https://shop.example.tw/return", cancelUrl: "https://shop.example.tw/back" },
}

/**
 * The peer signs inside of its HTTP client, before each request.
 * @returns {(config: object) => { headers: Record<string, string> }}
 */
function peerSigner() {
  const { createAuthHttpClient } = require("line-pay-merchant/dist/line-pay-api/auth-http-client.js")
  const client = createAuthHttpClient({ ...channel, env: "development" })
  const { handlers } = /** @type {any} */ (client.interceptors.request)
  return handlers[0].fulfilled
}

/** @param {string} nonce */
const signedWith = (nonce) => signature(channel.channelSecretKey, path, JSON.stringify(order), nonce)

/** Signed requests a second, body and nonce included, beside HMAC-SHA256 alone over a text of the same length. */
export function linepay() {
  const sign = peerSigner()
  const peer = () => sign({ method: "post", url: path, data: order }).headers
  const { "X-LINE-Authorization": theirs, "X-LINE-Authorization-Nonce": nonce = "" } = peer()
  if (theirs !== signedWith(nonce)) throw new Error("line-pay-merchant signs otherwise")
  const text = "x".repeat(JSON.stringify(order).length + 90)
  const hmac = () => createHmac("sha256", channel.channelSecretKey).update(text).digest("base64")
  return compare(
    { name: "LINE Pay signature", sign: () => signedWith(randomUUID()) },
    [{ name: "line-pay-merchant", sign: peer }],
    { name: "HMAC alone", sign: hmac },
  )
}
