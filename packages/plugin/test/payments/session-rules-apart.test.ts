import { describe, expect, it } from "vitest"
import type { Attempt } from "../../src/modules/ledger/records"
import {
  byPaymentTime,
  canTakeMoney,
  carrierOf,
  chargeOf,
  mayOpenAttempt,
  mostTelling,
  othersUnderWay,
  type SessionFacts,
  sessionCarrying,
  stateOf,
  whyUnmatched,
} from "../../src/payments/session-rules"
import { twd } from "../../src/toolkit/twd"
import { anAttempt } from "../an-attempt"

const NOW = new Date("2026-11-22T04:00:00Z")
const LATER = new Date("2026-11-22T05:00:00Z")

const one = (change: Partial<Attempt> = {}) => anAttempt({ id: "tpa_1", trade_no: "T1", ...change })
const two = (change: Partial<Attempt> = {}) => anAttempt({ id: "tpa_2", trade_no: "T2", ...change })

function facts(change: Partial<SessionFacts> = {}): SessionFacts {
  return { session: { charge: twd(1000) }, payment: null, order: null, attempts: [], ...change }
}

describe("what a session is to bring", () => {
  it("is its exact amount where Medusa keeps one, in whole dollars", () => {
    expect(chargeOf({ amount: 1000 }, { rounding: "refuse" })).toBe(1000)
    expect(chargeOf({ amount: 999, raw_amount: { value: "1000" } }, { rounding: "refuse" })).toBe(1000)
    expect(chargeOf({ amount: 1000.6 }, { rounding: "nearest" })).toBe(1001)
    expect(() => chargeOf({ amount: 1000.6 }, { rounding: "refuse" })).toThrow(
      expect.objectContaining({ kind: "refused" }),
    )
  })
})

it("the session that carries an attempt is the one that took its money, else its own", () => {
  expect(sessionCarrying(one({ session_id: "payses_1" }))).toBe("payses_1")
  expect(sessionCarrying(one({ session_id: "payses_1", applied_session_id: "payses_2" }))).toBe("payses_2")
})

describe("the carrier of a session", () => {
  const carrier = (...attempts: Attempt[]) => carrierOf(facts({ attempts }))?.trade_no

  it("is the one first paid, whose money is whole, before any number", () => {
    expect(carrier(one({ state: "captured", paid_at: LATER }), two({ state: "authorized", paid_at: NOW }))).toBe("T2")
    expect(carrier(one({ state: "captured" }), two({ state: "issued" }))).toBe("T1")
    expect(carrier(one({ state: "captured", refunded_amount: twd(1) }), two({ state: "issued" }))).toBe("T2")
    expect(carrier(one({ state: "issued" }), two({ state: "failed" }))).toBe("T1")
    expect(carrier(one({ state: "failed" }), two({ state: "started" }))).toBeUndefined()
  })

  it("is none of another amount, though another one were of the right amount", () => {
    expect(carrier(one({ state: "captured", amount: twd(999) }), two({ state: "issued" }))).toBeUndefined()
    expect(carrierOf(facts({ session: null, attempts: [one({ state: "captured" })] }))).toBeUndefined()
  })

  it("is found without another order of the attempts", () => {
    const attempts = [one({ paid_at: LATER }), two({ paid_at: NOW })]
    expect(byPaymentTime(attempts).map(({ trade_no }) => trade_no)).toEqual(["T2", "T1"])
    expect(attempts.map(({ trade_no }) => trade_no)).toEqual(["T1", "T2"])
  })
})

describe("the most telling attempt", () => {
  it.each<[string, Attempt[], string]>([
    ["paid in an order, before one that no order took", [one({ state: "captured" }), held("captured")], "T1"],
    [
      "paid, before given back",
      [one({ state: "captured", unmatched: "wrong_amount" }), two({ state: "refunded" })],
      "T1",
    ],
    ["given back, before a number", [one({ state: "refunded" }), two({ state: "issued" })], "T1"],
    ["a number, before a later decline", [one({ state: "issued" }), two({ state: "failed" })], "T1"],
    ["the last one, where none says more", [one({ state: "failed" }), two({ state: "expired" })], "T2"],
    ["the latest of those that say as much", [one({ state: "refunded" }), two({ state: "refunded" })], "T2"],
  ])("is %s", (_which, attempts, trade) => expect(mostTelling(attempts)?.trade_no).toBe(trade))
})

