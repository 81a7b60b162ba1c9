import { describe, expect, it } from "vitest"
import { converse, type Send } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest, PaidTrade, QueuedOperationRequest } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { departure, gatewayAt, KEYS, moment, recordRow, records, request, scripted, tradeOf } from "./merchant"

const gateway = gatewayAt("http://127.0.0.1:1", { capture: "manual" })
const trade: PaidTrade = tradeOf(departure(), "D1")
const NOW = new Date("2026-11-22T04:00:00Z")
const MINUTE = 60_000
const DAY = 1440 * MINUTE
const later = (ms: number) => new Date(NOW.getTime() + ms)

const row = (changes: object = {}) => recordRow(trade, { time: NOW.getTime(), ...changes })
const said = (status: number, more: object = {}) => ({ status, msg: "TapPay's words", ...more })
const OVER = records(row({ record_status: 3, is_captured: false }))

interface Told {
  readonly outcome: object | null
  readonly error: PaymentError | null
  readonly asked: string[]
  readonly bodies: Record<string, unknown>[]
}

async function talk(
  kind: "capture" | "void" | "refund",
  changes: Partial<OperationRequest>,
  answers: readonly (object | PaymentError)[],
  now = NOW,
): Promise<Told> {
  const operation = gateway[kind]
  if (!operation) throw new Error(`TapPay has no ${kind}.`)
  const asked: string[] = []
  const bodies: Record<string, unknown>[] = []
  const by = scripted(...answers)
  const watched: Send = async (wire) => {
    asked.push(`${wire.call.replace("transaction/", "")}${wire.moves ? "!" : ""}`)
    bodies.push(JSON.parse(wire.body ?? "{}"))
    return by(wire)
  }
  const wanted = request(trade, 1020, { key: "ref_1", since: NOW, ...changes })
  const told = await converse(operation(wanted, moment(now)), watched).then(
    (outcome) => ({ outcome, error: null }),
    (error: unknown) => ({ outcome: null, error: ours(error) }),
  )
  return { ...told, asked, bodies }
}

function ours(error: unknown): PaymentError {
  if (error instanceof PaymentError) return error
  throw error
}

describe("a capture", () => {
  it("is queued for the day's batch, and says so", async () => {
    const { outcome, asked, bodies } = await talk("capture", {}, [said(0)])
    const message = "TapPay captures it with today's batch."
    expect(outcome).toEqual({ state: "queued", code: "0", message, reference: null, steps: ["capture"] })
    expect(asked).toEqual(["cap!"])
    expect(bodies[0]).toEqual({ partner_key: KEYS.partnerKey, rec_trade_id: "D1" })
  })

  it.each<[string, Partial<OperationRequest>, object[], string[]]>([
    ["resumed, and in the record", { resumed: true }, [records(row())], ["query"]],
    ["answered with captured already, as the record has it", {}, [said(934), records(row())], ["cap!", "query"]],
  ])("%s is done", async (_what, changes, answers, asked) => {
    const told = await talk("capture", changes, answers)
    expect(told.outcome).toMatchObject({ state: "done", message: "It had been captured.", steps: [] })
    expect(told.asked).toEqual(asked)
  })

  const open = records(row({ is_captured: false, record_status: 0 }))
  const mute = records(row({ is_captured: undefined }))

  it.each<[string, Partial<OperationRequest>, object[], string[], string]>([
    ["resumed, and not in the record", { resumed: true }, [open, said(0)], ["query", "cap!"], "queued"],
    ["first asked for, though captured", {}, [said(0)], ["cap!"], "queued"],
    [
      "answered with captured already, of which the record has none",
      {},
      [said(934), open],
      ["cap!", "query"],
      "refused",
    ],
    ["captured already, of which the record is refused", {}, [said(934), said(501)], ["cap!", "query"], "unreadable"],
    ["resumed, of which the record is mute", { resumed: true }, [mute, said(0)], ["query"], "unreadable"],
    ["captured already, of which the record is mute", {}, [said(934), mute], ["cap!", "query"], "unreadable"],
    ["resumed, of which the record has nothing", { resumed: true }, [records(), said(0)], ["query"], "unreadable"],
    ["that is refused", {}, [said(4002), records(row())], ["cap!"], "refused"],
    ["whose answer does not tell", {}, [said(10006), records(row())], ["cap!"], "unreadable"],
  ])("%s", async (_what, changes, answers, asked, end) => {
    const told = await talk("capture", changes, answers)
    expect(told.asked).toEqual(asked)
    expect(told.error?.kind ?? told.outcome).toEqual(end === "queued" ? expect.objectContaining({ state: end }) : end)
  })
})

