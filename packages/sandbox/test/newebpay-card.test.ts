import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payNewebpayByCard } from "../src/shopper/index.js"
import { BY_HAND, type Merchant, openMerchant } from "./newebpay-merchant.js"

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

const settled = () => shop.world.sandbox.settled()

async function paid(changes = {}, account = BY_HAND) {
  const { url, orderNo } = shop.depart(changes, account)
  await payNewebpayByCard(url)
  await settled()
  return orderNo
}

describe("a card", () => {
  it("is paid: signed notice, then the same by the browser", async () => {
    const { url, orderNo } = shop.depart()
    const page = await payNewebpayByCard(url)
    await settled()
    expect(page.url).toBe(`${shop.world.shop.url}/return`)
    const [notice] = shop.heard("/notify")
    expect(notice).toMatchObject({
      Status: "SUCCESS",
      Message: "授權成功",
      Result: { MerchantOrderNo: orderNo, Amt: 1060, PaymentType: "CREDIT", RespondCode: "00", Card4No: "1111" },
    })
    expect(shop.heard("/return")[0]?.Result.TradeNo).toBe(notice?.Result.TradeNo)
    expect((await shop.query(orderNo)).Result).toMatchObject({ TradeStatus: "1", CloseStatus: "1", CloseAmt: "1060" })
  })

  it("is captured, and refunded in part", async () => {
    const orderNo = await paid()
    expect(await shop.close(orderNo, "1", {}, BY_HAND)).toMatchObject({ Status: "SUCCESS" })
    await shop.world.sandbox.gateway("newebpay").command("run-night", {})
    expect(await shop.close(orderNo, "2", { Amt: "60" }, BY_HAND)).toMatchObject({ Status: "SUCCESS" })
    const { Result } = await shop.query(orderNo, {}, BY_HAND)
    expect(Result).toMatchObject({ CloseStatus: "2", BackStatus: "1", BackBalance: "1000", TradeStatus: "1" })
  })

  it("is let go", async () => {
    const orderNo = await paid()
    expect(await shop.cancel(orderNo, {}, BY_HAND)).toMatchObject({ Status: "SUCCESS", Message: "放棄授權成功" })
    expect((await shop.query(orderNo, {}, BY_HAND)).Result.TradeStatus).toBe("3")
  })
})
