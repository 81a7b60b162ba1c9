import { claim } from "../claims.js"
import type { Mishap, Visit } from "../sandbox.js"
import { type Step, step } from "../scenario.js"
import type { Data, Order } from "../till.js"
import { attemptOf, type Counter, noticeFor, numberAt, orderFor, sessionOf } from "./counter.js"

type CounterStep = Step<Counter>

/** Plays a step that may fail, and keeps what it throws. */
export function trying(inner: CounterStep): CounterStep {
  return step(`trying: ${inner.name}`, async (counter) => {
    counter.error = null
    try {
      await inner.act(counter)
    } catch (error) {
      counter.error = error
    }
  })
}

/** Plays steps at the same time. */
export function together(...inner: readonly CounterStep[]): CounterStep {
  return step(`at once: ${inner.map(({ name }) => name).join(", ")}`, async (counter) => {
    await Promise.all(inner.map(({ act }) => act(counter)))
  })
}

export function times(count: number, inner: CounterStep): CounterStep {
  return step(`${count} times: ${inner.name}`, async (counter) => {
    for (let index = 0; index < count; index += 1) await inner.act(counter)
  })
}

/** Medusa opens a payment session of NT$1,060 unless told otherwise. */
export function open(wish: Partial<Order> = {}, name = "it"): CounterStep {
  return step(`a session is opened${name === "it" ? "" : ` (${name})`}`, async (counter) => {
    counter.sessions.set(name, await counter.till.open(orderFor(counter, wish)))
  })
}

export const openByVoucher = methodStep("voucher")
export const openByFullRefundOnly = methodStep("fullRefundOnly")
export const openByHandRefund = methodStep("recordManualRefund")

function methodStep(role: "voucher" | "fullRefundOnly" | "recordManualRefund"): CounterStep {
  return step(`a session of the ${role} method is opened`, async (counter) => {
    const method = counter.subject.methods[role]
    claim(method !== undefined, `the subject names no ${role} method`)
    counter.sessions.set("it", await counter.till.open(orderFor(counter, { method })))
  })
}

/** A new session is opened, with the data of an older one in the shopper's hands. */
export function openWithDataOf(older: string, name: string): CounterStep {
  return step(`a session ${name} is opened with the data of ${older}`, async (counter) => {
    const data = (await counter.till.payment(sessionOf(counter, older)))?.data ?? sessionOf(counter, older).data
    counter.sessions.set(name, await counter.till.open(orderFor(counter, { data })))
  })
}

/** The buyer goes to the gateway with a browser. */
export function visit(what: Visit, name = "it"): CounterStep {
  return step(`the buyer ${what}`, async (counter) => {
    const session = sessionOf(counter, name)
    const { tradeNo, url, html } = await counter.sandbox.visit(session.startUrl, what, session.data)
    claim(tradeNo !== null, `the browser never reached the gateway; it came to rest at ${url}: ${html.slice(0, 200)}`)
    counter.numbers.push(tradeNo)
    await counter.till.settled(session)
  })
}

/** The buyer asks for the way to the gateway, and goes no further. */
export function startPayment(name = "it", again = false): CounterStep {
  return step("the buyer departs", async (counter) => {
    const tradeNo = await counter.till.startPayment(sessionOf(counter, name), again)
    claim(tradeNo !== null, "no way to the gateway was given")
    counter.numbers.push(tradeNo)
  })
}

export function authorize(name = "it"): CounterStep {
  return step(`Medusa authorises${name === "it" ? "" : ` ${name}`}`, async (counter) => {
    counter.startedAt = Date.now()
    counter.answer = null
    counter.answer = await counter.till.authorize(sessionOf(counter, name))
  })
}

/** With the data of a session that is paid, as if the shopper had sent it. */
export function authorizeWithDataOf(paid: string, name: string): CounterStep {
  return step(`Medusa authorises ${name} with the data of ${paid}`, async (counter) => {
    const { data } = (await counter.till.payment(sessionOf(counter, paid))) ?? sessionOf(counter, paid)
    counter.answer = null
    counter.answer = await counter.till.authorize(sessionOf(counter, name), data)
  })
}

export function capture(amount?: number): CounterStep {
  return step(`staff capture ${amount ?? "all"}`, async (counter) => {
    await counter.till.capture(sessionOf(counter), amount)
  })
}

export function refund(amount: unknown, key = "ref_1"): CounterStep {
  return step(`staff refund ${JSON.stringify(amount)} as ${key}`, async (counter) => {
    const data = await counter.till.refund(sessionOf(counter), amount, `${key} ${sessionOf(counter).id}`)
    claim(data.trade_no !== undefined && data.session_id !== undefined, "the refund lost the payment's data")
  })
}

export const cancel = step<Counter>("Medusa cancels the payment", async (counter) => {
  await counter.till.cancel(sessionOf(counter))
})

