import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithPayuni } from "../src/shopper/index.js"
import { type Merchant, openMerchant } from "./payuni-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.close())

async function pay(changes: Record<string, string>, shopper: Parameters<typeof payWithPayuni>[1] = {}) {
  const fields = merchant.order(changes)
  const page = await payWithPayuni(merchant.depart(fields), shopper)
  await merchant.world.sandbox.settled()
  return { page, reference: fields.MerTradeNo ?? "" }
}

describe("a card", () => {
  it("that is declined ends the order with the bank's ResCode, told and brought home", async () => {
    const { page, reference } = await pay({}, { card: "4147631000000051" })
    expect(page.url).toBe(`${merchant.world.shop.url}/return`)
    const failed = { Status: "CREDIT03001", TradeStatus: "2", ResCode: "51", TradeAmt: "1060", MerTradeNo: reference }
    expect(merchant.heard("/notify")).toMatchObject([failed])
    expect(merchant.heard("/return")).toMatchObject([failed])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "2", DataSource: "A" }])
  })

  it("that is authorised is captured at once, told before it is brought home", async () => {
    const { reference } = await pay({})
    expect(merchant.world.shop.received.map(({ path }) => path).sort()).toEqual(["/notify", "/return"])
    const [told] = merchant.heard("/notify")
    expect(told).toMatchObject({
      Status: "SUCCESS",
      Message: "授權成功",
      MerID: "S01234567",
      MerTradeNo: reference,
      TradeAmt: "1060",
      TradeStatus: "1",
      PaymentType: "1",
      Gateway: "2",
      Card6No: "414763",
      Card4No: "0001",
      CardInst: "1",
      AuthCode: "000000",
      AuthType: "1",
    })
    expect(merchant.heard("/return")).toEqual([told])
    expect(await merchant.query(reference)).toMatchObject([{ TradeStatus: "1", CloseStatus: "2", CloseAmt: "1060" }])
  })
})
