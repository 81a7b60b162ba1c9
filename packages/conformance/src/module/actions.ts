import { claim } from "../claims.js"
import type { Data, Order } from "../module-harness.js"
import type { Mishap, Visit } from "../sandbox.js"
import { type Step, step } from "../scenario.js"
import { attemptOf, noticeFor, numberAt, orderFor, type ScenarioContext, sessionOf } from "./context.js"

type ModuleStep = Step<ScenarioContext>

/** Plays a step that may fail, and keeps what it throws. */
export function trying(inner: ModuleStep): ModuleStep {
  return step(`trying: ${inner.name}`, async (context) => {
    context.error = null
    try {
      await inner.act(context)
    } catch (error) {
      context.error = error
    }
  })
}

/** Plays steps at the same time. */
export function together(...inner: readonly ModuleStep[]): ModuleStep {
  return step(`at once: ${inner.map(({ name }) => name).join(", ")}`, async (context) => {
    await Promise.all(inner.map(({ act }) => act(context)))
  })
}

export function times(count: number, inner: ModuleStep): ModuleStep {
  return step(`${count} times: ${inner.name}`, async (context) => {
    for (let index = 0; index < count; index += 1) await inner.act(context)
  })
}

/** Medusa opens a payment session of NT$1,060 unless told otherwise. */
export function open(wish: Partial<Order> = {}, name = "it"): ModuleStep {
  return step(`a session is opened${name === "it" ? "" : ` (${name})`}`, async (context) => {
    context.sessions.set(name, await context.harness.open(orderFor(context, wish)))
  })
}

export const openByVoucher = methodStep("voucher")
export const openByFullRefundOnly = methodStep("fullRefundOnly")
export const openByHandRefund = methodStep("manualRefund")

function methodStep(role: "voucher" | "fullRefundOnly" | "manualRefund"): ModuleStep {
  return step(`a session of the ${role} method is opened`, async (context) => {
    const method = context.subject.methods[role]
    claim(method !== undefined, `the subject names no ${role} method`)
    context.sessions.set("it", await context.harness.open(orderFor(context, { method })))
  })
}

/** A new session is opened, with the data of an older one in the shopper's hands. */
export function openWithDataOf(older: string, name: string): ModuleStep {
  return step(`a session ${name} is opened with the data of ${older}`, async (context) => {
    const data = (await context.harness.payment(sessionOf(context, older)))?.data ?? sessionOf(context, older).data
    context.sessions.set(name, await context.harness.open(orderFor(context, { data })))
  })
}

/** The buyer goes to the gateway with a browser. */
export function visit(what: Visit, name = "it"): ModuleStep {
  return step(`the buyer ${what}`, async (context) => {
    const session = sessionOf(context, name)
    const { tradeNo, url, html } = await context.sandbox.visit(session.startUrl, what, session.data)
    claim(tradeNo !== null, `the browser never reached the gateway; it came to rest at ${url}: ${html.slice(0, 200)}`)
    context.numbers.push(tradeNo)
    await context.harness.settled(session)
  })
}

/** The buyer asks for the way to the gateway, and goes no further. */
export function startPayment(name = "it", again = false): ModuleStep {
  return step("the buyer departs", async (context) => {
    const tradeNo = await context.harness.startPayment(sessionOf(context, name), again)
    claim(tradeNo !== null, "no way to the gateway was given")
    context.numbers.push(tradeNo)
  })
}

export function authorize(name = "it"): ModuleStep {
  return step(`Medusa authorises${name === "it" ? "" : ` ${name}`}`, async (context) => {
    context.startedAt = Date.now()
    context.answer = null
    context.answer = await context.harness.authorize(sessionOf(context, name))
  })
}

/** With the data of a session that is paid, as if the shopper had sent it. */
export function authorizeWithDataOf(paid: string, name: string): ModuleStep {
  return step(`Medusa authorises ${name} with the data of ${paid}`, async (context) => {
    const { data } = (await context.harness.payment(sessionOf(context, paid))) ?? sessionOf(context, paid)
    context.answer = null
    context.answer = await context.harness.authorize(sessionOf(context, name), data)
  })
}

export function capture(amount?: number): ModuleStep {
  return step(`staff capture ${amount ?? "all"}`, async (context) => {
    await context.harness.capture(sessionOf(context), amount)
  })
}

export function refund(amount: unknown, key = "ref_1"): ModuleStep {
  return step(`staff refund ${JSON.stringify(amount)} as ${key}`, async (context) => {
    const data = await context.harness.refund(sessionOf(context), amount, `${key} ${sessionOf(context).id}`)
    claim(data.trade_no !== undefined && data.session_id !== undefined, "the refund lost the payment's data")
  })
}

export const cancel = step<ScenarioContext>("Medusa cancels the payment", async (context) => {
  await context.harness.cancel(sessionOf(context))
})

export const remove = step<ScenarioContext>("Medusa deletes the session", async (context) => {
  await context.harness.remove(sessionOf(context))
})

/** Data that Medusa has been seen to hand over, and data that nobody should. */
const ODD_DATA: readonly Data[] = [
  {},
  { session_id: "payses_UNKNOWN" },
  { session_id: null, trade_no: null },
  { session_id: { $ne: 1 }, trade_no: ["a"] },
  { trade_no: "NOSUCHTRADE" },
]

