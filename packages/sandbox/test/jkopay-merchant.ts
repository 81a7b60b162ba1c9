import { createHmac } from "node:crypto"
import type { SandboxOptions } from "../src/index.js"
import { openWorld, type World } from "./shop.js"

export const STORE = "35f12dff-1581-11e9-a054-00505684fd45"
export const KEYS = {
  apiKey: "sandbox-jkopay-api-key",
  secretKey: "r0odDC1e9LHXDmxuvmOv9bgaWLf2CXB2c4gMheoFucVKNMi1K0Id9zwRHJF1r-kdtAKriKgb11VDlo7Kb8R-FQ",
}

/** An answer, with all fields that result_object may have. */
export interface Answer {
  httpStatus: number
  text: string
  result: string
  message: string | null
  result_object: Content
}

export interface Content {
  field: string
  payment_url: string
  qr_img: string
  qr_timeout: number
  transactions: Record<string, unknown>[]
  refund_tradeNo: string
}

export interface CallOptions {
  keys?: typeof KEYS
  /** What is signed, if it differs from what is sent. */
  signs?: string
  headers?: Record<string, string>
}

/** A merchant who signs without a client library. */
export interface Merchant {
  world: World
  call(method: "GET" | "POST", path: string, payload: unknown, options?: CallOptions): Promise<Answer>
  entry(changes?: object, options?: CallOptions): Promise<Answer>
  /** Places an order; returns its id and the buyer's link. */
  order(changes?: object, options?: CallOptions): Promise<{ id: string; url: string }>
  refund(orderId: string, refundId: string, amount: number, options?: CallOptions): Promise<Answer>
  inquire(...ids: string[]): Promise<Record<string, unknown>[]>
  /** The callbacks received at result_url. */
  notice(): Record<string, unknown>[]
}

let serial = 0

export async function openMerchant(options: SandboxOptions = {}): Promise<Merchant> {
  const world = await openWorld(options)
  const { shop, sandbox } = world
  const call: Merchant["call"] = async (method, path, payload, { keys = KEYS, signs, headers } = {}) => {
    const sent = typeof payload === "string" ? payload : JSON.stringify(payload)
    const digest = createHmac("sha256", keys.secretKey)
      .update(signs ?? sent)
      .digest("hex")
    const response = await fetch(sandbox.url + path + (method === "GET" ? `?${sent}` : ""), {
      method,
      body: method === "GET" ? null : sent,
      headers: { "content-type": "application/json", "api-key": keys.apiKey, digest, ...headers },
    })
    const text = await response.text()
    const answer = response.headers.get("content-type")?.includes("json") ? JSON.parse(text) : {}
    return { ...answer, httpStatus: response.status, text }
  }
  const fieldsOf = (changes: object): Record<string, unknown> => {
    serial += 1
    return {
      platform_order_id: `K${String(serial).padStart(6, "0")}`,
      store_id: STORE,
      currency: "TWD",
      total_price: 1060,
      final_price: 1060,
      result_url: `${shop.url}/result`,
      result_display_url: `${shop.url}/display`,
      ...changes,
    }
  }
  const entry: Merchant["entry"] = (changes = {}, given) => call("POST", "/platform/entry", fieldsOf(changes), given)
  return {
    world,
    call,
    entry,
    order: async (changes = {}, given) => {
      const fields = fieldsOf(changes)
      const { result_object, message, text } = await call("POST", "/platform/entry", fields, given)
      if (!result_object) throw new Error(message ?? text)
      return { id: String(fields.platform_order_id), url: result_object.payment_url }
    },
    refund: (platform_order_id, refund_order_id, refund_amount, given) =>
      call("POST", "/platform/refund", { platform_order_id, refund_order_id, refund_amount }, given),
    inquire: async (...ids) => {
      const answer = await call("GET", "/platform/inquiry", `platform_order_ids=${ids.join(",")}`)
      return answer.result_object.transactions
    },
    notice: () =>
      shop.received.filter(({ path }) => path === "/result").map(({ body }) => JSON.parse(body).transaction),
  }
}
