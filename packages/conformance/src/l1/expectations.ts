import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import { type Step, step } from "../scenario.js"
import type { AttemptThere } from "../till.js"
import { attemptOf, bringsWordHome, type Counter, numberAt, sessionOf } from "./counter.js"

type CounterStep = Step<Counter>

/** Types of MedusaError that keep the cart and its session alive. */
const ALIVE: ReadonlySet<string> = new Set(["payment_requires_more_error", "payment_authorization_error"])

function typeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "type" in error ? String(error.type) : ""
}

export function answered(status: string): CounterStep {
  return step(`Medusa is told ${status}`, ({ answer, error }) => {
    claim(error === null, `it threw ${show(error)}`)
    claimEqual(answer?.status, status, "the status")
  })
}

/** Nothing is paid, the shopper is told in words, and the session can still be paid. */
export const cartIsAlive = step<Counter>("nothing is paid, and the cart stays alive", async (counter) => {
  const { error, answer } = counter
  claim(answer === null, `Medusa was told ${answer?.status}`)
  claim(ALIVE.has(typeOf(error)), `it threw ${typeOf(error) || show(error)}`)
  claim(error instanceof Error && /[\u4e00-\u9fff]/.test(error.message), "the shopper is not told in Chinese")
})

export function refused(pattern: RegExp = /./): CounterStep {
  return step("it is refused, and says why", ({ error }) => {
    claim(error !== null, "it was not refused")
    claim(["not_allowed", "invalid_data", "unexpected_state"].includes(typeOf(error)), `it threw ${show(error)}`)
    claim(error instanceof Error && pattern.test(error.message), `it says only: ${String(error)}`)
  })
}

export const wentWell = step<Counter>("it went well", ({ error }) => {
  claim(error === null, `it threw ${show(error)}`)
})

export function ledgerSays(expected: Partial<AttemptThere>, index = -1, name = "it"): CounterStep {
  return step(`the ledger says ${show(expected)}`, async (counter) => {
    const attempt = await attemptOf(counter, index, name)
    const found = Object.fromEntries(Object.entries(attempt).filter(([key]) => key in expected))
    claimEqual(found, { ...expected }, "the ledger")
  })
}

export function attemptsCount(count: number, name = "it"): CounterStep {
  return step(`there are ${count} attempts`, async (counter) => {
    claimEqual((await counter.till.attempts(sessionOf(counter, name))).length, count, "attempts")
  })
}

/** One payment of NT$1,060, captured once. */
export const paidOnce = step<Counter>("Medusa has one payment, captured once", async (counter) => {
  const payment = await counter.till.payment(sessionOf(counter))
  claimEqual(
    { captured: payment?.captured, amount: payment?.capturedAmount },
    { captured: true, amount: 1060 },
    "payment",
  )
})

export function notPaid(name = "it"): CounterStep {
  return step("Medusa has no payment", async (counter) => {
    const payment = await counter.till.payment(sessionOf(counter, name))
    claim(payment === null, `there is a payment: ${show(payment)}`)
  })
}

export function paymentCarries(index: number): CounterStep {
  return step(`the payment carries the trade of departure ${index + 1}`, async (counter) => {
    const payment = await counter.till.payment(sessionOf(counter))
    claimEqual(payment?.data.trade_no, numberAt(counter, index), "the payment's trade")
  })
}

export function gatewayKeeps(kept: number, state?: string, index = -1): CounterStep {
  return step(`the gateway keeps ${kept} for the merchant`, async (counter) => {
    const trade = await counter.sandbox.trade(numberAt(counter, index))
    claimEqual(trade?.kept, kept, "kept at the gateway")
    claim(state === undefined || trade?.state === state, `the gateway says ${trade?.state}`)
  })
}

/** However a refund ended, shop and gateway tell the same of it. */
export const booksAgree = step<Counter>("the ledger and the gateway agree on what went back", async (counter) => {
  const { captured, refunded } = await attemptOf(counter)
  claimEqual((await counter.sandbox.trade(numberAt(counter)))?.kept, captured - refunded, "kept at the gateway")
})

/** Confirms of the trade of the last departure. */
export function confirmed(count: number): CounterStep {
  return step(`the gateway was told to take the money ${count} times`, (counter) => {
    const { confirms } = counter.sandbox
    claim(confirms !== undefined, "the sandbox does not count confirms")
    claimEqual(confirms(numberAt(counter)), count, "confirms")
  })
}

export function gateAnswers(word: "approve" | "decline"): CounterStep {
  return step(`the gateway is told ${word}`, ({ gateway: { preChargeCheck: gate }, replies }) => {
    claim(gate !== undefined && replies.length > 0, "nobody asked")
    claim(gate.approve.body !== gate.decline.body, "yes and no are the same word")
    const { status, body } = gate[word]
    for (const reply of replies) claimEqual(reply, { status, body }, "the answer at the gate")
  })
}

