import { claim, claimEqual, claimSilent, everythingIn, show } from "../claims.js"
import type { AttemptThere } from "../module-harness.js"
import { type Step, step } from "../scenario.js"
import { attemptOf, bringsWordHome, numberAt, type ScenarioContext, sessionOf } from "./context.js"

type ModuleStep = Step<ScenarioContext>

/** Types of MedusaError that keep the cart and its session alive. */
const ALIVE: ReadonlySet<string> = new Set(["payment_requires_more_error", "payment_authorization_error"])

function typeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "type" in error ? String(error.type) : ""
}

export function answered(status: string): ModuleStep {
  return step(`Medusa is told ${status}`, ({ answer, error }) => {
    claim(error === null, `it threw ${show(error)}`)
    claimEqual(answer?.status, status, "the status")
  })
}

/** Nothing is paid, the shopper is told in words, and the session can still be paid. */
export const cartIsAlive = step<ScenarioContext>("nothing is paid, and the cart stays alive", async (context) => {
  const { error, answer } = context
  claim(answer === null, `Medusa was told ${answer?.status}`)
  claim(ALIVE.has(typeOf(error)), `it threw ${typeOf(error) || show(error)}`)
  claim(error instanceof Error && /[\u4e00-\u9fff]/.test(error.message), "the shopper is not told in Chinese")
})

export function refused(pattern: RegExp = /./): ModuleStep {
  return step("it is refused, and says why", ({ error }) => {
    claim(error !== null, "it was not refused")
    claim(["not_allowed", "invalid_data", "unexpected_state"].includes(typeOf(error)), `it threw ${show(error)}`)
    claim(error instanceof Error && pattern.test(error.message), `it says only: ${String(error)}`)
  })
}

export const wentWell = step<ScenarioContext>("it went well", ({ error }) => {
  claim(error === null, `it threw ${show(error)}`)
})

export function ledgerSays(expected: Partial<AttemptThere>, index = -1, name = "it"): ModuleStep {
  return step(`the ledger says ${show(expected)}`, async (context) => {
    const attempt = await attemptOf(context, index, name)
    const found = Object.fromEntries(Object.entries(attempt).filter(([key]) => key in expected))
    claimEqual(found, { ...expected }, "the ledger")
  })
}

export function attemptsCount(count: number, name = "it"): ModuleStep {
  return step(`there are ${count} attempts`, async (context) => {
    claimEqual((await context.harness.attempts(sessionOf(context, name))).length, count, "attempts")
  })
}

/** One payment of NT$1,060, captured once. */
export const paidOnce = step<ScenarioContext>("Medusa has one payment, captured once", async (context) => {
  const payment = await context.harness.payment(sessionOf(context))
  claimEqual(
    { captured: payment?.captured, amount: payment?.capturedAmount },
    { captured: true, amount: 1060 },
    "payment",
  )
})

export function notPaid(name = "it"): ModuleStep {
  return step("Medusa has no payment", async (context) => {
    const payment = await context.harness.payment(sessionOf(context, name))
    claim(payment === null, `there is a payment: ${show(payment)}`)
  })
}

export function paymentCarries(index: number): ModuleStep {
  return step(`the payment carries the trade of departure ${index + 1}`, async (context) => {
    const payment = await context.harness.payment(sessionOf(context))
    claimEqual(payment?.data.trade_no, numberAt(context, index), "the payment's trade")
  })
}

export function gatewayKeeps(kept: number, state?: string, index = -1): ModuleStep {
  return step(`the gateway keeps ${kept} for the merchant`, async (context) => {
    const trade = await context.sandbox.trade(numberAt(context, index))
    claimEqual(trade?.kept, kept, "kept at the gateway")
    claim(state === undefined || trade?.state === state, `the gateway says ${trade?.state}`)
  })
}

/** However a refund ended, shop and gateway tell the same of it. */
export const booksAgree = step<ScenarioContext>(
  "the ledger and the gateway agree on what went back",
  async (context) => {
    const { captured, refunded } = await attemptOf(context)
    claimEqual((await context.sandbox.trade(numberAt(context)))?.kept, captured - refunded, "kept at the gateway")
  },
)

/** Confirms of the trade of the last departure. */
export function confirmed(count: number): ModuleStep {
  return step(`the gateway was told to take the money ${count} times`, (context) => {
    const { confirms } = context.sandbox
    claim(confirms !== undefined, "the sandbox does not count confirms")
    claimEqual(confirms(numberAt(context)), count, "confirms")
  })
}

export function gateAnswers(word: "approve" | "decline"): ModuleStep {
  return step(`the gateway is told ${word}`, ({ gateway: { preChargeCheck: gate }, replies }) => {
    claim(gate !== undefined && replies.length > 0, "nobody asked")
    claim(gate.approve.body !== gate.decline.body, "yes and no are the same word")
    const { status, body } = gate[word]
    for (const reply of replies) claimEqual(reply, { status, body }, "the answer at the gate")
  })
}

