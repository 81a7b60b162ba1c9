import { afterEach, describe, expect, it, vi } from "vitest"
import { EVENTS } from "../../../src/modules/ledger/events"
import type { Attempt, Begun, NewOperation, Operation } from "../../../src/modules/ledger/records"
import type { MethodAccount } from "../../../src/payments/method-account"
import { carryOut, commit, recordOnLatest, settle } from "../../../src/payments/operations/operation"
import type { Conversation, Send } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { alarmsOf, eventsOf, newEvent, newId, operationsOf, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"
import { type Paid, paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const DONE: Outcome = { state: "done", code: "1", message: "成功", reference: "R1", steps: ["N 300"] }

const SENT = { status: 200, headers: {}, text: "" }
const request = (moves?: boolean) => ({
  ...({ call: "refund", method: "POST", url: "https://bank.example", headers: {}, timeoutMs: 1_000 } as const),
  ...(moves === undefined ? {} : { moves }),
})

/** The trade's account, whose movements are what a test says: requests, and then an outcome or an error. */
function accountWith({ methodAccount }: Paid, moves: readonly (boolean | undefined)[], end: Outcome | Error) {
  const asked: OperationRequest[] = []
  const refund = function* (wanted: OperationRequest): Conversation<Outcome> {
    asked.push(wanted)
    for (const move of moves) yield request(move)
    if (end instanceof Error) throw end
    return end
  }
  const account = { ...methodAccount.account, refund, capture: refund, void: refund }
  return { asked, methodAccount: { ...methodAccount, account } as MethodAccount }
}

const begin = (attempt: Pick<Attempt, "id">, more: Partial<NewOperation> = {}): Promise<Begun> => {
  const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("ref"), requested: "300" } as const
  return context().ledger.begin({ ...facts, amount: twd(300), ...more })
}

async function secondsUntilCheck({ id }: Pick<Operation, "id">): Promise<number | null> {
  const left = place.shop.db.raw("extract(epoch from check_at - clock_timestamp())::float as left")
  return (await place.shop.db("taiwan_payment_operation").where({ id }).first(left)).left
}

describe("an operation that failed", () => {
  const send: Send = async () => SENT
  async function failed(error: Error, moves: readonly (boolean | undefined)[], before?: Partial<Operation>) {
    const trade = await paidTrade(place.shop)
    const { methodAccount } = accountWith(trade, moves, error)
    const begun = await begin(trade.attempt)
    const resumed = before ? { ...begun, before: { ...begun.operation, ...before } } : begun
    await expect(carryOut(context(), methodAccount, trade.attempt, resumed, send)).rejects.toBe(error)
    const [operation] = await operationsOf(place.shop, trade.attempt)
    expect(await trade.now()).toMatchObject({ refunded_amount: 0 })
    return { operation, seconds: operation && (await secondsUntilCheck(operation)) }
  }
  const clear = (kind: PaymentError["kind"], unsent = false) =>
    new PaymentError(kind, "The bank said no.", { code: "10100058", ...(unsent ? { unsent } : {}) })

  it.each(["refused", "unsupported", "config"] as const)(
    "clearly (%s) is over, and looked at in a minute",
    async (kind) => {
      const { operation, seconds } = await failed(clear(kind), [true])
      expect(operation).toMatchObject({ state: "refused", code: "10100058", message: "The bank said no." })
      expect(operation?.sent_at).toEqual(operation?.started_at)
      expect(seconds).toBeGreaterThan(30)
      expect(seconds).toBeLessThan(61)
    },
  )

  it.each([clear("unreachable"), clear("unreadable"), new Error("connection lost")])(
    "after it was sent, without a clear answer, may have happened: %s",
    async (error) => {
      const { operation, seconds } = await failed(error, [false, true, false])
      expect(operation).toMatchObject({ state: "unknown", sent_at: expect.any(Date) })
      expect(seconds).toBeGreaterThan(100)
    },
  )

  it.each<[Error, (boolean | undefined)[]]>([
    [clear("unreachable"), []],
    [clear("unreachable"), [false, undefined]],
    [clear("refused"), [undefined]],
    [clear("unreachable", true), [true]],
    [clear("refused", true), [true]],
  ])("and never left this machine did not happen: %s, %j", async (error, moves) => {
    const { operation } = await failed(error, moves)
    expect(operation).toMatchObject({ state: "refused", sent_at: null })
  })

  it("by a look that was not sent, after a movement that was, may have happened", async () => {
    const trade = await paidTrade(place.shop)
    const { methodAccount } = accountWith(trade, [true, false], DONE)
    const lost: Send = async ({ moves }) => {
      if (moves) return SENT
      throw clear("unreachable", true)
    }
    const begun = await begin(trade.attempt)
    const attempt = carryOut(context(), methodAccount, trade.attempt, begun, lost)
    await expect(attempt).rejects.toMatchObject({ kind: "unreachable" })
    const [operation] = await operationsOf(place.shop, trade.attempt)
    expect(operation).toMatchObject({ state: "unknown", sent_at: expect.any(Date) })
  })

  it.each([
    ["started", "unknown"],
    ["unknown", "unknown"],
    ["refused", "refused"],
    ["failed", "failed"],
  ] as const)("and was not sent in this try stays what it was before: %s", async (state, after) => {
    expect((await failed(clear("refused"), [false], { state })).operation).toMatchObject({ state: after })
  })

  it("is written down without a code where there is none", async () => {
    expect((await failed(new Error("connection lost"), [true])).operation).toMatchObject({
      ...{ code: null, message: "connection lost" },
    })
  })
})

describe("an operation whose process was cut off for minutes since it began or restarted it", () => {
  afterEach(() => void vi.restoreAllMocks())

  async function restarted(attempt: Attempt): Promise<Begun> {
    const [operation] = await operationsOf(place.shop, attempt)
    if (!operation) throw new Error("It was begun.")
    return context().ledger.operations.restart(operation)
  }

  async function cutOff(seconds: number, isAgain = false) {
    const trade = await paidTrade(place.shop)
    const { methodAccount } = accountWith(trade, [false, true], DONE)
    const first = await begin(trade.attempt)
    if (isAgain) await context().ledger.finish(first.operation, { state: "unknown" })
    if (isAgain) timePasses(60_000)
    const begun = isAgain ? await restarted(trade.attempt) : first
    const sent: (boolean | undefined)[] = []
    const send: Send = async ({ moves }) => {
      sent.push(moves)
      timePasses(seconds * 1_000)
      return SENT
    }
    const ended = await carryOut(context(), methodAccount, trade.attempt, begun, send).catch((error) => error)
    return { ended, sent, operations: await operationsOf(place.shop, trade.attempt) }
  }

  it("moves nothing any more: another one may have taken it over", async () => {
    const { ended, sent, operations } = await cutOff(121)
    expect(ended).toMatchObject({ kind: "unreachable", facts: { unsent: true } })
    expect([sent, operations]).toMatchObject([[false], [{ state: "refused", sent_at: null }]])
  })

  it("stays unknown where an earlier try was", async () => {
    const { sent, operations } = await cutOff(181, true)
    expect([sent, operations]).toMatchObject([[false], [{ state: "unknown" }]])
  })

  it.each([
    [110, false],
    [170, true],
  ])("is done where that was shorter (%s seconds since it was first begun)", async (seconds, isAgain) => {
    const { sent, operations } = await cutOff(seconds, isAgain)
    expect([sent, operations]).toMatchObject([[false, true], [{ state: "done" }]])
  })
})

describe("a card that the gateway would not move", () => {
  async function refused(kind: Operation["kind"], code: string, moves: readonly boolean[]): Promise<Attempt> {
    const trade = await paidTrade(place.shop, {}, { state: kind === "refund" ? "captured" : "authorized" })
    const error = new PaymentError("refused", "The bank said no.", { code })
    const { methodAccount } = accountWith(trade, moves, error)
    const begun = await begin(trade.attempt, { kind })
    await expect(carryOut(context(), methodAccount, trade.attempt, begun, async () => SENT)).rejects.toBe(error)
    return trade.now()
  }

  it.each([
    ["capture", true],
    ["void", true],
    ["void", false],
  ] as const)("by a %s is looked at soon, whether that was sent or its record said no: %s", async (kind, moves) => {
    expect((await refused(kind, "1282", [moves])).balance_check_at).toEqual(expect.any(Date))
  })

  it("is left alone where nothing was asked for, or its money is captured", async () => {
    expect((await refused("capture", "shut", [])).balance_check_at).toBeNull()
    expect((await refused("refund", "1164", [true])).balance_check_at).toBeNull()
  })
})

describe("what a gateway is asked for", () => {
  it("says what went back by others, and whether it may have been asked for before", async () => {
    const trade = await paidTrade(place.shop)
    for (const state of ["done", "queued", "refused"] as const) {
      const { operation } = await begin(trade.attempt, { amount: twd(100) })
      await context().ledger.finish(operation, { state })
    }
    const begun = await begin(trade.attempt)
    const { asked, methodAccount } = accountWith(trade, [], DONE)
    await carryOut(context(), methodAccount, trade.attempt, { ...begun, resumed: true })
    expect(asked).toMatchObject([
      {
        ...{ amount: 300, captured: 1000, refunded: 200, key: begun.operation.idempotency_key, resumed: true },
        ...{ since: begun.operation.created_at, trade: { tradeNo: trade.attempt.trade_no } },
      },
    ])
  })
})

describe("what a gateway did", () => {
  it("is written on the operation, the attempt, an event and the outbox, all at once", async () => {
    const trade = await paidTrade(place.shop, {}, { method: "card" })
    const { operation } = await begin(trade.attempt, { medusa_id: "ref_row" })
    const outcome = { ...DONE, uncaptured: twd(300) }
    expect(await settle(context(), trade.attempt, operation, outcome)).toMatchObject({ refunded_amount: 300 })
    const [done] = await operationsOf(place.shop, trade.attempt)
    expect(done).toMatchObject({
      state: "done",
      code: "1",
      reference: "R1",
      steps: ["N 300"],
      uncaptured: 300,
      sent_at: done?.started_at,
    })
    expect(await secondsUntilCheck(operation)).toBeGreaterThan(100)
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      {
        ...{ gateway: "fake", kind: "operation", verdict: "accepted", state: null, code: "1", amount: 300 },
        message: "refund 300 TWD: 成功",
        payload: { steps: ["N 300"], reference: "R1", key: operation.idempotency_key },
      },
    ])
    const about = place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(operation.id))
    expect(about).toMatchObject([
      { name: "taiwan_payments.refunded", data: { attempt_id: trade.attempt.id, order_id: null, amount: 300 } },
    ])
  })

  it("under a number with a character that no database takes is done all the same, without it", async () => {
    for (const reference of ["R\u00001", "R\ud8001"]) {
      const trade = await paidTrade(place.shop)
      const { methodAccount } = accountWith(trade, [true], { ...DONE, reference })
      const begun = await begin(trade.attempt)
      await carryOut(context(), methodAccount, trade.attempt, begun, async () => SENT)
      expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done", reference: null }])
    }
  })

  it("is not looked at again where no row of Medusa's stands for it", async () => {
    const trade = await paidTrade(place.shop)
    const { operation } = await begin(trade.attempt)
    await settle(context(), trade.attempt, operation, { ...DONE, message: "" })
    expect(await secondsUntilCheck(operation)).toBeNull()
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([{ message: "refund 300 TWD" }])
  })

  it("is an event of its own each time", async () => {
    const trade = await paidTrade(place.shop)
    for (let time = 0; time < 2; time += 1) {
      const { operation } = await begin(trade.attempt)
      await settle(context(), trade.attempt, operation, DONE)
    }
    expect(await eventsOf(place.shop, trade.attempt)).toHaveLength(2)
  })

  it("is written nowhere where another process ended the operation meanwhile: it is looked up", async () => {
    const trade = await paidTrade(place.shop)
    const { operation } = await begin(trade.attempt)
    await context().ledger.finish(operation, { state: "unknown" })
    await expect(settle(context(), trade.attempt, operation, DONE)).rejects.toThrow(
      "The operation was ended by another process meanwhile; it is looked up.",
    )
    expect(await trade.now()).toMatchObject({ refunded_amount: 0 })
    expect(await eventsOf(place.shop, trade.attempt)).toEqual([])
  })
})

