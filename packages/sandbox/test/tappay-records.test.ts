import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { MORNING } from "./shop.js"
import { captureNow, type Merchant, openMerchant, PARTNER_KEY } from "./tappay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const HOUR = 60 * 60_000
const DAY = 24 * HOUR

const query = (body: object = {}) => merchant.call("/tpc/transaction/query", { partner_key: PARTNER_KEY, ...body })
const about = (path: string, rec_trade_id: string) => merchant.call(path, { partner_key: PARTNER_KEY, rec_trade_id })
const cap = (id: string) => about("/tpc/transaction/cap", id)
const capCancel = (id: string) => about("/tpc/transaction/cap/cancel", id)
const history = (id: string) => about("/tpc/transaction/trade-history", id)

describe("the record query refuses", () => {
  it.each([
    [{ records_per_page: 0 }, 559],
    [{ records_per_page: 201 }, 559],
    [{ records_per_page: "all" }, 535],
    [{ page: -1 }, 560],
    [{ page: "first" }, 536],
    [{ filters: { time: { start_time: "yesterday" } } }, 537],
    [{ filters: { time: { end_time: "today" } } }, 538],
    [{ filters: { time: { start_time: 2, end_time: 1 } } }, 563],
    [{ filters: { time: { start_time: 0, end_time: 91 * DAY } } }, 563],
    [{ filters: { amount: { lower_limit: 2, upper_limit: 1 } } }, 566],
    [{ filters: { amount: { upper_limit: "lots" } } }, 545],
    [{ filters: { merchant_id: "GlobalTesting_CTBC" } }, 548],
    [{ filters: { record_status: 6 } }, 549],
    [{ filters: { rec_trade_id: 7 } }, 539],
    [{ order_by: { attribute: "colour" } }, 550],
    [{ order_by: { is_descending: "yes" } }, 551],
  ])("%o: %i", async (body, status) => {
    expect((await query(body)).status).toBe(status)
  })
})

describe("the record query", () => {
  it("answers 2 at the end of the list and 0 before it: both are success", async () => {
    for (let count = 0; count < 5; count++) await merchant.pay()
    const pages = await Promise.all([0, 1, 2, 3].map((page) => query({ page, records_per_page: 2 })))
    expect(pages.map(({ status }) => status)).toEqual([0, 0, 2, 2])
    expect(pages.map(({ trade_records }) => trade_records.length)).toEqual([2, 2, 1, 0])
    expect(pages[0]).toMatchObject({ total_page_count: 3, number_of_transactions: 5, records_per_page: 2, page: 0 })
  })

  it("answers an empty list, too", async () => {
    expect(await query()).toMatchObject({
      status: 2,
      number_of_transactions: 0,
      total_page_count: 0,
      trade_records: [],
    })
  })

  it("has time, and no transaction_time_millis", async () => {
    const paid = await merchant.pay()
    const row = await merchant.row(paid.rec_trade_id)
    expect(Object.keys(row)).not.toContain("transaction_time_millis")
    expect(row.time - MORNING.getTime()).toBeLessThan(60_000)
  })

  it("finds by each filter, and nothing by a wrong one", async () => {
    const paid = await merchant.pay({ bank_transaction_id: "SHOP0000000000001", amount: 500 })
    await merchant.pay({ amount: 2000, cardholder: { phone_number: "1", name: "別人", email: "b@b.tw" } })
    const row = await merchant.row(paid.rec_trade_id)
    const fits: Record<string, [right: unknown, wrong: unknown]> = {
      rec_trade_id: [paid.rec_trade_id, "D20261122xxxxxx"],
      order_number: [paid.order_number, "nothing"],
      bank_transaction_id: ["SHOP0000000000001", "SHOP0000000000002"],
      auth_code: [paid.auth_code, "999999"],
      card_identifier: [paid.card_identifier, "0"],
      currency: ["TWD", "USD"],
      tsp: ["TW_CTBC", "TW_ESUN"],
      merchant_id: [["GlobalTesting_CTBC"], ["Other"]],
      record_status: [0, 1],
      amount: [{ lower_limit: 400, upper_limit: 600 }, { upper_limit: 400 }],
      time: [{ start_time: row.time, end_time: row.time }, { start_time: row.time + DAY }],
      cap_time: [{ start_time: row.cap_millis, end_time: row.cap_millis }, { end_time: row.time }],
      cardholder: [{ name: "王小明" }, { name: "王大明" }],
    }
    for (const [name, [right, wrong]] of Object.entries(fits)) {
      const ids = (await query({ filters: { [name]: right } })).trade_records.map(({ rec_trade_id }) => rec_trade_id)
      expect([name, ids]).toEqual([name, expect.arrayContaining([paid.rec_trade_id])])
      expect([name, (await query({ filters: { [name]: wrong } })).number_of_transactions]).toEqual([name, 0])
    }
  })

  it("puts the newest first by default", async () => {
    for (const amount of [30, 10, 20]) {
      await merchant.pay({ amount })
      await merchant.world.sandbox.advance(1000)
    }
    const amounts = async (order_by?: object) =>
      (await query({ order_by })).trade_records.map((record) => record.amount)
    expect(await amounts()).toEqual([20, 10, 30])
    expect(await amounts({ is_descending: false })).toEqual([30, 10, 20])
    expect(await amounts({ attribute: "amount", is_descending: true })).toEqual([30, 20, 10])
    expect(await amounts({ attribute: "amount", is_descending: false })).toEqual([10, 20, 30])
  })
})

