import { describe, expect, it } from "vitest"
import type { Attempt } from "../../src/modules/ledger/records"
import {
  canTakeMoney,
  carrierOf,
  isUnmatched,
  mayStart,
  mostTelling,
  type SessionFacts,
  stateOf,
  whyUnmatched,
} from "../../src/payments/session-rules"
import { twd } from "../../src/toolkit/twd"
import { anAttempt } from "../an-attempt"

const NOW = new Date("2026-11-22T04:00:00Z")
const LATER = new Date("2026-11-22T05:00:00Z")

const live = { charge: twd(1000) }
const changed = { charge: twd(1100) }
const open = { status: "pending" }
const canceled = { status: "canceled" }

function payment(trade_no: string, canceled_at: Date | null = null): SessionFacts["payment"] {
  return { canceled_at, captured_at: null, data: { trade_no } }
}

/** `T1`, `T2` … in the order in which they were opened. */
function attempts(...changes: (Partial<Attempt> | Attempt["state"])[]): Attempt[] {
  return changes.map((change, index) =>
    anAttempt({
      ...{ id: `tpa_${index + 1}`, trade_no: `T${index + 1}` },
      ...(typeof change === "string" ? { state: change } : change),
    }),
  )
}

function facts(change: Partial<SessionFacts> = {}): SessionFacts {
  return { session: live, payment: null, order: null, attempts: [], ...change }
}

const applied = { state: "captured", applied_at: NOW } as const
const due = { state: "captured", apply_at: NOW } as const

it("of a payment that is captured, a cancellation is no end of its order", () => {
  const [attempt] = attempts(due)
  const both = { canceled_at: NOW, captured_at: NOW, data: { trade_no: "T1" } }
  expect(attempt && whyUnmatched(attempt, facts({ payment: both, order: open, attempts: [attempt] }))).toBeNull()
})

describe("what is decided about a session", () => {
  /** The last attempt is the one that is asked about. */
  const table: [string, Partial<SessionFacts>, object][] = [
    ["nothing yet", {}, { carrier: undefined, state: "ready", start: true, again: true }],
    ["gone, nothing yet", { session: null }, { carrier: undefined, state: "ready", start: true }],
    ["cancelled before any attempt", { order: canceled }, { state: "canceled", start: false, again: false }],
    [
      "under way",
      { attempts: attempts("started") },
      { carrier: undefined, state: "pending", start: true, wanted: true },
    ],
    ["declined", { attempts: attempts("failed") }, { carrier: undefined, state: "failed", start: true, wanted: true }],
    [
      "a number is out",
      { order: open, attempts: attempts("issued") },
      { carrier: "T1", state: "awaiting", start: false, again: true, wanted: true },
    ],
    [
      "a number, and another one",
      { order: open, attempts: attempts("issued", "issued") },
      { carrier: "T2", state: "awaiting", telling: "T2", wanted: true },
    ],
    [
      "a number, and a card that was declined",
      { order: open, attempts: attempts("issued", "failed") },
      { carrier: "T1", state: "awaiting", telling: "T1", wanted: true },
    ],
    ["ran out", { order: open, attempts: attempts("expired") }, { carrier: undefined, state: "expired", start: true }],
    [
      "ran out, order cancelled",
      { order: canceled, attempts: attempts("expired") },
      { state: "expired", start: false, wanted: false },
    ],
    [
      "paid, on its way into an order",
      { attempts: attempts(due) },
      { carrier: "T1", state: "paid", start: false, again: false, wanted: false, why: null, unmatched: false },
    ],
    [
      "paid, with its order",
      { order: open, payment: payment("T1"), attempts: attempts(applied) },
      { carrier: "T1", state: "paid", start: false, why: null, unmatched: true },
    ],
    [
      "paid twice, the second first in time",
      { attempts: attempts({ ...due, paid_at: LATER }, { ...due, paid_at: NOW }) },
      { carrier: "T2", telling: "T2", why: null },
    ],
    [
      "paid again after the order",
      { order: open, payment: payment("T1"), attempts: attempts(applied, due) },
      { carrier: "T1", telling: "T2", state: "paid", why: "second_payment" },
    ],
    [
      "paid again while the first has no payment yet",
      { attempts: attempts({ ...applied }, due) },
      { why: "second_payment" },
    ],
    [
      "paid again after the first went back",
      { order: open, payment: payment("T1"), attempts: attempts("refunded", due) },
      { carrier: "T2", telling: "T2", state: "paid", why: "second_payment" },
    ],
    [
      "paid, session deleted",
      { session: null, attempts: attempts(due) },
      { carrier: undefined, state: "paid", why: "deleted_session" },
    ],
    [
      "paid, order cancelled",
      { order: canceled, attempts: attempts(due) },
      { carrier: "T1", state: "paid", why: "canceled_order" },
    ],
    [
      "paid, payment cancelled",
      { order: open, payment: payment("T1", NOW), attempts: attempts(due) },
      { state: "paid", why: "canceled_order" },
    ],
    [
      "paid, of another amount",
      { session: changed, attempts: attempts(due) },
      { carrier: undefined, state: "paid", why: "wrong_amount", wanted: false },
    ],
    [
      "paid, of another amount than a payment that is there already",
      { session: changed, payment: payment("T1"), attempts: attempts(due) },
      { why: null },
    ],
    [
      "paid, of an amount nobody can tell",
      { session: { charge: null }, attempts: attempts(due) },
      { carrier: undefined, why: null },
    ],
    [
      "authorised",
      { attempts: attempts({ state: "authorized", apply_at: NOW }) },
      { carrier: "T1", state: "paid", start: false },
    ],
    [
      "paid, and a part went back: it pays no order any more",
      { attempts: attempts({ ...applied, unmatched: "deleted_session", refunded_amount: twd(900) }) },
      { carrier: undefined, state: "held" },
    ],
    [
      "held once, and carried after all",
      { payment: payment("T1"), attempts: attempts({ ...applied, unmatched: "wrong_amount" }) },
      { carrier: "T1", state: "paid" },
    ],
    ["released", { attempts: attempts("voided") }, { carrier: undefined, state: "failed", start: true }],
    [
      "given back in the order",
      { order: open, payment: payment("T1"), attempts: attempts("refunded") },
      { carrier: undefined, state: "refunded", start: false },
    ],
  ]

  it.each(table)("%s", (_title, change, wanted) => {
    const known = facts(change)
    const last = known.attempts.at(-1) ?? anAttempt()
    const decided: Record<string, unknown> = {
      carrier: carrierOf(known)?.trade_no,
      telling: mostTelling(known.attempts)?.trade_no,
      state: stateOf(known),
      start: mayStart(known, false),
      again: mayStart(known, true),
      wanted: canTakeMoney(last, known),
      why: whyUnmatched(last, known),
      unmatched: isUnmatched(last, false),
    }
    expect(decided).toMatchObject(wanted)
  })
})

