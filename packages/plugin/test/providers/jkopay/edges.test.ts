import { describe, expect, it } from "vitest"
import { refundsOf } from "../../../src/providers/jkopay/operations"
import type { OperationRequest } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { departure, gatewayAt, give, KEYS, message, query, scripted, type send, success, tradeOf } from "./merchant"

const gateway = gatewayAt("http://127.0.0.1:1")
const trade = tradeOf(departure())

const transaction = (changes: object = {}) => ({ platform_order_id: trade.tradeNo, status: 0, ...changes })
const told = (changes: object = {}) => success({ transactions: [transaction(changes)] })
const history = (...rows: object[]) => told({ refund_history: rows })
const mine = (amount: number | string, id = "ref_1") => ({ refund_order_id: id, amount })
const USED = { result: "105", message: "Inconsistent refund amount", result_object: null }
const resumed: Partial<OperationRequest> = { key: "ref_1", resumed: true }

/** The calls that were made, in order, and what came of them. */
async function refund(amount: number, request: Partial<OperationRequest>, ...answers: object[]) {
  const asked: string[] = []
  const by = scripted(...answers)
  const watched: typeof send = async (wire) => {
    asked.push(`${wire.call}${wire.moves ? " moves" : ""}`)
    return by(wire)
  }
  const outcome = await give(gateway, trade, amount, { key: "ref_1", ...request }, watched)
  return { outcome, asked }
}

describe("where a payment stands", () => {
  const row = (changes: object) => query(gateway, trade, scripted(told({ final_price: "1020", ...changes })))

  it.each([
    ["0", "captured", 1020],
    ["1", "pending", null],
    ["100", "failed", null],
    ["101", "pending", null],
    ["102", "absent", null],
    ["", "unknown", null],
  ])("status %j is %s", async (status, state, amount) => {
    expect(await row({ status })).toMatchObject({ state, amount, code: `status ${status}`, merchant: KEYS.storeId })
  })

  it.each([
    [{}, "captured"],
    [{ currency: "TWD" }, "captured"],
    [{ currency: "JPY" }, "unknown"],
    [{ currency: null }, "unknown"],
  ])("in the currency of %j is %s", async (changes, state) => {
    expect((await row(changes)).state).toBe(state)
  })

  it("shows of a card its last four digits, and nothing that is none", async () => {
    const details = async (changes: object) => (await row(changes)).details
    expect(await details({ maskNo: "************3333", channel_type: "creditcard", redeem_amount: "102" })).toEqual({
      ...{ card_last4: "3333", paid_by: "creditcard", coins_and_coupons: "102" },
    })
    for (const maskNo of ["333", "333x", "x", "", null]) expect(await details({ maskNo }), `${maskNo}`).toEqual({})
  })

  it("keeps JKOPAY's number where there is one, and of the rest what is text or number", async () => {
    const { reference, fields } = await row({ tradeNo: "J1", refund_history: [mine(20)], extra: null, paid: true })
    expect(reference).toBe("J1")
    expect(fields).toEqual({ platform_order_id: trade.tradeNo, status: "0", final_price: "1020", tradeNo: "J1" })
    expect((await row({ tradeNo: 1 })).reference).toBeNull()
  })
})

describe("a callback", () => {
  const heard = (body: string) => (gateway.notice?.kind === "hint" ? gateway.notice.tradeNo(message(body)) : undefined)

  it.each([
    [{ transaction: { platform_order_id: "A1" } }, "A1"],
    [{ platform_order_id: "A1" }, "A1"],
    [{ transaction: "x", platform_order_id: "A1" }, "A1"],
    [{ transaction: {}, platform_order_id: "A1" }, null],
    [{ platform_order_id: "A".repeat(60) }, "A".repeat(60)],
    [{ platform_order_id: "A".repeat(61) }, null],
    [{ platform_order_id: "" }, null],
    [{ platform_order_id: "a1" }, null],
    [{ platform_order_id: "A1 " }, null],
    [{ platform_order_id: " A1" }, null],
    [{ platform_order_id: 1 }, null],
    [{}, null],
  ])("of %j names its order, or none", (body, tradeNo) => {
    expect(heard(JSON.stringify(body))).toBe(tradeNo)
  })

  it.each(["", "{", "null", "[]"])("that is %j names none", (body) => expect(heard(body)).toBeNull())
})