describe("the capture", () => {
  const hour = (millis: number) => new Date(millis + 8 * HOUR).toISOString().slice(0, 16)

  it("is arranged for 18:00 of the day, or of n days later", async () => {
    const today = await merchant.row((await merchant.pay()).rec_trade_id)
    const later = await merchant.row((await merchant.pay({ delay_capture_in_days: 3 })).rec_trade_id)
    const never = await merchant.row((await merchant.pay({ delay_capture_in_days: -1 })).rec_trade_id)
    expect([hour(today.cap_millis), hour(later.cap_millis), never.cap_millis]).toEqual([
      "2026-11-22T18:00",
      "2026-11-25T18:00",
      0,
    ])
  })

  it("after 18:00 is tomorrow's", async () => {
    await merchant.world.sandbox.advance(9 * HOUR)
    expect(hour((await merchant.row((await merchant.pay()).rec_trade_id)).cap_millis)).toBe("2026-11-23T18:00")
  })

  it("happens by itself, on its day, and never with -1", async () => {
    const ids = [
      (await merchant.pay()).rec_trade_id,
      (await merchant.pay({ delay_capture_in_days: 1 })).rec_trade_id,
      (await merchant.pay({ delay_capture_in_days: -1 })).rec_trade_id,
    ]
    const states = () => Promise.all(ids.map(async (id) => (await merchant.row(id)).record_status))
    await merchant.world.sandbox.advance(DAY)
    expect(await states()).toEqual([1, 0, 0])
    await merchant.world.sandbox.advance(30 * DAY)
    expect(await states()).toEqual([1, 1, 0])
  })

  it("is put into today's batch by Cap Today, and not done by it", async () => {
    const { rec_trade_id } = await merchant.pay({ delay_capture_in_days: -1 })
    const answer = await cap(rec_trade_id)
    expect([answer.status, hour(answer.cap_millis)]).toEqual([0, "2026-11-22T18:00"])
    expect((await merchant.row(rec_trade_id)).record_status).toBe(0)
    await merchant.world.sandbox.advance(10 * HOUR + 1000)
    expect(await merchant.row(rec_trade_id)).toMatchObject({ record_status: 1, is_captured: true })
    expect((await cap(rec_trade_id)).status).toBe(934)
  })

  it("is called off by Cap Cancel: 935 when nothing is arranged, 936 meanwhile, 934 afterwards", async () => {
    const { rec_trade_id } = await merchant.pay()
    expect((await capCancel(rec_trade_id)).status).toBe(0)
    expect((await capCancel(rec_trade_id)).status).toBe(935)
    await merchant.world.sandbox.advance(DAY)
    expect((await merchant.row(rec_trade_id)).record_status).toBe(0)
    await cap(rec_trade_id)
    await merchant.world.sandbox.advance(9 * HOUR)
    expect((await capCancel(rec_trade_id)).status).toBe(936)
    await merchant.world.sandbox.advance(2 * HOUR)
    expect((await capCancel(rec_trade_id)).status).toBe(934)
  })

  it("is refused for what was never authorised", async () => {
    expect((await cap((await merchant.pay3D()).rec_trade_id)).status).toBe(4002)
    expect((await cap("D20261122nobody")).status).toBe(4002)
  })

  it("of a voided payment does not come", async () => {
    const { rec_trade_id } = await merchant.pay()
    await merchant.refund(rec_trade_id)
    await merchant.world.sandbox.advance(DAY)
    expect(await merchant.row(rec_trade_id)).toMatchObject({ record_status: 3, is_captured: false })
  })
})

describe("the trade history", () => {
  it("tells of everything that happened, refusals too", async () => {
    const { rec_trade_id } = await merchant.pay()
    await captureNow(merchant)
    await merchant.refund(rec_trade_id, { amount: 60 })
    const { trade_history } = await history(rec_trade_id)
    expect(trade_history.map(({ action, amount, success }) => [action, amount, success])).toEqual([
      [0, 1060, true],
      [1, 1060, true],
      [3, 60, true],
    ])
    const declined = await merchant.pay({ prime: await merchant.prime({ card: "4242421602184242" }) })
    expect((await history(declined.rec_trade_id)).trade_history).toMatchObject([{ action: 0, success: false }])
    expect((await history("D20261122nobody")).status).toBe(4002)
  })
})
