import { claim, claimEqual } from "../claims.js"
import { type Step, step } from "../scenario.js"
import {
  adminApi,
  checkoutOf,
  numberAt,
  orderOf,
  statusOf,
  storeApi,
  theOrder,
  until,
  type Visitor,
} from "./visitor.js"
import { read, readList } from "./web.js"

type VisitorStep = Step<Visitor>

/** Notice, settling and Medusa's workflows take their time. */
export function becomes(state: string, seconds = 30): VisitorStep {
  return step(`the storefront is told ${state}`, async (visitor) => {
    let seen: unknown
    await until(`the state ${state}`, seconds, async () => {
      seen = read(await statusOf(visitor), "state")
      return seen === state ? true : null
    }).catch((error) => {
      throw new Error(`${String(error)} It is ${String(seen)}.`)
    })
  })
}

export function stays(...states: string[]): VisitorStep {
  return step(`the storefront is told ${states.join(" or ")}`, async (visitor) => {
    const state = String(read(await statusOf(visitor), "state"))
    claim(states.includes(state), `the state is ${state}`)
  })
}

/** One order, one capture, of the exact total. */
export const orderedOnce = step<Visitor>("there is one order, captured once, of the exact total", async (visitor) => {
  const { amount } = checkoutOf(visitor)
  await until("the order", 30, () => orderOf(visitor))
  await becomes("paid").act(visitor)
  const { captured, status } = await until("the capture", 30, async () => {
    const order = await theOrder(visitor)
    return order.captured.length > 0 ? order : null
  })
  claimEqual({ captured, status }, { captured: [amount], status: "pending" }, "the order")
})

export const orderAwaitsMoney = step<Visitor>("there is an order without any capture", async (visitor) => {
  const order = await until("the order", 30, () => orderOf(visitor))
  claimEqual({ captured: order.captured, status: order.status }, { captured: [], status: "pending" }, "the order")
})

export const noOrder = step<Visitor>("there is no order, and the cart lives", async (visitor) => {
  const order = await orderOf(visitor)
  claim(order === null, `there is an order ${order?.id}`)
  const cart = await storeApi(visitor, `/store/carts/${checkoutOf(visitor).cartId}?fields=id,completed_at`)
  claimEqual(read(cart.json, "cart", "completed_at") ?? null, null, "the cart was completed")
})

export const orderIsCancelled = step<Visitor>("the order is cancelled, and its stock is free", async (visitor) => {
  const { id, status } = await theOrder(visitor)
  claimEqual(status, "canceled", "the order")
  const { json } = await adminApi(visitor, `/admin/orders/${id}?fields=id,*items`)
  for (const item of readList(json, "order", "items")) {
    const reserved = await adminApi(visitor, `/admin/reservations?line_item_id=${String(read(item, "id"))}`)
    claimEqual(readList(reserved.json, "reservations"), [], "reservations")
  }
})

export function orderRefunded(...amounts: (number | "all")[]): VisitorStep {
  return step(`the order says that ${amounts.join(" and ") || "nothing"} was refunded`, async (visitor) => {
    const { refunded } = await theOrder(visitor)
    const wanted = amounts.map((amount) => (amount === "all" ? checkoutOf(visitor).amount : amount))
    claimEqual([...refunded].sort(), wanted.sort(), "refunds of the order")
  })
}

/** `less`: what has gone back to the buyer. */
export function gatewayKeeps(less: number | "all"): VisitorStep {
  return step(`the gateway has given back ${less}`, async (visitor) => {
    const trade = await visitor.sandbox.trade(numberAt(visitor))
    const { amount } = checkoutOf(visitor)
    claimEqual(trade?.kept, amount - (less === "all" ? amount : less), "kept at the gateway")
  })
}

export function answeredWith(...statuses: number[]): VisitorStep {
  return step(`the answer is HTTP ${statuses.join(" or ")}`, ({ answers }) => {
    claim(answers.length > 0, "nothing was asked")
    for (const { status, text } of answers) claim(statuses.includes(status), `HTTP ${status}: ${text.slice(0, 300)}`)
  })
}

export function answerSays(pattern: RegExp): VisitorStep {
  return step(`the answer says ${pattern.source}`, ({ answers }) => {
    for (const { text } of answers) claim(pattern.test(text), `the answer says ${text.slice(0, 300)}`)
  })
}

export const acknowledged = step<Visitor>("every notice is acknowledged", ({ answers, gateway }) => {
  for (const { status, text } of answers)
    claimEqual([status, text], [gateway.notice?.ack.status, gateway.notice?.ack.body], "the answer")
})

export const notAcknowledged = step<Visitor>("no notice is acknowledged", ({ answers, gateway }) => {
  claim(answers.length > 0, "nothing was sent")
  for (const { text, status } of answers) {
    claim(text !== gateway.notice?.ack.body && status >= 400, `HTTP ${status} ${text.slice(0, 100)}`)
  }
})

export const cartAnswered = step<Visitor>(
  "the storefront gets its cart back, with words for the shopper",
  ({ answers }) => {
    const [answer] = answers
    claimEqual([answer?.status, read(answer?.json, "type")], [200, "cart"], "the answer")
    const message = String(read(answer?.json, "error", "message"))
    claim(/[\u4e00-\u9fff]/.test(message), `the shopper is told: ${message}`)
  },
)

export const sentHome = step<Visitor>(
  "the browser is sent to the storefront with its session, without a cookie",
  (visitor) => {
    const [answer] = visitor.answers
    claimEqual(answer?.status, 303, "the answer")
    const url = new URL(answer?.headers.get("location") ?? "http://nowhere.invalid")
    claimEqual(url.origin, new URL(visitor.shop.storefrontUrl).origin, "the storefront")
    claimEqual(url.searchParams.get("session_id"), checkoutOf(visitor).sessionId, "the session")
  },
)

export function alarmed(kind: string, index = -1): VisitorStep {
  return step(`staff are alarmed: ${kind}`, async (visitor) => {
    const number = numberAt(visitor, index)
    await until(`an alarm ${kind} about ${number}`, 30, async () => {
      const { json } = await adminApi(visitor, "/admin/taiwan-payments/alarms?limit=100")
      const found = readList(json, "alarms").find((alarm) => String(read(alarm, "detail")).includes(number))
      return read(found, "kind") === kind ? true : null
    })
  })
}
