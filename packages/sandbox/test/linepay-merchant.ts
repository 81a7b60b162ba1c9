import { createHmac, randomUUID } from "node:crypto"
import type { SandboxOptions } from "../src/index.js"
import { openWorld, type World } from "./shop.js"

export const CHANNEL = { channelId: "1650000000", channelSecret: "sandbox-linepay-channel-secret" }
/** May capture separately and take preapproved payments. */
export const CONTRACTED = { channelId: "1650000001", channelSecret: "sandbox-linepay-contracted-secret" }

/** All fields that `info` may have. */
export interface Info {
  transactionId: string
  orderId: string
  regKey: string
  authorizationExpireDate: string
  paymentAccessToken: string
  paymentUrl: { web: string; app: string }
  payInfo: { method: string; amount: number }[]
  packages: object[]
  refundTransactionId: string
}

/** An answer as a careful client reads it: transaction ids as strings. `rows` is info if that is a list. */
export interface Answer {
  status: number
  text: string
  returnCode: string
  returnMessage: string
  info: Info | undefined
  rows: Record<string, unknown>[]
}

/** A merchant who signs without a client library. */
export interface Merchant {
  world: World
  call(method: "GET" | "POST", path: string, payload?: unknown, options?: CallOptions): Promise<Answer>
  /** Places an order; returns the id as a string. */
  request(changes?: object, options?: CallOptions): Promise<{ transactionId: string; url: string; orderId: string }>
  confirm(transactionId: string, amount?: number, options?: CallOptions): Promise<Answer>
  check(transactionId: string): Promise<string>
  details(query: string, options?: CallOptions): Promise<Answer>
}

export interface CallOptions {
  channel?: typeof CHANNEL
  /** What is signed, if it differs from what is sent. */
  signs?: string
  headers?: Record<string, string>
}

let serial = 0

export function order(changes: object = {}): Record<string, unknown> {
  serial += 1
  return {
    amount: 1060,
    currency: "TWD",
    orderId: `L${String(serial).padStart(6, "0")}`,
    packages: [
      {
        id: "1",
        amount: 1060,
        name: "茶葉",
        products: [
          { name: "高山烏龍", quantity: 1, price: 1000 },
          { name: "運費", quantity: 1, price: 60 },
        ],
      },
    ],
    redirectUrls: { confirmUrl: "http://127.0.0.1:1/confirm", cancelUrl: "http://127.0.0.1:1/cancel" },
    ...changes,
  }
}

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const world = await openWorld(options)
  const call: Merchant["call"] = async (method, path, payload, { channel = CHANNEL, signs, headers } = {}) => {
    const body = payload === undefined ? "" : typeof payload === "string" ? payload : JSON.stringify(payload)
    const [address = "", query = ""] = path.split("?")
    const nonce = randomUUID()
    const signed = channel.channelSecret + address + (signs ?? (method === "GET" ? query : body)) + nonce
    const response = await fetch(world.sandbox.url + path, {
      method,
      body: method === "GET" || body === "" ? null : body,
      headers: {
        "content-type": "application/json",
        "x-line-channelid": channel.channelId,
        "x-line-authorization-nonce": nonce,
        "x-line-authorization": createHmac("sha256", channel.channelSecret).update(signed).digest("base64"),
        ...headers,
      },
    })
    const text = await response.text()
    const answer = JSON.parse(text.replace(/:\s*(\d{16,})\b/g, ': "$1"'))
    return { rows: Array.isArray(answer.info) ? answer.info : [], ...answer, status: response.status, text }
  }
  const urls = { confirmUrl: `${world.shop.url}/confirm`, cancelUrl: `${world.shop.url}/cancel` }
  return {
    world,
    call,
    request: async (changes, options) => {
      const body = order({ redirectUrls: urls, ...changes })
      const { info, returnMessage } = await call("POST", "/v4/payments/request", body, options)
      if (!info) throw new Error(returnMessage)
      return { transactionId: info.transactionId, url: info.paymentUrl.web, orderId: String(body.orderId) }
    },
    confirm: (transactionId, amount = 1060, options) =>
      call("POST", `/v4/payments/${transactionId}/confirm`, { amount, currency: "TWD" }, options),
    check: async (transactionId) => (await call("GET", `/v4/payments/requests/${transactionId}/check`)).returnCode,
    details: (query, options) => call("GET", `/v4/payments?${query}`, undefined, options),
  }
}