describe("a refund", () => {
  it("asks, and keeps JKOPAY's number of it", async () => {
    const { outcome, asked } = await refund(20, {}, success({ refund_tradeNo: "R1" }))
    expect(asked).toEqual(["refund moves"])
    expect(outcome).toEqual({ state: "done", code: "000", message: "", reference: "R1", steps: ["refund"] })
    expect((await refund(20, {}, success({ refund_tradeNo: 1 }))).outcome.reference).toBeNull()
  })

  it("sends its id, its order and its amount", async () => {
    const bodies: unknown[] = []
    await give(gateway, trade, 20, { key: "ref_1" }, async ({ body }) => {
      bodies.push(JSON.parse(body ?? ""))
      return { status: 200, headers: {}, text: JSON.stringify(success({})) }
    })
    expect(bodies).toEqual([{ platform_order_id: trade.tradeNo, refund_order_id: "ref_1", refund_amount: 20 }])
  })

  it.each([
    ["a".repeat(60), "a".repeat(60)],
    ["a".repeat(61), expect.stringMatching(/^ref-[0-9a-f]{56}$/)],
    [" a", expect.stringMatching(/^ref-[0-9a-f]{56}$/)],
    ["a ", expect.stringMatching(/^ref-[0-9a-f]{56}$/)],
    ["", expect.stringMatching(/^ref-[0-9a-f]{56}$/)],
  ])("of the key %j has the id %s", async (key, id) => {
    const ids: unknown[] = []
    await give(gateway, trade, 20, { key }, async ({ body }) => {
      ids.push(JSON.parse(body ?? "").refund_order_id)
      return { status: 200, headers: {}, text: JSON.stringify(success({})) }
    })
    expect(ids).toEqual([id])
  })

  it.each([
    ["its row is there", [mine(20)], ["inquiry"]],
    ["its row is there, as text", [mine("20")], ["inquiry"]],
    ["a row of its id has another amount", [mine(30)], ["inquiry", "refund moves"]],
    ["a row of its amount has another id", [mine(20, "ref_2")], ["inquiry", "refund moves"]],
    ["there is none", [], ["inquiry", "refund moves"]],
    ["rows have ids, and their sum would do", [mine(20, "a"), mine(20, "b")], ["inquiry", "refund moves"]],
    ["one row lacks its id, and the sum is there", [mine(10, "a"), { amount: 10 }], ["inquiry"]],
    ["one row lacks its id, and the sum is short", [{ amount: 19 }], ["inquiry", "refund moves"]],
    ["a row is nonsense", ["x", mine(20)], ["inquiry"]],
  ])("that was asked for before, where %s", async (_what, rows, asked) => {
    const told = await refund(20, resumed, history(...(rows as object[])), success({}))
    expect(told.asked).toEqual(asked)
    expect(told.outcome.message).toBe(asked.length === 1 ? "It had been refunded." : "")
  })

  it("whose sum counts what went back before", async () => {
    const rows = history({ amount: 20 }, { amount: 20 })
    expect((await refund(20, { ...resumed, refunded: twd(20) }, rows)).asked).toEqual(["inquiry"])
    expect((await refund(21, { ...resumed, refunded: twd(20) }, rows, success({}))).outcome.steps).toEqual(["refund"])
  })

  it.each([
    ["done, where it is there", history(mine(20)), null],
    ["refused, where it is not", history(), { kind: "refused", facts: { code: "105" } }],
  ])("of a used id is %s", async (_what, books, error) => {
    const told = refund(20, {}, USED, books)
    if (error) await expect(told).rejects.toMatchObject(error)
    else
      expect(await told).toEqual({
        asked: ["refund moves", "inquiry"],
        outcome: { state: "done", code: "000", message: "It had been refunded.", reference: null, steps: [] },
      })
  })

  it("that is refused otherwise is not looked for", async () => {
    const no = { result: "102", message: "", result_object: null }
    await expect(refund(20, {}, no, history(mine(20)))).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "102" },
    })
  })
})

it("reads no refunds where there is no history, and knows what it cannot read", () => {
  const unreadable = { id: undefined, amount: null }
  expect(refundsOf({})).toEqual([])
  expect(refundsOf({ refund_history: "x" })).toEqual([unreadable])
  const rows = [null, { refund_order_id: "a", amount: "1" }]
  expect(refundsOf({ refund_history: rows })).toEqual([unreadable, { id: "a", amount: 1 }])
})