export function alarmed(kind: string, index = -1): CounterStep {
  return step(`staff are alarmed: ${kind}`, async (counter) => {
    const kinds = await counter.till.alarms(numberAt(counter, index))
    claim(kinds.includes(kind), `the alarms are ${show(kinds)}`)
  })
}

export const noAlarm = step<Counter>("nobody is alarmed", async (counter) => {
  for (const number of counter.numbers) claimEqual(await counter.till.alarms(number), [], "alarms")
})

export const acknowledged = step<Counter>("every notice is acknowledged in the gateway's own words", (counter) => {
  const ack = counter.gateway.notice?.ack
  claim(ack !== undefined && counter.replies.length > 0, "no notice was sent")
  for (const { status, body } of counter.replies)
    claimEqual({ status, body }, { status: ack.status, body: ack.body }, "the answer")
})

export const notAcknowledged = step<Counter>("no notice is acknowledged", (counter) => {
  const ack = counter.gateway.notice?.ack
  claim(ack !== undefined && counter.replies.length > 0, "no notice was sent")
  for (const { body } of counter.replies) claim(!body.includes(ack.body), `answered ${show(body)}`)
})

export const refusedInItsWords = step<Counter>("every notice is refused in the gateway's own words", (counter) => {
  const refuse = counter.gateway.notice?.refuse
  claim(refuse !== undefined && counter.replies.length > 0, "no notice was sent")
  for (const { status, body } of counter.replies)
    claimEqual({ status, body }, { status: refuse.status, body: refuse.body }, "the refusal")
})

export function hooked(action: string): CounterStep {
  return step(`the hook says ${action}`, (counter) => {
    const sessionId = action === "not_supported" ? null : sessionOf(counter).id
    const amount = action === "not_supported" ? null : 1060
    claimEqual(counter.hooked, { action, sessionId, amount }, "the hook")
  })
}

export const sentHome = step<Counter>("the browser is sent to the storefront with its session, by 303", (counter) => {
  const { status, location } = counter.returned ?? {}
  claimEqual(status, 303, "the answer")
  const url = new URL(location ?? "http://nowhere.invalid")
  claimEqual(url.searchParams.get("session_id"), sessionOf(counter).id, "the session")
  claimEqual(url.origin, new URL(sessionOf(counter).startUrl).origin, "the storefront")
})

/** Questions about the trade of the last departure. */
export function askedAtMost(count: number, index = -1): CounterStep {
  return step(`the gateway was asked at most ${count} times`, (counter) => {
    const asked = counter.sandbox.questions(numberAt(counter, index))
    claim(asked <= count, `it was asked ${asked} times`)
  })
}

export const asked = step<Counter>("the gateway was asked", (counter) => {
  claim(counter.sandbox.questions(numberAt(counter)) > 0, "it was not asked")
})

export const askedUnlessBrought = step<Counter>(
  "the gateway was asked, unless the browser brought its signed word",
  (counter) => (bringsWordHome(counter) ? undefined : asked.act(counter)),
)

export function tookAtMost(seconds: number): CounterStep {
  return step(`it took at most ${seconds} seconds`, ({ startedAt }) => {
    const took = (Date.now() - startedAt) / 1000
    claim(took <= seconds, `it took ${took} seconds`)
  })
}

export const numbersAreApart = step<Counter>(
  "every departure had a number of its own, within the gateway's rule",
  (counter) => {
    const { length, alphabet } = counter.gateway.tradeNumber
    const { numbers } = counter
    claimEqual(new Set(numbers).size, numbers.length, "different numbers")
    for (const number of numbers) {
      claim(
        number.length === length && [...number].every((character) => alphabet.includes(character)),
        `the number ${number}`,
      )
    }
  },
)

/** What a shopper may see, and nothing that a shopper sent. */
export const dataIsOurs = step<Counter>(
  "the session's data is ours: nothing that the shopper slipped in survives",
  (counter) => {
    const session = sessionOf(counter)
    claimEqual([session.data.amount, session.data.session_id], [1060, session.id], "amount and session of the data")
    claim(!JSON.stringify(session.data).includes("evil"), `the data holds what the shopper sent: ${show(session.data)}`)
  },
)

export const dataHasVoucher = step<Counter>("the session's data shows the voucher", ({ answer }) => {
  const voucher = answer?.data.voucher
  claim(typeof voucher === "object" && voucher !== null && "kind" in voucher, `the data shows ${show(voucher)}`)
})

export const dataIsFresh = (name: string): CounterStep =>
  step(`the data of ${name} inherits no trade`, (counter) => {
    const { trade_no: tradeNo = null, voucher = null } = sessionOf(counter, name).data
    claimEqual([tradeNo, voucher], [null, null], "inherited")
  })

/** Log lines, events, ledger rows, sessions and the last error. */
export const nothingLeaks = step<Counter>("no log, event, row or error shows a key or a person", async (counter) => {
  const { secrets, personal } = counter.subject.tongue
  claimSilent(await counter.till.everythingKept(), [...secrets, ...personal], "what is kept")
  claimSilent(everythingIn(counter.error), [...secrets, ...personal], "the error")
})