export const remove = step<Counter>("Medusa deletes the session", async (counter) => {
  await counter.till.remove(sessionOf(counter))
})

/** Data that Medusa has been seen to hand over, and data that nobody should. */
const ODD_DATA: readonly Data[] = [
  {},
  { session_id: "payses_UNKNOWN" },
  { session_id: null, trade_no: null },
  { session_id: { $ne: 1 }, trade_no: ["a"] },
  { trade_no: "NOSUCHTRADE" },
]

export const cancelAndRemoveOddities = step<Counter>("Medusa cancels and deletes with odd data", async (counter) => {
  for (const data of ODD_DATA) {
    await counter.till.cancel(sessionOf(counter), data)
    await counter.till.remove(sessionOf(counter), data)
  }
})

/** The browser comes back by a cross-site POST without any cookie, and says that it has paid. */
export const comeBackBoasting = step<Counter>("the browser comes back and says that it has paid", async (counter) => {
  const raw = noticeFor(counter, {}, "stranger")
  const fields = Object.fromEntries(counter.subject.tongue.fieldsOf(raw))
  counter.returned = await counter.till.handleReturn(sessionOf(counter), fields)
})

/** The browser comes back, and says nothing. */
export const handleReturn = step<Counter>("the browser comes back", async (counter) => {
  const session = sessionOf(counter)
  counter.returned = await counter.till.handleReturn(session, {})
  await counter.till.settled(session)
})

/** Who left agrees at the gateway after all, in a window that the shop does not see. */
export function approve(index = -1): CounterStep {
  return step(`the buyer of departure ${index < 0 ? "last" : index + 1} agrees after all`, async (counter) => {
    claim(counter.sandbox.approve !== undefined, "the sandbox has no buyer who agrees later")
    await counter.sandbox.approve(numberAt(counter, index))
    await counter.till.settled(sessionOf(counter))
  })
}

export function reprice(amount: number): CounterStep {
  return step(`the cart is about ${amount} now`, (counter) => counter.till.reprice(sessionOf(counter), amount))
}

export const syncPayments = step<Counter>("the job asks about who went quiet", async (counter) => {
  await counter.till.syncPayments(sessionOf(counter))
})

export function arm(mishap: Mishap): CounterStep {
  return step(mishap, ({ sandbox }) => sandbox.arm(mishap))
}

export function advance(hours: number): CounterStep {
  return step(`${hours} hours pass`, ({ sandbox }) => sandbox.advance(hours * 3_600_000))
}

/** To this many hours after the voucher's printed deadline. */
export function untilAfterDeadline(hours: number): CounterStep {
  return step(`until ${hours} hours after the deadline`, async (counter) => {
    const expires = new Date(String((await attemptOf(counter, 0)).voucher?.expires_at))
    const wait = expires.getTime() + hours * 3_600_000 - counter.sandbox.now().getTime()
    claim(wait > 0, "the deadline is not ahead")
    await counter.sandbox.advance(wait)
  })
}

/** Hours of grace that the voucher method declares. */
export const untilAfterGrace = step<Counter>("until the deadline and its grace have passed", async (counter) => {
  const method = counter.subject.kind.methods.find(({ id }) => id === counter.subject.methods.voucher)
  await untilAfterDeadline((method?.voucher?.graceHours ?? 0) + 1).act(counter)
})

export const expire = step<Counter>("the job that expires vouchers runs", ({ till }) => till.expire())
export const closeBooks = step<Counter>("the gateway closes its day", ({ sandbox }) => sandbox.closeBooks())
export const untilShut = step<Counter>("until the gateway's books are shut", ({ sandbox }) => sandbox.untilShut())
export const payNumber = step<Counter>("the buyer pays the number", async (counter) => {
  await counter.sandbox.payNumber(numberAt(counter))
  await counter.till.settled(sessionOf(counter))
})
export const payLate = step<Counter>("the buyer pays the number after it ran out", async (counter) => {
  await counter.sandbox.payLate(numberAt(counter, 0))
  await counter.till.settled(sessionOf(counter))
})
export const decide = step<Counter>("the undecided payment succeeds", async (counter) => {
  await counter.sandbox.decide(numberAt(counter))
  await counter.till.settled(sessionOf(counter))
})
export const tellAgain = step<Counter>("the gateway tells of the success again", (counter) =>
  counter.sandbox.tellAgain(numberAt(counter)),
)
export const tellLateFailure = step<Counter>("the gateway tells of a failure, late", (counter) =>
  counter.sandbox.tellLateFailure(numberAt(counter)),
)
export function skew(seconds: number): CounterStep {
  return step(`the gateway's clock is ${seconds} seconds off`, ({ sandbox }) => sandbox.skew(seconds))
}