describe("a refund", () => {
  const idOf = ({ bodies }: Told) => bodies.flatMap(({ bank_refund_id: id }) => (id ? [id] : []))

  it("of the whole names no amount, and any other does", async () => {
    const amountOf = async (changes: Partial<OperationRequest>) =>
      (await talk("refund", changes, [said(0)])).bodies[0]?.amount
    expect(await amountOf({})).toBeUndefined()
    expect(await amountOf({ amount: twd(20) })).toBe(20)
    expect(await amountOf({ refunded: twd(20) })).toBe(1020)
  })

  it("has an id of twenty capitals and figures, the same for the same try, and tells TapPay's", async () => {
    const told = await talk("refund", {}, [said(0, { refund_id: "R1" })])
    expect(idOf(told)[0]).toMatch(/^[0-9A-F]{20}$/)
    expect(idOf(await talk("refund", {}, [said(0)]))).toEqual(idOf(told))
    expect(idOf(await talk("refund", { key: "ref_2" }, [said(0)]))).not.toEqual(idOf(told))
    expect(told.outcome).toEqual({ state: "done", code: "0", message: "", reference: "R1", steps: ["refund"] })
    expect((await talk("refund", {}, [said(0, { refund_id: 1 })])).outcome).toMatchObject({ reference: null })
  })

  const back = records(row({ refunded_amount: 20 }))
  const none = records(row())
  const part = { amount: twd(20) }

  it.each<[string, Partial<OperationRequest>, object[], string[]]>([
    ["resumed", { resumed: true }, [back], ["query"]],
    ["whose id was used", {}, [said(6002), back], ["refund!", "query"]],
    ["of which nothing is left", {}, [said(10050), back], ["refund!", "query"]],
    ["that was asked for before", {}, [said(4014), back], ["refund!", "query"]],
    ["whose answer does not tell", {}, [said(915), back], ["refund!", "query"]],
    ["whose answer is in no table", {}, [said(123456), back], ["refund!", "query"]],
  ])("%s, that the record has, is done", async (_what, changes, answers, asked) => {
    const told = await talk("refund", { ...part, ...changes }, answers)
    expect(told.outcome).toMatchObject({ state: "done", message: "It had gone back.", steps: [] })
    expect(told.asked).toEqual(asked)
  })

  it.each<[string, Partial<OperationRequest>, object[], string[], string, string]>([
    ["resumed", { resumed: true }, [none, said(10051)], ["query", "refund!"], "refused", "10051"],
    ["of which nothing is left", {}, [said(10050), none], ["refund!", "query"], "refused", "10050"],
    ["that was asked for before", {}, [said(4014), none], ["refund!", "query"], "refused", "4014"],
    ["whose answer does not tell", {}, [said(915), none], ["refund!", "query"], "unreadable", "915"],
    ["whose answer is in no table", {}, [said(123456), none], ["refund!", "query"], "unreadable", "123456"],
    ["that is refused plainly", {}, [said(10051), back], ["refund!"], "refused", "10051"],
    ["a second one", { refunded: twd(20) }, [said(10050), back], ["refund!", "query"], "refused", "10050"],
  ])("%s, that the record has not, is not", async (_what, changes, answers, asked, kind, code) => {
    const told = await talk("refund", { ...part, ...changes }, answers)
    expect(told.error).toMatchObject({ kind, facts: { code } })
    expect(told.asked).toEqual(asked)
  })

  it.each<[string, object]>([
    ["has no such payment", records()],
    ["has it in a state of no table", records(row({ record_status: 7 }))],
    ["has it in another currency", records(row({ currency: "USD" }))],
    ["is refused", said(501)],
    ...[undefined, null, "", "1e3", -20, "20.0"].map(
      (refunded_amount) =>
        [`tells ${refunded_amount} of refunds`, records(row({ refunded_amount }))] as [string, object],
    ),
  ])("of which the record %s may be done: it is not asked for again", async (_what, answer) => {
    const resumed = await talk("refund", { ...part, resumed: true }, [answer, said(0)], later(DAY))
    expect(resumed.error?.kind).toBe("unreadable")
    expect(resumed.asked).toEqual(["query"])
    const used = await talk("refund", part, [said(6002), answer, said(0)])
    expect(used.error?.kind).toBe("unreadable")
    expect(used.asked).toEqual(["refund!", "query"])
  })

  it("whose ids were all used is refused, after three", async () => {
    const used = [said(6002), none]
    const told = await talk("refund", part, [...used, ...used, ...used, said(0)])
    expect(told.asked).toEqual(["refund!", "query", "refund!", "query", "refund!", "query"])
    expect(new Set(idOf(told)).size).toBe(3)
    expect(told.error).toMatchObject({ kind: "refused", facts: { code: "6002" } })
  })

  it.each([
    [0, "unreadable"],
    [10 * MINUTE - 1, "unreadable"],
    [10 * MINUTE, "done"],
  ])("whose id was used, resumed after %i ms, is %s", async (ms, end) => {
    const told = await talk("refund", { ...part, resumed: true }, [none, said(6002), none, said(0)], later(ms))
    if (end === "done") return expect(told.outcome).toMatchObject({ state: "done", steps: ["refund"] })
    expect(told.error).toMatchObject({
      ...{ kind: "unreadable", facts: { code: "6002" } },
      message: "TapPay knows this refund, and its record does not show it yet: try again in ten minutes.",
    })
  })

  it("whose id was used, first asked for, is asked for under another at once", async () => {
    const told = await talk("refund", part, [said(6002), none, said(0)])
    expect(told.outcome).toMatchObject({ state: "done", steps: ["refund"] })
    expect(new Set(idOf(told)).size).toBe(2)
  })

  it("of a payment without a number is looked up, and refused where there is none", async () => {
    const unnamed = { trade: { ...trade, reference: null } }
    const told = await talk("refund", unnamed, [none, said(0)])
    expect(told.bodies[1]).toMatchObject({ rec_trade_id: "D1" })
    const lost = await talk("refund", unnamed, [records()])
    expect(lost.error).toMatchObject({ kind: "refused", message: "TapPay has no such payment." })
    expect(lost.asked).toEqual(["query"])
  })
})

