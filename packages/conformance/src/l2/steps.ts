import { claim, claimEqual, claimSilent, show } from "../claims.js"
import type { Mishap, Visit } from "../sandbox.js"
import { type Step, step } from "../scenario.js"
import type { Facts } from "../subject.js"
import {
  adminApi,
  checkoutOf,
  formOf,
  noticeAddress,
  noticeFor,
  numberAt,
  orderOf,
  statusOf,
  storeApi,
  theOrder,
  until,
  type Visitor,
} from "./visitor.js"
import { ask, read, readList } from "./web.js"

type VisitorStep = Step<Visitor>

/** The address of a cross-site form that posts without a cookie. */
const FORM = { "content-type": "application/x-www-form-urlencoded" }

export function checkOut(
  role: "main" | "voucher" | "refundByHand" = "main",
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
    const { tradeNo, url } = await visitor.sandbox.visit(checkoutOf(visitor).startUrl, what)
    claim(tradeNo !== null, `the browser never reached the gateway; it came to rest at ${url}`)
    visitor.numbers.push(tradeNo)
  })
}

/** The buyer opens the departure page, and goes no further. */
export const depart = step<Visitor>("the buyer departs", async (visitor) => {
  const page = await ask(checkoutOf(visitor).startUrl)
  visitor.answers = [page]
  visitor.form = formOf(page.text)
  claim(visitor.form !== null, `no way to the gateway was given: HTTP ${page.status}`)
  const tradeNo = visitor.subject.tongue.tradeNoOf(visitor.form)
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
  const back = Object.values(visitor.form?.fields ?? {}).find((value) => /\/return\?/.test(value))
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

/** What the shopper's browser can read of the session. */
export const dataIsOurs = step<Visitor>(
  "the Store API shows nothing that the shopper slipped in, and no secret",
  async (visitor) => {
    const { cartId, amount, sessionId } = checkoutOf(visitor)
    const fields = "id,*payment_collection.payment_sessions"
    const { json } = await storeApi(visitor, `/store/carts/${cartId}?fields=${fields}`)
    const session = readList(json, "cart", "payment_collection", "payment_sessions").find(
      (each) => read(each, "id") === sessionId,
    )
    const data = read(session, "data")
    claimEqual([read(data, "amount"), read(data, "session_id")], [amount, sessionId], "amount and session")
    claim(!JSON.stringify(data).includes("evil"), `the data holds what the shopper sent: ${show(data)}`)
    claimSilent(JSON.stringify(json), visitor.subject.tongue.secrets, "the Store API")
  },
)

const STATUS_FIELDS = [
  "amount",
  "currency_code",
  "gateway",
  "message",
  "method",
  "order_id",
  "return_url",
  "session_id",
  "start_url",
  "state",
  "voucher",
]

export const statusIsPublic = step<Visitor>(
  "the status has just its fields: nothing personal, no secret",
  async (visitor) => {
    const status = await statusOf(visitor)
    claim(typeof status === "object" && status !== null, "no status")
    claimEqual(Object.keys(status).sort(), STATUS_FIELDS, "the fields of the status")
    const { secrets, personal } = visitor.subject.tongue
    claimSilent(JSON.stringify(status), [...secrets, ...personal, "@", "0912", "小明"], "the status")
  },
)

/** Neighbours of a real id, and ids that mean something elsewhere. */
export const guessedPagesAreNotThere = step<Visitor>("guessed ids lead nowhere", async (visitor) => {
  const { sessionId, cartId } = checkoutOf(visitor)
  claim(sessionId.length >= 26, `a session's id of ${sessionId.length} characters can be guessed`)
  const next = `${sessionId.slice(0, -1)}${sessionId.endsWith("0") ? "1" : "0"}`
  for (const id of [
    next,
    sessionId.toLowerCase(),
    cartId,
    "%27%20or%201=1",
    "..%2F..",
    "__proto__",
    numberAt(visitor),
  ]) {
    for (const path of [`/pay/sessions/${id}/status`, `/pay/sessions/${id}`]) {
      const { status } = await ask(`${visitor.shop.url}${path}`)
      claim(status === 404 || status === 400, `${path} answers HTTP ${status}`)
    }
  }
})

export const pageIsStrict = step<Visitor>(
  "the departure page is strict: no store, no cookie, no foreign script",
  ({ answers }) => {
    const [page] = answers
    const policy = page?.headers.get("content-security-policy") ?? ""
    claim(/default-src 'none'/.test(policy) && /frame-ancestors 'none'/.test(policy), `the policy is ${policy}`)
    claim(!policy.includes("unsafe-inline"), `the policy is ${policy}`)
    claimEqual(page?.headers.get("cache-control"), "no-store", "cache-control")
    claimEqual(page?.headers.get("set-cookie"), null, "set-cookie")
  },
)

export const lookAheads = step<Visitor>("a mail program and a browser look ahead", async (visitor) => {
  const { startUrl } = checkoutOf(visitor)
  visitor.answers = [
    await ask(startUrl, { method: "HEAD" }),
    await ask(startUrl, { headers: { "sec-purpose": "prefetch" } }),
  ]
  for (const { text } of visitor.answers) claim(formOf(text) === null, "a look ahead departs")
})
