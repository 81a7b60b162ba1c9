import { claim } from "../claims.js"
import type { Facts } from "../gateway-under-test.js"
import type { Mishap, Visit } from "../sandbox.js"
import { type Step, step } from "../scenario.js"
import {
  adminApi,
  checkoutOf,
  formOf,
  noticeAddress,
  noticeFor,
  numberAt,
  storeApi,
  theOrder,
  type Visitor,
} from "./visitor.js"
import { ask } from "./web.js"

type VisitorStep = Step<Visitor>

/** The address of a cross-site form that posts without a cookie. */
const FORM = { "content-type": "application/x-www-form-urlencoded" }

export function checkOut(
  role: "main" | "voucher" | "manualRefund" = "main",
  data?: Readonly<Record<string, unknown>>,
): VisitorStep {
  return step(`a buyer fills a cart and chooses the ${role} method`, async (visitor) => {
    const method = visitor.subject.methods[role]
    claim(method !== undefined, `the subject names no ${role} method`)
    visitor.checkout = await visitor.shop.checkout(method, data)
  })
}

export function visit(what: Visit): VisitorStep {
  return step(`the buyer ${what}`, async (visitor) => {
    const { startUrl, data } = checkoutOf(visitor)
    const { tradeNo, url } = await visitor.sandbox.visit(startUrl, what, data)
    claim(tradeNo !== null, `the browser never reached the gateway; it came to rest at ${url}`)
    visitor.numbers.push(tradeNo)
  })
}

/** The buyer opens the departure page, and goes no further. */
export const startPayment = step<Visitor>("the buyer departs", async (visitor) => {
  const page = await ask(checkoutOf(visitor).startUrl)
  visitor.answers = [page]
  visitor.form = formOf(page.text)
  claim(visitor.form !== null, `no way to the gateway was given: HTTP ${page.status}`)
  const tradeNo = visitor.subject.wire.tradeNoOf(visitor.form)
  claim(tradeNo !== null, "the form has no trade number")
  visitor.numbers.push(tradeNo)
})

export function notify(
  changes: Partial<Facts> = {},
  signer: "gateway" | "stranger" = "gateway",
  copies = 1,
): VisitorStep {
  return step(`the ${signer} sends ${copies} notices ${JSON.stringify(changes)}`, async (visitor) => {
    const { body, headers } = noticeFor(visitor, changes, signer)
    const send = () => ask(noticeAddress(visitor), { method: "POST", headers, body: new Uint8Array(body) })
    visitor.answers = await Promise.all(Array.from({ length: copies }, send))
  })
}

export function notifyAbout(index: number): VisitorStep {
  return step(`the gateway sends a notice about departure ${index + 1}`, async (visitor) => {
    await notify({ tradeNo: numberAt(visitor, index) }).act(visitor)
  })
}

/** Whatever a stranger can think of. */
export const sendOddNotices = step<Visitor>("strangers send what no gateway would", async (visitor) => {
  const url = noticeAddress(visitor)
  const bodies = ["", "1|OK", "{}", "a=1&a=2", "%", `a=${"x".repeat(70_000)}`]
  const posts = bodies.map((body) => ask(url, { method: "POST", headers: FORM, body }))
  const others = ["PUT", "DELETE", "GET"].map((method) => ask(url, { method }))
  visitor.answers = await Promise.all([...posts, ...others])
})

export const comeBackBoasting = step<Visitor>("the browser comes back and says that it has paid", async (visitor) => {
  const outer = Object.entries(visitor.form?.fields ?? {})
  const fields = visitor.subject.wire.opened?.(outer) ?? outer
  const back = fields.map(([, value]) => value).find((value) => /\/return\?/.test(value))
  claim(back !== undefined, "the form names no way back")
  const { body } = noticeFor(visitor, {}, "stranger")
  visitor.answers = [await ask(back, { method: "POST", headers: FORM, body: new Uint8Array(body) })]
})

export const complete = step<Visitor>("the storefront completes the cart", async (visitor) => {
  visitor.answers = [await storeApi(visitor, `/store/carts/${checkoutOf(visitor).cartId}/complete`, {})]
})

export const changeCart = step<Visitor>("the buyer changes the cart in another tab", async (visitor) => {
  await visitor.shop.changeCart(checkoutOf(visitor).cartId)
})

export function callHook(signer: "gateway" | "stranger"): VisitorStep {
  return step(`Medusa's built-in hook is called by the ${signer}`, async (visitor) => {
    const { body, headers } = noticeFor(visitor, {}, signer)
    const url = `${visitor.shop.url}/hooks/payment/${checkoutOf(visitor).providerId.replace(/^pp_/, "")}`
    visitor.answers = [await ask(url, { method: "POST", headers, body: new Uint8Array(body) })]
  })
}

/** Through Medusa's admin; null for all of it. */
export function refund(amount: number | null): VisitorStep {
  return step(`staff refund ${amount ?? "all that is left"} in the admin`, async (visitor) => {
    const { paymentId, refunded } = await theOrder(visitor)
    const rest = checkoutOf(visitor).amount - refunded.reduce((sum, each) => sum + each, 0)
    visitor.answers = [await adminApi(visitor, `/admin/payments/${paymentId}/refund`, { amount: amount ?? rest })]
  })
}

export const cancelOrder = step<Visitor>("staff cancel the order", async (visitor) => {
  const { id } = await theOrder(visitor)
  visitor.answers = [await adminApi(visitor, `/admin/orders/${id}/cancel`, {})]
})

/** What only staff may do, tried by a stranger. */
export const tryTheOffice = step<Visitor>("a stranger tries what only staff may do", async (visitor) => {
  const { paymentId, id } = await theOrder(visitor)
  const post = { method: "POST", body: { amount: 1 } }
  const { url } = visitor.shop
  visitor.answers = await Promise.all([
    ask(`${url}/admin/payments/${paymentId}/refund`, post),
    ask(`${url}/admin/payments/${paymentId}/capture`, post),
    ask(`${url}/admin/orders/${id}/cancel`, post),
    ask(`${url}/admin/taiwan-payments/alarms`),
    ask(`${url}/admin/taiwan-payments/attempts`),
    ask(`${url}/admin/taiwan-payments/attempts/any/refund`, post),
  ])
})

export const tellManyTimes = step<Visitor>("the gateway tells of it again and again", async (visitor) => {
  const number = numberAt(visitor)
  await Promise.all(Array.from({ length: 5 }, () => visitor.sandbox.tellAgain(number)))
})

export const payNumber = step<Visitor>("the buyer pays the number", (visitor) =>
  visitor.sandbox.payNumber(numberAt(visitor)),
)
export const payLate = step<Visitor>("the buyer pays the number after it ran out", (visitor) =>
  visitor.sandbox.payLate(numberAt(visitor)),
)
export const closeBooks = step<Visitor>("the gateway closes its day", ({ sandbox }) => sandbox.closeBooks())
export function advance(days: number): VisitorStep {
  return step(`${days} days pass`, ({ sandbox }) => sandbox.advance(days * 86_400_000))
}
export function arm(mishap: Mishap): VisitorStep {
  return step(mishap, ({ sandbox }) => sandbox.arm(mishap))
}
