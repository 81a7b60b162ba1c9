import { describe, expect, it } from "vitest"
import type { Attempt, OperationState } from "../../src/modules/ledger/records"
import { recordNotice } from "../../src/payments/notices/verify"
import { recordMessage } from "../../src/payments/record-message"
import type { Trade } from "../../src/toolkit/contract/gateway"
import { twd } from "../../src/toolkit/twd"
import { CARD, methodAccountAt, notice } from "../fake-gateway"
import { alarmsOf, newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context
const card = methodAccountAt({ url: "http://127.0.0.1:1" }, {}, CARD)

async function authorized(): Promise<Attempt> {
  const attempt = await context().ledger.open(newAttempt())
  const { attempt: told } = await tell(attempt, { state: "authorized" })
  return told ?? attempt
}

const tell = ({ trade_no }: Pick<Attempt, "trade_no">, fields: Record<string, string | number>) =>
  recordNotice(context(), card, notice({ tradeNo: trade_no, ...fields }), "notice")

async function asked(attempt: Attempt, amount: number, state: OperationState, wasSent: boolean): Promise<void> {
  const facts = { attempt_id: attempt.id, kind: "capture", idempotency_key: newId("capt") } as const
  const { operation } = await context().ledger.begin({ ...facts, amount: twd(amount), requested: String(amount) })
  await context().ledger.finish(operation, { state, sent_at: wasSent ? operation.started_at : null })
}

describe("what was captured of an authorisation, where its gateway says no more than captured", () => {
  it.each<[string, [number, OperationState, boolean][], number]>([
    ["all of it, where this shop asked for nothing", [], 1000],
    ["what this shop asked for, whatever became of the answer", [[600, "unknown", true]], 600],
    [
      "the latest that was asked for",
      [
        [600, "refused", true],
        [500, "unknown", true],
      ],
      500,
    ],
    ["what was refused after it was sent: the gateway may have done it", [[600, "refused", true]], 600],
    ["nothing that was refused before it was sent", [[600, "refused", false]], 1000],
    [
      "what was asked for before that",
      [
        [700, "unknown", true],
        [600, "refused", false],
      ],
      700,
    ],
  ])("is %s", async (_what, captures, amount) => {
    const attempt = await authorized()
    for (const capture of captures) await asked(attempt, ...capture)
    expect((await tell(attempt, { state: "captured" })).attempt).toMatchObject({
      state: "captured",
      captured_amount: amount,
    })
  })

  it("is decided for an authorisation alone", async () => {
    const attempt = await context().ledger.open(newAttempt())
    expect((await tell(attempt, { state: "captured" })).attempt).toMatchObject({ captured_amount: 1000 })
  })
})

describe("what this shop captured in part", () => {
  it("is no other amount once all of it went back", async () => {
    const opened = await context().ledger.open(newAttempt())
    const back = {
      state: "refunded",
      captured_amount: twd(600),
      refunded_amount: twd(600),
      paid_at: new Date(),
    } as const
    const attempt = (await context().ledger.change(opened, back)) ?? opened
    expect((await tell(attempt, { state: "captured", amount: 600 })).verdict).toBe("accepted")
    expect(await context().ledger.attempt(attempt.id)).toMatchObject({ state: "refunded", captured_amount: 600 })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
  })

  it("is no other amount where the gateway tells the part from then on; any other part is", async () => {
    const opened = await context().ledger.open(newAttempt())
    const part = { state: "captured", captured_amount: twd(600), paid_at: new Date() } as const
    const attempt = (await context().ledger.change(opened, part)) ?? opened
    expect(await tell(attempt, { state: "captured", amount: 600 })).toMatchObject({
      verdict: "accepted",
      attempt: { captured_amount: 600 },
    })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
    expect((await tell(attempt, { state: "captured", amount: 700 })).verdict).toBe("mismatch")
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: "wrong_amount", amount: 700 }])
  })
})

describe("a part that this shop asked to be captured, told before its answer is known", () => {
  it.each<[string, [number, OperationState, boolean][], number]>([
    ["whose answer was lost", [[600, "unknown", true]], 600],
    [
      "of several, the one that was done",
      [
        [600, "refused", true],
        [500, "unknown", true],
      ],
      600,
    ],
  ])("is captured, and no other amount: %s", async (_what, captures, amount) => {
    const attempt = await authorized()
    for (const capture of captures) await asked(attempt, ...capture)
    expect(await tell(attempt, { state: "captured", amount })).toMatchObject({
      verdict: "accepted",
      attempt: { state: "captured", captured_amount: amount },
    })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
  })

  it("that was never sent, or of another amount, is another amount", async () => {
    const attempt = await authorized()
    await asked(attempt, 600, "refused", false)
    expect((await tell(attempt, { state: "captured", amount: 600 })).verdict).toBe("mismatch")
    await asked(attempt, 700, "unknown", true)
    expect((await tell(attempt, { state: "captured", amount: 600 })).verdict).toBe("mismatch")
    expect((await tell(attempt, { state: "authorized", amount: 700 })).verdict).toBe("mismatch")
  })
})

describe("an alarm about money without a home", () => {
  it("says which trade, and how much", async () => {
    const tradeNo = newId("X").toUpperCase()
    await tell({ trade_no: tradeNo }, { state: "authorized" })
    expect(await alarmsOf(place.shop, tradeNo)).toMatchObject([
      {
        kind: "unknown_trade",
        subject: `M1 ${tradeNo}`,
        detail: `The gateway reports 1000 TWD for trade ${tradeNo}, which this shop never opened.`,
      },
    ])
    const other = newId("X").toUpperCase()
    await tell({ trade_no: other }, { amount: "much" })
    expect(await alarmsOf(place.shop, other)).toMatchObject([
      { amount: null, detail: expect.stringContaining("? TWD") },
    ])
  })

  it("says what it was opened for, and is none for a test payment", async () => {
    const attempt = await context().ledger.open(newAttempt())
    await tell(attempt, { amount: 999, simulated: 1 })
    expect(await alarmsOf(place.shop, attempt.id)).toEqual([])
    await tell(attempt, { amount: 999, state: "authorized" })
    const detail = `The gateway reports 999 TWD for trade ${attempt.trade_no}, which was opened for 1000 TWD.`
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: "wrong_amount", amount: 999, detail }])
    const nought = await context().ledger.open(newAttempt())
    await tell(nought, { amount: "" })
    expect(await alarmsOf(place.shop, nought.id)).toMatchObject([{ detail: expect.stringContaining("reports no TWD") }])
  })
})

describe("the words of a decline", () => {
  const declined = (tradeNo: string, code: string, message: string): Trade => ({
    ...{ tradeNo, merchant: "M1", amount: null, currency: "TWD", state: "failed", code, message, simulated: false },
    ...{ reference: null, paidAt: null, voucher: null, details: { fee: code }, fields: {} },
  })

  it("stay when the gateway's answer explains less, and the rest of it is learnt", async () => {
    const { trade_no } = await context().ledger.open(newAttempt())
    await recordMessage(context(), card, declined(trade_no, "51", "no money"), "notice", newId("digest"))
    const { attempt } = await recordMessage(context(), card, declined(trade_no, "99", ""), "answer", newId("digest"))
    expect(attempt).toMatchObject({ state: "failed", code: "51", message: "no money", details: { fee: "99" } })
    const told = await recordMessage(
      context(),
      card,
      declined(trade_no, "14", "no such card"),
      "notice",
      newId("digest"),
    )
    expect(told.attempt).toMatchObject({ code: "14", message: "no such card" })
  })
})