export const cancelAndRemoveOddities = step<ScenarioContext>(
  "Medusa cancels and deletes with odd data",
  async (context) => {
    for (const data of ODD_DATA) {
      await context.harness.cancel(sessionOf(context), data)
      await context.harness.remove(sessionOf(context), data)
    }
  },
)

/** The browser comes back by a cross-site POST without any cookie, and says that it has paid. */
export const comeBackBoasting = step<ScenarioContext>(
  "the browser comes back and says that it has paid",
  async (context) => {
    const raw = noticeFor(context, {}, "stranger")
    const fields = Object.fromEntries(context.subject.wire.fieldsOf(raw))
    context.returned = await context.harness.handleReturn(sessionOf(context), fields)
  },
)

/** The browser comes back, and says nothing. */
export const handleReturn = step<ScenarioContext>("the browser comes back", async (context) => {
  const session = sessionOf(context)
  context.returned = await context.harness.handleReturn(session, {})
  await context.harness.settled(session)
})

/** Who left agrees at the gateway after all, in a window that the shop does not see. */
export function approve(index = -1): ModuleStep {
  return step(`the buyer of departure ${index < 0 ? "last" : index + 1} agrees after all`, async (context) => {
    claim(context.sandbox.approve !== undefined, "the sandbox has no buyer who agrees later")
    await context.sandbox.approve(numberAt(context, index))
    await context.harness.settled(sessionOf(context))
  })
}

export function reprice(amount: number): ModuleStep {
  return step(`the cart is about ${amount} now`, (context) => context.harness.reprice(sessionOf(context), amount))
}

export const syncPayments = step<ScenarioContext>("the job asks about who went quiet", async (context) => {
  await context.harness.syncPayments(sessionOf(context))
})

export function arm(mishap: Mishap): ModuleStep {
  return step(mishap, ({ sandbox }) => sandbox.arm(mishap))
}

export function advance(hours: number): ModuleStep {
  return step(`${hours} hours pass`, ({ sandbox }) => sandbox.advance(hours * 3_600_000))
}

/** To this many hours after the voucher's printed deadline. */
export function untilAfterDeadline(hours: number): ModuleStep {
  return step(`until ${hours} hours after the deadline`, async (context) => {
    const expires = new Date(String((await attemptOf(context, 0)).voucher?.expires_at))
    const wait = expires.getTime() + hours * 3_600_000 - context.sandbox.now().getTime()
    claim(wait > 0, "the deadline is not ahead")
    await context.sandbox.advance(wait)
  })
}

/** Hours of grace that the voucher method declares. */
export const untilAfterGrace = step<ScenarioContext>(
  "until the deadline and its grace have passed",
  async (context) => {
    const method = context.subject.kind.methods.find(({ id }) => id === context.subject.methods.voucher)
    await untilAfterDeadline((method?.voucher?.graceHours ?? 0) + 1).act(context)
  },
)

export const expire = step<ScenarioContext>("the job that expires vouchers runs", ({ harness }) => harness.expire())
export const closeBooks = step<ScenarioContext>("the gateway closes its day", ({ sandbox }) => sandbox.closeBooks())
export const untilShut = step<ScenarioContext>("until the gateway's books are shut", ({ sandbox }) =>
  sandbox.untilShut(),
)
export const payNumber = step<ScenarioContext>("the buyer pays the number", async (context) => {
  await context.sandbox.payNumber(numberAt(context))
  await context.harness.settled(sessionOf(context))
})
export const payLate = step<ScenarioContext>("the buyer pays the number after it ran out", async (context) => {
  await context.sandbox.payLate(numberAt(context, 0))
  await context.harness.settled(sessionOf(context))
})
export const decide = step<ScenarioContext>("the undecided payment succeeds", async (context) => {
  await context.sandbox.decide(numberAt(context))
  await context.harness.settled(sessionOf(context))
})
export const tellAgain = step<ScenarioContext>("the gateway tells of the success again", (context) =>
  context.sandbox.tellAgain(numberAt(context)),
)
export const tellLateFailure = step<ScenarioContext>("the gateway tells of a failure, late", (context) =>
  context.sandbox.tellLateFailure(numberAt(context)),
)
/** Staff of the shop, at the gateway's desk and not at ours. */
export function refundInOffice(amount: number): ModuleStep {
  return step(`staff refund ${amount} in the gateway's own back office`, async (context) => {
    claim(context.sandbox.refundInOffice !== undefined, "the sandbox has no back office that refunds")
    await context.sandbox.refundInOffice(numberAt(context), amount)
  })
}
export const checkBalances = step<ScenarioContext>("the job looks into the gateway's books", async (context) => {
  await context.harness.checkBalances(sessionOf(context))
})
export const outlastCalls = step<ScenarioContext>("no call of before is under way any more", async (context) => {
  await context.harness.outlastCalls(sessionOf(context))
})
export function skew(seconds: number): ModuleStep {
  return step(`the gateway's clock is ${seconds} seconds off`, ({ sandbox }) => sandbox.skew(seconds))
}