function held(state: Attempt["state"]): Attempt {
  return two({ state, unmatched: "second_payment" })
}

describe("what a shopper reads", () => {
  it.each<[string, Partial<SessionFacts>, string]>([
    [
      "of a voucher whose order staff took in cash",
      { attempts: [one({ state: "expired", code: "paid_otherwise" })] },
      "paid",
    ],
    [
      "of a released card in a live order",
      { order: { status: "pending" }, attempts: [one({ state: "voided" })] },
      "expired",
    ],
    [
      "of a released card in a cancelled order",
      { order: { status: "canceled" }, attempts: [one({ state: "voided" })] },
      "canceled",
    ],
    [
      "of a decline in a cancelled order",
      { order: { status: "canceled" }, attempts: [one({ state: "failed" })] },
      "canceled",
    ],
    ["of money that waits, beside a payment of another trade", paidBeside({ trade_no: "T2" }), "paid"],
    ["of money that waits, beside a payment of nobody's", paidBeside(null), "paid"],
    [
      "of money that waits and waits",
      { attempts: [one({ state: "captured", apply_at: NOW, apply_tries: 4 })] },
      "held",
    ],
    ["of money that waited and is in", { attempts: [one({ state: "captured", apply_tries: 4 })] }, "paid"],
    ["of money tried three times", { attempts: [one({ state: "captured", apply_at: NOW, apply_tries: 3 })] }, "paid"],
  ])("%s", (_what, change, state) => expect(stateOf(facts(change))).toBe(state))
})

function paidBeside(data: { trade_no: string } | null): Partial<SessionFacts> {
  return { payment: { canceled_at: null, data }, attempts: [one({ state: "captured", apply_at: NOW, apply_tries: 4 })] }
}

describe("another attempt", () => {
  it("may be opened beside what is neither paid nor, unless asked again, awaited", () => {
    expect(mayOpenAttempt([one({ state: "failed" }), two({ state: "started" })], false)).toBe(true)
    expect(mayOpenAttempt([one({ state: "issued" })], false)).toBe(false)
    expect(mayOpenAttempt([one({ state: "issued" })], true)).toBe(true)
    expect(mayOpenAttempt([one({ state: "issued" }), two({ state: "authorized" })], true)).toBe(false)
  })

  it("is under way where it may be paid at this moment", () => {
    const states = ["started", "issued", "failed", "expired", "captured", "voided"] as const
    const others = states.map((state) => anAttempt({ id: `tpa_${state}`, state }))
    const found = othersUnderWay(one({ state: "started" }), [one({ state: "started" }), ...others])
    expect(found.map(({ state }) => state)).toEqual(["started", "issued"])
  })
})

describe("the gateway may take the money", () => {
  const approved = one({ state: "started" })
  const may = (change: Partial<SessionFacts>) => canTakeMoney(approved, facts({ attempts: [approved], ...change }))

  it("of the session's own amount, in no cancelled order, where nothing is paid", () => {
    expect(may({})).toBe(true)
    expect(may({ session: { charge: twd(1001) } })).toBe(false)
    expect(may({ session: null })).toBe(false)
    expect(may({ order: { status: "canceled" } })).toBe(false)
    expect(may({ attempts: [approved, two({ state: "captured" })] })).toBe(false)
    expect(may({ attempts: [] })).toBe(true)
  })
})

describe("money is second where another attempt", () => {
  const paid = one({ state: "captured" })
  const why = (other: Attempt) => whyUnmatched(paid, facts({ attempts: [paid, other] }))

  it.each<[string, Partial<Attempt>, string | null]>([
    ["was applied", { state: "captured", applied_at: NOW }, "second_payment"],
    ["was applied, authorised", { state: "authorized", applied_at: NOW }, "second_payment"],
    ["was not applied yet", { state: "captured" }, null],
    ["found no order", { state: "captured", applied_at: NOW, unmatched: "wrong_amount" }, null],
    ["went back", { state: "refunded", applied_at: NOW }, null],
  ])("%s", (_what, change, unmatched) => expect(why(two(change))).toBe(unmatched))

  it("is not itself", () => {
    const applied = one({ state: "captured", applied_at: NOW })
    expect(whyUnmatched(applied, facts({ attempts: [applied] }))).toBeNull()
  })

  it("is carried by a payment that names no trade", () => {
    const payment = { canceled_at: null, data: null }
    expect(whyUnmatched(paid, facts({ payment, attempts: [paid] }))).toBe("second_payment")
  })
})
