import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { checkCode, checkValue, type Fields } from "../src/gateways/newebpay/wire/codec.js"
import { payNewebpayByCard } from "../src/shopper/index.js"
import { type Merchant, openMerchant, SHOP } from "./newebpay-merchant.js"
import { now } from "./shop.js"

const HOUR = 3_600_000

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

async function paid() {
  const { url, orderNo } = shop.startUrl()
  await payNewebpayByCard(url)
  await shop.world.sandbox.settled()
  return orderNo
}

describe("a query that is refused", () => {
  it.each<[string, Fields, string]>([
    ["of an unknown shop", { MerchantID: "MS1" }, "TRA10009"],
    ["with a wrong CheckValue", { CheckValue: "0".repeat(64) }, "TRA10054"],
    ["of another version", { Version: "9" }, "TRA10018"],
    ["of an unknown RespondType", { RespondType: "XML" }, "TRA10036"],
    ["with an old TimeStamp", { TimeStamp: "1600000000" }, "TRA40014"],
    ["about another amount", { Amt: "1061" }, "TRA10021"],
    ["about nothing", { MerchantOrderNo: "nothing" }, "TRA10021"],
  ])("%s", async (_name, changes, code) => {
    const answer = await shop.query(await paid(), changes)
    expect(answer).toEqual({ Status: code, Message: expect.any(String), Result: [] })
  })

  it("about an order whose buyer has chosen nothing yet, unless set", async () => {
    const { url, orderNo } = shop.startUrl()
    await payNewebpayByCard(url, { outcome: "leave" })
    expect((await shop.query(orderNo)).Status).toBe("TRA10021")
    shop.world.sandbox.gateway("newebpay").configure({ queryableFrom: "page" })
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("0")
  })

  it("locks the shop for four hours after too many unknown orders in one", async () => {
    shop.world.sandbox.gateway("newebpay").configure({ unknownQueriesAnHour: 2 })
    const orderNo = await paid()
    const ask = async (number = "nothing") => (await shop.query(number)).Status
    expect([await ask(), await ask()]).toEqual(["TRA10021", "TRA10021"])
    await shop.world.sandbox.advance(HOUR + 1)
    expect([await ask(), await ask(), await ask()]).toEqual(["TRA10021", "TRA10021", "TRA10071"])
    expect(await ask(orderNo)).toBe("TRA10071")
    await shop.world.sandbox.advance(4 * HOUR - 1000)
    expect(await ask(orderNo)).toBe("TRA10071")
    await shop.world.sandbox.advance(2000)
    expect(await ask(orderNo)).toBe("SUCCESS")
  })

  it("by the servers in front: axios by its name where so set, anybody by fault", async () => {
    const ask = (agent: string) =>
      fetch(`${shop.world.sandbox.url}/API/QueryTradeInfo`, { method: "POST", headers: { "user-agent": agent } })
    expect((await ask("axios/1.7.0")).status).toBe(200)
    shop.world.sandbox.gateway("newebpay").configure({ refuseAxios: true })
    expect((await ask("axios/1.7.0")).status).toBe(403)
    expect((await ask("shop/1.0")).status).toBe(200)
    shop.world.sandbox.fault({ kind: "access-denied" })
    expect((await ask("shop/1.0")).status).toBe(403)
  })
})

describe("a query", () => {
  it("is answered as recorded, in JSON that is called text/html", async () => {
    const orderNo = await paid()
    const fields = { Amt: "1060", MerchantID: SHOP.merchantId, MerchantOrderNo: orderNo }
    const body = new URLSearchParams({
      ...fields,
      Version: "1.3",
      RespondType: "JSON",
      TimeStamp: now(),
      CheckValue: checkValue(fields, SHOP),
    })
    const response = await fetch(`${shop.world.sandbox.url}/API/QueryTradeInfo`, { method: "POST", body })
    const text = await response.text()
    expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8")
    expect(text).toContain('"Message":"\\u67e5\\u8a62\\u6210\\u529f"')
    const { Result } = JSON.parse(text)
    expect(Object.keys(Result).slice(0, 10)).toEqual(
      "MerchantID Amt TradeNo MerchantOrderNo TradeStatus PaymentType CreateTime PayTime FundTime CheckCode".split(" "),
    )
    expect(Result).toMatchObject({
      Amt: 1060,
      ECI: null,
      CloseAmt: "1060",
      BackBalance: "1060",
      Inst: "0",
      FundTime: "0000-00-00",
    })
    expect(Result.CheckCode).toBe(checkCode(Result, SHOP))
  })

  it("is one row that is not encoded for RespondType=String, without what is null", async () => {
    const orderNo = await paid()
    const fields = { Amt: "1060", MerchantID: SHOP.merchantId, MerchantOrderNo: orderNo }
    const text = await shop.text("/API/QueryTradeInfo", {
      ...fields,
      Version: "1.3",
      RespondType: "String",
      TimeStamp: now(),
      CheckValue: checkValue(fields, SHOP),
    })
    expect(text).toMatch(/^Status=SUCCESS&Message=查詢成功&MerchantID=MS127874575&Amt=1060&TradeNo=\d{17}&/)
    expect(text).not.toContain("ECI")
  })

  it("of a composite shop tells its shop", async () => {
    expect((await shop.query(await paid(), { Gateway: "Composite" })).Result.ShopMerchantID).toBe(SHOP.merchantId)
  })
})
