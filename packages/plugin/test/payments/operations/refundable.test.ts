import { describe, expect, it } from "vitest"
import type { Operation, OperationState } from "../../../src/modules/ledger/records"
import type { MethodAccount } from "../../../src/payments/method-account"
import {
  asDone,
  cents,
  refundAmount,
  refuseBesideQueued,
  refuseWhatNoApiDoes,
  wholeDollars,
  withinRest,
} from "../../../src/payments/operations/refundable"
import { twd } from "../../../src/toolkit/twd"
import { anAttempt } from "../../an-attempt"
import { anOperation } from "../../an-operation"
import { CARD, CODE, INSTALLMENT, methodAccountAt } from "../../fake-gateway"

const NOWHERE = { url: "http://127.0.0.1:1" }
const exact = methodAccountAt(NOWHERE)
const rounding = methodAccountAt(NOWHERE, { rounding: "nearest" })
const captured = anAttempt({ state: "captured" })

/** 1,000.6 TWD that were charged as 1,001. */
const rounded = anAttempt({ state: "captured", session_amount: "1000.6", amount: twd(1001) })

const refund = (amount: number, state: OperationState = "done", requested = String(amount)) =>
  anOperation({ amount: twd(amount), state, requested })
const refused = (message: string) =>
  expect.objectContaining({ kind: "refused", message, facts: expect.objectContaining({ gateway: "fake" }) })

describe("what is given back of whole dollars", () => {
  const amount = (requested: string, ...refunds: Operation[]) =>
    refundAmount(exact, captured, refunds, { key: "ref_2", amount: requested })

  it.each([
    ["all of it", "1000", [], 1000],
    ["one dollar", "1", [], 1],
    ["a part", "300", [], 300],
    ["the rest", "300", [refund(700)], 300],
    ["the rest beside what was taken on for later", "300", [refund(400), refund(300, "queued")], 300],
    ["all, where others were refused, failed or wait for an answer", "1000", without("done", "queued"), 1000],
  ] as const)("%s", (_what, requested, refunds, due) => expect(amount(requested, ...refunds)).toBe(due))

  it.each([
    ["1001", [], "1001 TWD cannot be refunded: 1000 TWD of this payment are left."],
    ["301", [refund(700)], "301 TWD cannot be refunded: 300 TWD of this payment are left."],
    ["0", [], "0 TWD cannot be refunded: 1000 TWD of this payment are left."],
    ["300.4", [], "300.4 TWD cannot be refunded: Fake Bank moves whole dollars, such as 300 or 301 TWD."],
  ] as const)("never %s", (requested, refunds, message) => {
    expect(() => amount(requested, ...refunds)).toThrow(refused(message))
  })
})

function without(...states: OperationState[]): Operation[] {
  const all: OperationState[] = ["started", "unknown", "done", "queued", "refused", "failed", "recorded"]
  return all.filter((state) => !states.includes(state)).map((state) => refund(900, state))
}

describe("what is given back of a rounded charge", () => {
  const amount = (requested: string, refunds: readonly Operation[] = [], attempt = rounded) =>
    refundAmount(rounding, attempt, refunds, { key: "ref_2", amount: requested })

  it.each<[string, string, Operation[], number]>([
    ["all of it", "1000.6", [], 1001],
    ["more than it was", "2000", [], 1001],
    ["a part, to the nearest", "333.4", [], 333],
    ["a part, to the nearest", "333.5", [], 334],
    ["a part of which the first went back", "333.4", [refund(333, "done", "333.4")], 334],
    ["the last part", "333.8", [refund(333, "done", "333.4"), refund(334, "queued", "333.4")], 334],
    ["a part, where others were not done", "333.4", without("done", "queued"), 333],
    ["a cent less than all", "1000.59", [], 1001],
  ])("%s: %s", (_what, requested, refunds, due) => expect(amount(requested, refunds)).toBe(due))

  it("is no more than was captured", () => {
    expect(amount("900.2", [], { ...rounded, captured_amount: twd(500) })).toBe(500)
    expect(amount("1000.6", [], { ...rounded, captured_amount: twd(500) })).toBe(500)
  })

  it("is all that was captured where all is asked, however it was rounded then", () => {
    const roundedUp = { ...rounded, session_amount: "1000.4" }
    expect(amount("1000.4", [], roundedUp)).toBe(1001)
    expect(amount("1000.39", [], roundedUp)).toBe(1000)
  })

  it("is nothing where more went back already, or less than half a dollar is asked", () => {
    const nothing = refused("0 TWD cannot be refunded: 501 TWD of this payment are left.")
    expect(() => amount("1", [refund(500, "done", "1")])).toThrow(nothing)
    expect(() => amount("0.4")).toThrow("0 TWD cannot be refunded")
  })
})