describe("an attempt is brought up to its operations", () => {
  async function committed(kind: Operation["kind"], amount: number, change: Partial<Attempt> = {}) {
    const trade = await paidTrade(place.shop, {}, change)
    for (const alarm of ["not_released", "not_refunded", "authorization_ends"] as const)
      await context().ledger.raise({
        ...{ kind: alarm, attempt_id: trade.attempt.id, subject: `${alarm} ${trade.attempt.id}` },
        ...{ amount: null, detail: inBoth("x"), order_id: null },
      })
    const { operation } = await begin(trade.attempt, { kind, amount: twd(amount) })
    const done = (await context().ledger.finish(operation, { state: "done", reference: "R2" })) ?? operation
    const moved = await context().ledger.together((ledger) => commit(ledger, trade.attempt, done))
    const open = (await alarmsOf(place.shop, trade.attempt.id)).filter(({ resolved_at }) => resolved_at === null)
    const refunded = place.shop.db("taiwan_payment_outbox").where({ name: EVENTS.refunded })
    const told = await refunded.whereRaw("data->>'attempt_id' = ?", [trade.attempt.id])
    return { moved, open: open.map((alarm) => alarm.kind).sort(), told: told.map(({ data }) => data.amount), trade }
  }

  it("by a part that went back", async () => {
    const { moved, open, told, trade } = await committed("refund", 300)
    expect(moved).toMatchObject({ state: "captured", refunded_amount: 300 })
    expect(open).toEqual(["not_released"])
    expect(told).toEqual([300])
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      { code: null, message: "refund 300 TWD", payload: { steps: [], reference: "R2" } },
    ])
  })

  it("by all that went back", async () => {
    const { moved, open } = await committed("refund", 1000, { apply_at: new Date() })
    expect(open).toEqual(["authorization_ends", "not_released"])
    expect(moved).toMatchObject({ state: "refunded", refunded_amount: 1000, apply_at: null })
  })

  it("by what was captured, whatever a notice told before", async () => {
    const { moved, open, told } = await committed("capture", 600, { state: "authorized" })
    expect(moved).toMatchObject({ state: "captured", captured_amount: 600 })
    expect([open, told]).toEqual([["not_refunded", "not_released"], []])
    const known = await committed("capture", 600, { state: "refunded", captured_amount: twd(1000) })
    expect(known.moved).toMatchObject({ state: "refunded", captured_amount: 600 })
  })

  it("by its release", async () => {
    const due = { apply_at: new Date(), query_at: new Date() }
    const { moved, open } = await committed("void", 1000, { state: "authorized", ...due })
    expect(moved).toMatchObject({ state: "voided", apply_at: null, query_at: null })
    expect(open).toEqual(["not_refunded"])
  })

  it("beside a notice that comes in between", async () => {
    const { attempt } = await paidTrade(place.shop)
    const change = vi.fn(() => ({ refunded_amount: twd(300) }))
    const { ledger } = context()
    await ledger.change(attempt, { details: { fee: "10" } })
    vi.spyOn(ledger, "record").mockResolvedValueOnce(null)
    const moved = await recordOnLatest(ledger, attempt, change, newEvent(attempt))
    expect(moved).toMatchObject({ refunded_amount: 300, details: { fee: "10" } })
    expect(change).toHaveBeenCalledTimes(2)
  })
})