describe("a release", () => {
  it("is done where all of it went back, and only there", async () => {
    const resumed = { resumed: true }
    expect((await talk("void", resumed, [OVER])).outcome).toMatchObject({ message: "It had gone back.", steps: [] })
    expect((await talk("void", resumed, [records(row({ refunded_amount: 1020 })), said(0)])).asked).toEqual([
      "query",
      "refund!",
    ])
  })
})

describe("what became of a capture in a batch", () => {
  async function fateOf(answer: object, changes: Partial<QueuedOperationRequest> = {}, now = NOW) {
    const { queuedOperationStatus } = gateway
    if (!queuedOperationStatus) throw new Error("TapPay queues captures.")
    const asked = { ...request(trade, 1020, { since: NOW }), kind: "capture", ...changes } as const
    return converse(queuedOperationStatus(asked, moment(now)), scripted(answer))
  }
  const open = records(row({ is_captured: false, record_status: 0, bank_result_msg: "waits" }))

  it.each<[string, object, Partial<QueuedOperationRequest>, number, string]>([
    ["captured", records(row()), {}, 0, "done"],
    ["captured, late", records(row()), {}, 4 * DAY, "done"],
    ["waiting", open, {}, 0, "queued"],
    ["waiting for three days", open, {}, 3 * DAY, "queued"],
    ["waiting for longer", open, {}, 3 * DAY + 1, "refused"],
    ["failed", records(row({ is_captured: false, record_status: -1 })), {}, 0, "refused"],
    ["released by somebody", OVER, {}, 0, "refused"],
    ["released by us", OVER, { refunded: twd(1) }, 0, "done"],
    ["waiting, of which we gave back a part", open, { refunded: twd(1) }, 0, "queued"],
  ])("%s", async (_what, answer, changes, ms, state) => {
    expect((await fateOf(answer, changes, later(ms))).state).toBe(state)
  })

  it.each([undefined, null, "true", 1])("is not guessed from %j", async (is_captured) => {
    const look = fateOf(records(row({ is_captured })), {}, later(4 * DAY))
    await expect(look).rejects.toMatchObject({ kind: "unreadable", facts: { code: "record 1" } })
  })

  it("says what the record says", async () => {
    expect(await fateOf(open)).toEqual({ state: "queued", code: "record 0", message: "waits" })
  })
})
