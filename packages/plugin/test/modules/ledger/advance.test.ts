import { describe, expect, it } from "vitest"
import { advance, isPaid } from "../../../src/modules/ledger/advance"
import type { Attempt, AttemptState } from "../../../src/modules/ledger/records"
import type { Trade, TradeState } from "../../../src/toolkit/contract/gateway"
import type { Voucher } from "../../../src/toolkit/contract/voucher"
import { twd, ZERO } from "../../../src/toolkit/twd"
import { anAttempt } from "../../an-attempt"
import { newAttempt } from "../../shop-database"

const NOW = new Date("2026-11-22T10:00:00Z")
const PAID_AT = new Date("2026-11-22T09:58:00Z")

const VOUCHER: Voucher = {
  kind: "cvs",
  code: "LLL22098722826",
  chain: "any",
  amount: twd(1000),
  expires_at: "2026-11-29T10:00:00.000Z",
}

/** For each state of an attempt, what each message makes of it; a dot means that it stays. */
const TABLE: Readonly<Record<AttemptState, Readonly<Record<TradeState, AttemptState | ".">>>> = {
  started: row({
    issued: "issued",
    failed: "failed",
    expired: "expired",
    authorized: "authorized",
    captured: "captured",
    voided: "failed",
  }),
  failed: row({
    issued: "issued",
    failed: "failed",
    authorized: "authorized",
    captured: "captured",
  }),
  issued: row({ failed: "failed", authorized: "authorized", captured: "captured" }),
  expired: row({ authorized: "authorized", captured: "captured" }),
  authorized: row({ captured: "captured", voided: "voided" }),
  captured: row({}),
  voided: row({}),
  refunded: row({}),
}

function row(moves: Partial<Record<TradeState, AttemptState>>): Readonly<Record<TradeState, AttemptState | ".">> {
  return {
    ...{ pending: ".", issued: ".", approved: ".", authorized: ".", captured: ".", failed: ".", expired: "." },
    ...{ absent: ".", voided: ".", refunded: ".", unknown: "." },
    ...moves,
  }
}

function attemptIn(state: AttemptState): Attempt {
  return {
    ...anAttempt(),
    ...newAttempt(),
    state,
    version: 3,
    code: "0",
    message: "before",
    reference: "known reference",
    voucher: null,
    details: { fee: "10" },
    expires_at: null,
    paid_at: isPaid({ state }) ? PAID_AT : null,
    captured_amount: state === "captured" ? twd(1000) : ZERO,
    refunded_amount: ZERO,
    queried_at: null,
    query_at: NOW,
    apply_at: null,
    apply_tries: 2,
    applied_at: PAID_AT,
    order_id: null,
    created_at: PAID_AT,
  }
}

function tradeIn(state: TradeState, change: Partial<Trade> = {}): Trade {
  return {
    tradeNo: "T1",
    merchant: "M1",
    amount: twd(1000),
    currency: "TWD",
    state,
    code: "code",
    message: "after",
    simulated: false,
    reference: null,
    paidAt: null,
    voucher: null,
    details: { card_last4: "2222" },
    fields: {},
    ...change,
  }
}

const cells = Object.entries(TABLE).flatMap(([from, moves]) =>
  Object.entries(moves).map(([message, to]) => [from as AttemptState, message as TradeState, to] as const),
)

describe("advance", () => {
  it("knows every state and every message", () => expect(cells).toHaveLength(8 * 11))

  it.each(cells)("%s, told %s: %s", (from, message, to) => {
    const change = advance(attemptIn(from), tradeIn(message), NOW)
    expect(change.state ?? ".").toBe(to)
  })

  it.each(cells)("%s, told %s, never leads from paid to unpaid", (from, message) => {
    const before = attemptIn(from)
    const after = { ...before, ...advance(before, tradeIn(message), NOW) }
    const isGone = before.state === "authorized" && message === "voided"
    if (isPaid(before) && !isGone) expect(isPaid(after)).toBe(true)
    expect(after.captured_amount).toBeGreaterThanOrEqual(before.captured_amount)
    expect(after.paid_at === null && before.paid_at !== null).toBe(false)
  })

  it.each(cells.filter(([, , to]) => to === "."))("%s, told %s, has nothing new to settle", (from, message) => {
    const change = advance(attemptIn(from), tradeIn(message), NOW)
    expect(Object.keys(change)).toEqual(expect.not.arrayContaining(["apply_at", "paid_at", "code", "captured_amount"]))
  })

  it("takes any order of the same messages to the same end, once one says paid", () => {
    const told: TradeState[] = ["captured", "failed", "issued", "pending", "unknown", "absent"]
    for (let turn = 0; turn < told.length; turn += 1) {
      const messages = [...told.slice(turn), ...told.slice(0, turn)]
      let end = attemptIn("started")
      for (const state of messages) end = { ...end, ...advance(end, tradeIn(state), NOW) }
      expect(end).toMatchObject({ state: "captured", captured_amount: 1000 })
    }
  })
})

describe("what a message changes", () => {
  it("when money arrives: amount, time, settling at once, no more questions", () => {
    expect(advance(attemptIn("issued"), tradeIn("captured", { paidAt: PAID_AT, reference: "R2" }), NOW)).toEqual({
      state: "captured",
      code: "code",
      message: "after",
      details: { fee: "10", card_last4: "2222" },
      reference: "R2",
      captured_amount: 1000,
      paid_at: PAID_AT,
      query_at: null,
      unmatched: null,
      apply_at: NOW,
      apply_tries: 0,
      applied_at: null,
    })
  })

  it("when a card is reserved: nothing is captured yet", () => {
    const change = advance(attemptIn("started"), tradeIn("authorized"), NOW)
    expect(change).toMatchObject({ state: "authorized", paid_at: NOW, apply_at: NOW })
    expect(change).not.toHaveProperty("captured_amount")
  })

  it("when a voucher comes: it is kept, with its deadline", () => {
    const change = advance(attemptIn("started"), tradeIn("issued", { voucher: VOUCHER }), NOW)
    expect(change).toMatchObject({ voucher: VOUCHER, expires_at: new Date(VOUCHER.expires_at), apply_at: NOW })
    expect(change).not.toHaveProperty("paid_at")
  })

  it.each(["failed", "expired"] as const)("when it is %s: there is nothing to settle", (state) => {
    expect(advance(attemptIn("started"), tradeIn(state), NOW)).not.toHaveProperty("apply_at")
  })

  it("when the same is told again of a paid trade: details are learnt, the reference is not lost", () => {
    const change = advance(attemptIn("captured"), tradeIn("captured"), NOW)
    expect(change).toEqual({ details: { fee: "10", card_last4: "2222" }, reference: "known reference" })
  })

  it.each(["failed", "pending", "absent", "unknown"] as const)(
    "when a paid trade is called %s: nothing at all",
    (state) => {
      expect(advance(attemptIn("captured"), tradeIn(state, { reference: "another" }), NOW)).toEqual({})
    },
  )
})
