import { describe, expect, it } from "vitest"
import type { PaidTrade, RawMessage } from "../../../src/toolkit/contract/gateway"
import { departure, gatewayAt, KEYS, methodOf, query, recordRow, records, scripted, tradeOf } from "./merchant"

const gateway = gatewayAt("http://127.0.0.1:1", { capture: "manual" })
const trade: PaidTrade = tradeOf(departure(), "D1")
const NOW = new Date("2026-11-22T04:00:00Z")

const row = (changes: object = {}) => recordRow(trade, { time: NOW.getTime(), ...changes })

describe("a row of the record", () => {
  const look = (changes: object) => query(gateway, trade, scripted(records(row(changes))))

  it.each([
    [{ time: NOW.getTime() }, NOW],
    [{ time: undefined, transaction_time_millis: NOW.getTime() }, NOW],
    [{ time: 1 }, new Date(1)],
    [{ time: 0 }, null],
    [{ time: String(NOW.getTime()) }, null],
    [{ time: undefined }, null],
  ])("%j has its hour, or none", async (changes, paidAt) => {
    expect((await look(changes)).paidAt).toEqual(paidAt)
  })

  it.each([
    [{}, String(KEYS.appId)],
    [{ merchant_id: undefined }, String(KEYS.appId)],
    [{ merchant_id: "GlobalTesting_LINEPAY" }, "GlobalTesting_LINEPAY"],
    [{ merchant_id: 7 }, "7"],
  ])("%j is of the merchant %s", async (changes, merchant) => {
    expect((await look(changes)).merchant).toBe(merchant)
  })

  it("may leave the order's number out, and TapPay's own", async () => {
    expect(await look({ order_number: undefined })).toMatchObject({ state: "captured", tradeNo: trade.tradeNo })
    expect((await look({ rec_trade_id: 1 })).reference).toBeNull()
  })

  it("tells of its card, and keeps what is flat", async () => {
    const card_info = { bin_code: "424242", last_four: "4242", issuer: "CTBC", secret: "k" }
    const { details, fields } = await look({ card_info, auth_code: "A1", acquirer: "TW_CTBC", payment_method: "card" })
    expect(details).toEqual({
      ...{ card_first6: "424242", card_last4: "4242", issuer: "CTBC", authorization_code: "A1" },
      ...{ acquirer: "TW_CTBC", payment_type: "card" },
    })
    expect(fields).toMatchObject({ amount: "1020", is_captured: "true", auth_code: "A1" })
    expect(fields).not.toHaveProperty("card_info")
  })

  it.each([
    [{ bin_code: "42424" }],
    [{ bin_code: "4242424" }],
    [{ bin_code: "42424x" }],
    [{ last_four: "424" }],
    [{ last_four: "42424" }],
    [{ last_four: "x424" }],
  ])("does not show %j, which is none", async (card_info) => {
    expect((await look({ card_info })).details).toEqual({})
  })

  it("names the issuer in Chinese where it has that", async () => {
    expect((await look({ card_info: { issuer: "CTBC", issuer_zh_tw: "中國信託" } })).details.issuer).toBe("中國信託")
  })

  it.each([
    ["manual", "card", "authorized"],
    ["automatic", "card", "captured"],
    ["manual", "linepay", "captured"],
  ] as const)("of money that is captured %s, by %s, is %s", async (capture, id, state) => {
    const asked = { ...trade, method: methodOf(id) }
    const there = scripted(records(row({ record_status: 0, is_captured: false, merchant_id: KEYS.merchantIds[id] })))
    expect((await query(gatewayAt("http://127.0.0.1:1", { capture }), asked, there)).state).toBe(state)
  })

  it("that is not there yet has our number and nothing else", async () => {
    const soon = { ...trade, startedAt: new Date() }
    expect(await query(gateway, soon, scripted(records()))).toMatchObject({
      ...{ state: "absent", tradeNo: trade.tradeNo, fields: { bank_transaction_id: trade.tradeNo }, amount: null },
    })
  })
})

describe("a notice", () => {
  const heard = (value: unknown) => {
    const { notice } = gateway
    if (notice?.kind !== "hint") throw new Error("TapPay's notices are hints.")
    const raw: RawMessage = { body: Buffer.from(JSON.stringify(value)), headers: {}, query: "" }
    return notice.tradeNo(raw)
  }
  const id = "0123456789ABCDEFGHIJ"

  it.each([
    [id, id],
    [`${id}K`, null],
    [`x${id}`, null],
    [id.slice(1), null],
    [id.toLowerCase(), null],
    [1234567890, null],
  ])("with the number %j names %j", (bank_transaction_id, named) => {
    expect(heard({ bank_transaction_id })).toBe(named)
  })
})
