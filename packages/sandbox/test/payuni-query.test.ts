import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { MANUAL, type Merchant, openMerchant, rowsOf, SHOP } from "./payuni-merchant.js"

type Fields = Record<string, string>

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

describe("trade/query", () => {
  it.each([
    ["QUERY02001", { MerID: "" }],
    ["QUERY01005", { MerID: "S1" }],
    ["QUERY02007", { Timestamp: "" }],
    ["QUERY02008", { Timestamp: "x" }],
    ["QUERY02009", { Timestamp: "1500000000" }],
    ["QUERY02002", {}],
    ["QUERY02002", { MerTradeNo: "A", TradeNo: "1" }],
    ["QUERY02003", { MerTradeNo: "A".repeat(26) }],
    ["QUERY02004", { MerTradeNo: "訂單" }],
    ["QUERY02005", { TradeNo: "1".repeat(20) }],
    ["QUERY02006", { TradeNo: "abc" }],
    ["QUERY03001", { MerTradeNo: "NOBODY" }],
    ["QUERY03001", { TradeNo: "1795343400000000001" }],
  ])("refuses as %s: %j", async (code, inner) => {
    const { outer, inner: notice } = await merchant.call("/api/trade/query", inner, { version: "2.0" })
    expect([outer.Status, notice.Status]).toEqual([code, code])
    expect(rowsOf(notice)).toEqual([])
  })

  it("shows nothing of another shop", async () => {
    const { TradeNo, reference } = await merchant.pay()
    expect(await merchant.say("trade/query", { TradeNo }, MANUAL, "2.0")).toContain("QUERY03001")
    expect(await merchant.query(reference, MANUAL)).toEqual([])
  })

  it("finds by either number, in both Versions, and says SUCCESS outside only, where the switch says so", async () => {
    const { TradeNo, reference } = await merchant.pay()
    const answer = await merchant.call("/api/trade/query", { TradeNo }, { version: "1.0" })
    expect(answer.outer).toMatchObject({ Status: "SUCCESS", MerID: SHOP.merId, Version: "1.0" })
    expect(answer.inner).toMatchObject({ Status: "SUCCESS", Message: "查詢成功" })
    expect(rowsOf(answer.inner)).toEqual(await merchant.query(reference))
    merchant.configure({ outerStatus: "success" })
    const { outer, inner } = await merchant.call("/api/trade/query", { TradeNo: "1" }, { version: "2.0" })
    expect([outer.Status, inner.Status]).toEqual(["SUCCESS", "QUERY03001"])
  })

  it("hides an order that nobody has paid, where the switch says so", async () => {
    const fields = merchant.order()
    await merchant.post(fields)
    expect(await merchant.query(fields.MerTradeNo ?? "")).toMatchObject([{ TradeStatus: "9" }])
    merchant.configure({ openOrders: "absent" })
    expect(await merchant.query(fields.MerTradeNo ?? "")).toEqual([])
  })

  it("of many is JSON inside", async () => {
    const [one, two] = [await merchant.pay(), await merchant.pay()]
    const QueryNo = `${one.reference},${two.reference},NOBODY`
    const { plain } = await merchant.call("/api/trade/finite_query", { QueryType: "1", QueryNo })
    expect(JSON.parse(plain)).toMatchObject({
      Status: "SUCCESS",
      Result: [{ TradeNo: one.TradeNo }, { TradeNo: two.TradeNo }],
    })
    const refusals: Fields[] = [
      {},
      { QueryType: "3" },
      { QueryType: "2" },
      { QueryType: "2", QueryNo: "1,".repeat(101) },
    ]
    const codes = await Promise.all(refusals.map((inner) => merchant.say("trade/finite_query", inner)))
    expect(codes.map((text) => text.slice(0, 10))).toEqual(["QUERY02010", "QUERY02011", "QUERY02012", "QUERY02012"])
    expect(
      await merchant.say("trade/finite_query", { QueryType: "2", QueryNo: "1,".repeat(101).slice(0, -1) }),
    ).toContain("02013")
  })
})