/** Each was a rule of its own once, and these differ. They stand here until one of them is found wrong. */
describe("where the rules disagree", () => {
  const twice = { payment: payment("T1"), order: open, attempts: attempts("refunded", "started") }

  it("a session whose payment was refunded is not started again, but what its buyer approves is still taken", () => {
    expect(mayStart(facts(twice), true)).toBe(false)
    expect(canTakeMoney(anAttempt({ id: "tpa_2" }), facts(twice))).toBe(true)
  })

  it("money of another amount carries nothing, but says paid to the shopper", () => {
    const known = facts({ session: changed, attempts: attempts(due) })
    expect(carrierOf(known)).toBeUndefined()
    expect(stateOf(known)).toBe("paid")
  })
})

describe("money that a person must look at", () => {
  it.each([
    ["captured", null, 0, false, true],
    ["captured", NOW, 3, false, false],
    ["captured", NOW, 4, false, true],
    ["captured", NOW, 4, true, false],
    ["refunded", null, 0, false, false],
    ["issued", null, 0, false, false],
  ] as const)("%s, due at %s after %d tries, matched %s: %s", (state, apply_at, apply_tries, matched, expected) => {
    expect(isUnmatched(anAttempt({ state, apply_at, apply_tries }), matched)).toBe(expected)
  })

  const stuck = { ...due, apply_tries: 4 }
  const held: [string, Partial<SessionFacts>, string][] = [
    ["Medusa has its payment, and can place no order", { payment: payment("T1"), attempts: attempts(stuck) }, "held"],
    ["no order could take it", { attempts: attempts({ ...applied, unmatched: "wrong_amount" }) }, "held"],
    [
      "its alarm was resolved by a person",
      { attempts: attempts({ ...applied, unmatched: "deleted_session" }) },
      "held",
    ],
    [
      "it has just come, and a message of another amount before it raised an alarm",
      { attempts: attempts(due) },
      "paid",
    ],
    [
      "Medusa failed to place the order four times, and goes on",
      { attempts: attempts({ ...due, apply_tries: 4 }) },
      "held",
    ],
    ["its order stands", { payment: payment("T1"), order: open, attempts: attempts(stuck) }, "paid"],
    [
      "the order was paid by the first",
      { payment: payment("T1"), attempts: attempts(applied, { ...applied, unmatched: "second_payment" }) },
      "paid",
    ],
    ["it went back", { attempts: attempts({ state: "refunded", unmatched: "second_payment" }) }, "refunded"],
    [
      "it came after the deadline, and its order is cancelled",
      { order: canceled, attempts: attempts({ ...applied, unmatched: "canceled_order" }) },
      "held",
    ],
  ]
  it.each(held)("%s", (_title, change, state) => expect(stateOf(facts(change))).toBe(state))
})

describe("a number whose session was replaced", () => {
  it("is not to be paid any more", () => {
    expect(stateOf(facts({ session: null, order: open, attempts: attempts("issued") }))).toBe("replaced")
    expect(stateOf(facts({ session: null, order: canceled, attempts: attempts("issued") }))).toBe("canceled")
    expect(stateOf(facts({ session: null, order: open, attempts: attempts({ state: "captured" }) }))).toBe("paid")
  })
})
