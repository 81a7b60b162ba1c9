import { setTimeout as sleep } from "node:timers/promises"
import type { Form, MerchantAccount, RawMessage } from "@taiwan-payments/medusa/toolkit"
import { claim, claimEqual, show } from "../claims.js"
import type { Facts, GatewayUnderTest } from "../gateway-under-test.js"
import type { Sandbox } from "../sandbox.js"
import type { Harnesses } from "../scenario.js"
import type { Checkout, Shop } from "../shop.js"
import { type Answer, ask, read, readList, readText } from "./web.js"

/** Somebody at a shop on the web: a buyer, staff, the gateway, or a stranger. */
export interface Visitor {
  readonly subject: GatewayUnderTest
  readonly shop: Shop
  readonly sandbox: Sandbox
  readonly gateway: MerchantAccount
  readonly office: string
  checkout: Checkout | null
  /** Trade numbers under which the buyer departed, oldest first. */
  readonly numbers: string[]
  /** The form of the last departure. */
  form: Form | null
  /** The answers of the last step. */
  answers: Answer[]
}

export async function openVisitor(subject: GatewayUnderTest, harnesses: Harnesses): Promise<Visitor> {
  const shop = await harnesses.shop()
  const places = {
    sandbox: "http://127.0.0.1:1",
    backendUrl: "http://127.0.0.1:2",
    storefrontUrl: "http://127.0.0.1:3",
  }
  const { account: gateway } = subject.kind.openAccount(subject.options(places, {}))
  const login = await ask(`${shop.url}/auth/user/emailpass`, { method: "POST", body: shop.admin })
  const empty = { checkout: null, numbers: [], form: null, answers: [] }
  return { subject, shop, sandbox: shop.sandbox, gateway, office: readText(login.json, "token"), ...empty }
}

export function checkoutOf({ checkout }: Visitor): Checkout {
  claim(checkout !== null, "the scenario has no checkout")
  return checkout
}

export function numberAt({ numbers }: Visitor, index = -1): string {
  const number = numbers.at(index)
  claim(number !== undefined, "nobody has departed")
  return number
}

export function storeApi({ shop }: Visitor, path: string, body?: unknown): Promise<Answer> {
  const headers = { "x-publishable-api-key": shop.publishableKey }
  return ask(`${shop.url}${path}`, { method: body === undefined ? "GET" : "POST", headers, body })
}

export function adminApi({ shop, office }: Visitor, path: string, body?: unknown): Promise<Answer> {
  const headers = { authorization: `Bearer ${office}` }
  return ask(`${shop.url}${path}`, { method: body === undefined ? "GET" : "POST", headers, body })
}

/** What the storefront is told of the session. */
export async function statusOf(visitor: Visitor): Promise<unknown> {
  const answer = await ask(`${visitor.shop.url}/pay/sessions/${checkoutOf(visitor).sessionId}/status`)
  claimEqual(answer.status, 200, "the status's HTTP status")
  return answer.json
}

/** Waits until `look` finds something. */
export async function until<Found>(what: string, seconds: number, look: () => Promise<Found | null>): Promise<Found> {
  for (const deadline = Date.now() + seconds * 1000; Date.now() < deadline; await sleep(200)) {
    const found = await look()
    if (found !== null) return found
  }
  throw new Error(`Not within ${seconds} seconds: ${what}.`)
}

export interface OrderThere {
  readonly id: string
  readonly status: string
  readonly paymentId: string
  readonly captured: readonly number[]
  readonly refunded: readonly number[]
}

const ORDER_FIELDS =
  "id,status,*payment_collections.payments,*payment_collections.payments.captures,*payment_collections.payments.refunds"

/** The order of this checkout, as staff see it; null while there is none. */
export async function orderOf(visitor: Visitor): Promise<OrderThere | null> {
  const id = read(await statusOf(visitor), "order_id")
  if (typeof id !== "string") return null
  const { json } = await adminApi(visitor, `/admin/orders/${id}?fields=${ORDER_FIELDS}`)
  const payments = readList(json, "order", "payment_collections").flatMap((collection) =>
    readList(collection, "payments"),
  )
  const sums = (kind: string) =>
    payments.flatMap((payment) => readList(payment, kind).map((row) => Number(read(row, "amount"))))
  const status = readText(json, "order", "status")
  return {
    id,
    status,
    paymentId: String(read(payments, 0, "id")),
    captured: sums("captures"),
    refunded: sums("refunds"),
  }
}

export async function theOrder(visitor: Visitor): Promise<OrderThere> {
  const order = await orderOf(visitor)
  claim(order !== null, `there is no order: ${show(await statusOf(visitor))}`)
  return order
}

/** A notice about this checkout's last trade, of the exact amount unless told otherwise. */
export function noticeFor(visitor: Visitor, changes: Partial<Facts>, signer: "gateway" | "stranger"): RawMessage {
  const facts: Facts = {
    message: "payment",
    meaning: "paid",
    tradeNo: numberAt(visitor),
    amount: checkoutOf(visitor).amount,
    method: visitor.subject.methods.main,
    merchant: visitor.gateway.merchant,
    at: visitor.sandbox.now(),
    ...changes,
  }
  return visitor.subject.wire.notice(facts, signer)
}

export function noticeAddress(visitor: Visitor): string {
  return `${visitor.shop.url}/pay/${checkoutOf(visitor).providerId.replace(/^pp_/, "")}/notify`
}

/** The hidden fields of a page's form. */
export function formOf(html: string): Form | null {
  const form = /<form[^>]*id="departure"[^>]*action="([^"]*)"/.exec(html)
  if (!form) return null
  const inputs = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  const fields = inputs.map(([, name = "", value = ""]) => [unescaped(name), unescaped(value)])
  return { action: unescaped(form[1] ?? ""), fields: Object.fromEntries(fields) }
}

function unescaped(text: string): string {
  return text.replace(/&#(\d+);/g, (_whole, code) => String.fromCharCode(Number(code)))
}