export const alarmedNever = step<ScenarioContext>("staff are not alarmed", async (context) => {
  claimEqual(await context.harness.alarms(numberAt(context)), [], "the alarms")
})

export function alarmed(kind: string, index = -1): ModuleStep {
  return step(`staff are alarmed: ${kind}`, async (context) => {
    const kinds = await context.harness.alarms(numberAt(context, index))
    claim(kinds.includes(kind), `the alarms are ${show(kinds)}`)
  })
}

export const noAlarm = step<ScenarioContext>("nobody is alarmed", async (context) => {
  for (const number of context.numbers) claimEqual(await context.harness.alarms(number), [], "alarms")
})

export const acknowledged = step<ScenarioContext>(
  "every notice is acknowledged in the gateway's own words",
  (context) => {
    const ack = context.gateway.notice?.ack
    claim(ack !== undefined && context.replies.length > 0, "no notice was sent")
    for (const { status, body } of context.replies)
      claimEqual({ status, body }, { status: ack.status, body: ack.body }, "the answer")
  },
)

export const notAcknowledged = step<ScenarioContext>("no notice is acknowledged", (context) => {
  const ack = context.gateway.notice?.ack
  claim(ack !== undefined && context.replies.length > 0, "no notice was sent")
  for (const { body } of context.replies) claim(!body.includes(ack.body), `answered ${show(body)}`)
})

export const refusedInItsWords = step<ScenarioContext>(
  "every notice is refused in the gateway's own words",
  (context) => {
    const refuse = context.gateway.notice?.refuse
    claim(refuse !== undefined && context.replies.length > 0, "no notice was sent")
    for (const { status, body } of context.replies)
      claimEqual({ status, body }, { status: refuse.status, body: refuse.body }, "the refusal")
  },
)

export function hooked(action: string): ModuleStep {
  return step(`the hook says ${action}`, (context) => {
    const sessionId = action === "not_supported" ? null : sessionOf(context).id
    const amount = action === "not_supported" ? null : 1060
    claimEqual(context.hooked, { action, sessionId, amount }, "the hook")
  })
}

export const sentHome = step<ScenarioContext>(
  "the browser is sent to the storefront with its session, by 303",
  (context) => {
    const { status, location } = context.returned ?? {}
    claimEqual(status, 303, "the answer")
    const url = new URL(location ?? "http://nowhere.invalid")
    claimEqual(url.searchParams.get("session_id"), sessionOf(context).id, "the session")
    claimEqual(url.origin, new URL(sessionOf(context).startUrl).origin, "the storefront")
  },
)

/** Questions about the trade of the last departure. */
export function askedAtMost(count: number, index = -1): ModuleStep {
  return step(`the gateway was asked at most ${count} times`, (context) => {
    const asked = context.sandbox.questions(numberAt(context, index))
    claim(asked <= count, `it was asked ${asked} times`)
  })
}

export const asked = step<ScenarioContext>("the gateway was asked", (context) => {
  claim(context.sandbox.questions(numberAt(context)) > 0, "it was not asked")
})

export const askedUnlessBrought = step<ScenarioContext>(
  "the gateway was asked, unless the browser brought its signed word",
  (context) => (bringsWordHome(context) ? undefined : asked.act(context)),
)

export function tookAtMost(seconds: number): ModuleStep {
  return step(`it took at most ${seconds} seconds`, ({ startedAt }) => {
    const took = (Date.now() - startedAt) / 1000
    claim(took <= seconds, `it took ${took} seconds`)
  })
}

export const numbersAreApart = step<ScenarioContext>(
  "every departure had a number of its own, within the gateway's rule",
  (context) => {
    const { length, alphabet } = context.gateway.tradeNumber
    const { numbers } = context
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
export const dataIsOurs = step<ScenarioContext>(
  "the session's data is ours: nothing that the shopper slipped in survives",
  (context) => {
    const session = sessionOf(context)
    claimEqual([session.data.amount, session.data.session_id], [1060, session.id], "amount and session of the data")
    claim(!JSON.stringify(session.data).includes("evil"), `the data holds what the shopper sent: ${show(session.data)}`)
  },
)

export const dataHasVoucher = step<ScenarioContext>("the session's data shows the voucher", ({ answer }) => {
  const voucher = answer?.data.voucher
  claim(typeof voucher === "object" && voucher !== null && "kind" in voucher, `the data shows ${show(voucher)}`)
})

export const dataIsFresh = (name: string): ModuleStep =>
  step(`the data of ${name} inherits no trade`, (context) => {
    const { trade_no: tradeNo = null, voucher = null } = sessionOf(context, name).data
    claimEqual([tradeNo, voucher], [null, null], "inherited")
  })

/** Log lines, events, ledger rows, sessions and the last error. */
export const nothingLeaks = step<ScenarioContext>(
  "no log, event, row or error shows a key or a person",
  async (context) => {
    const { secrets, personal } = context.subject.wire
    claimSilent(await context.harness.everythingKept(), [...secrets, ...personal], "what is kept")
    claimSilent(everythingIn(context.error), [...secrets, ...personal], "the error")
  },
)