describe("a part that staff name", () => {
  const named = (amount: string, methodAccount: MethodAccount = exact) =>
    wholeDollars(methodAccount, captured, { amount }, "captured")

  it("is whole dollars", () => {
    expect(named("300")).toBe(300)
    expect(named("300.00")).toBe(300)
    expect(named("300.4", rounding)).toBe(300)
    expect(() => named("300.4")).toThrow(
      refused("300.4 TWD cannot be captured: Fake Bank moves whole dollars, such as 300 or 301 TWD."),
    )
  })

  it("is from one dollar to what is left", () => {
    expect(withinRest(captured, [refund(400)], twd(600))).toBe(600)
    expect(withinRest(captured, [], twd(1))).toBe(1)
    expect(() => withinRest(captured, [refund(400)], twd(601))).toThrow(
      refused("601 TWD cannot be refunded: 600 TWD of this payment are left."),
    )
  })
})

it("cents are counted exactly, where doubles are not", () => {
  expect([cents("1000.6"), cents("0.29"), cents("1.15"), cents("300")]).toEqual([100_060, 29, 115, 30_000])
})

it("what staff recorded counts as done, and nothing else does", () => {
  expect(asDone(refund(300, "recorded")).state).toBe("done")
  for (const state of ["started", "refused", "queued", "done"] as const)
    expect(asDone(refund(1, state)).state).toBe(state)
})

describe("what no API does", () => {
  const unsupported = (message: string) =>
    expect.objectContaining({ kind: "unsupported", message, facts: expect.objectContaining({ gateway: "fake" }) })

  it("is told with where to record it, and how the money goes back", () => {
    const why = "（訂單頁「台灣金流」›「登記退款」）"
    const where = "(In the order: Taiwan payments › Record refund.)"
    const ask = (method: typeof CODE) => () => refuseWhatNoApiDoes(method, captured, twd(1000))
    const said = (zh: string, en: string) => {
      const words = { en: `${en} ${where}`, "zh-TW": `${zh}${why}` }
      return expect.objectContaining({ kind: "unsupported", message: words.en, facts: { gateway: "fake", words } })
    }
    expect(ask(CODE)).toThrow(said("請自行匯款後登記退款。", "Transfer the money, then record it."))
    const { refundAdvice: _, ...silent } = CODE
    expect(ask(silent)).toThrow(said("code沒有退款 API。", "code has no refund API."))
  })

  it("is a part, where only all of it goes back", () => {
    expect(() => refuseWhatNoApiDoes(INSTALLMENT, captured, twd(999))).toThrow(
      unsupported("installment can only be refunded in full: 1000 TWD."),
    )
    expect(refuseWhatNoApiDoes(INSTALLMENT, captured, twd(1000))).toBeUndefined()
    expect(refuseWhatNoApiDoes(CARD, captured, twd(1))).toBeUndefined()
  })
})

describe("a refund beside one that is on its way", () => {
  const latestOnly: MethodAccount = { ...exact, account: { ...exact.account, onlyLatestRefundTold: true } }
  const ask = (amount: number, refunds: readonly Operation[], methodAccount = latestOnly) =>
    refuseBesideQueued(methodAccount, captured, refunds, twd(amount))

  it("waits where the balance could not tell the two apart", () => {
    expect(() => ask(300, [refund(300, "queued"), refund(200, "queued")])).toThrow(
      refused(
        "Fake Bank tells only of the latest refund, and a refund of 300 and 200 TWD is still on its way: refund again once it is done.",
      ),
    )
    expect(() => ask(300, [refund(300, "queued")])).toThrow("a refund of 300 TWD is still on its way")
  })

  it("goes where the balance tells them apart, where none waits, and where the gateway tells of each", () => {
    expect(ask(200, [refund(300, "queued")])).toBeUndefined()
    expect(ask(300, [refund(300)])).toBeUndefined()
    expect(ask(0, [])).toBeUndefined()
    expect(ask(300, [refund(300, "queued")], exact)).toBeUndefined()
  })
})
