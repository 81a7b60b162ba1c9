import { createRequire } from "node:module"
import NewebPay from "newebpay-api"
import type * as MpgSdk from "newebpay-mpg-sdk"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payNewebpayByCard, payNewebpayByWallet } from "../src/shopper/index.js"
import { BY_HAND, SHOP, type Shop } from "./newebpay-merchant.js"
import { openWorld, type World } from "./shop.js"

const { NewebpayClient } = createRequire(import.meta.url)("newebpay-mpg-sdk") as typeof MpgSdk

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const gateway = () => world.sandbox.gateway("newebpay")
const notice = () => world.shop.receivedAt("/notify").at(-1)

/** The hidden fields of a form that a client generated, posted from the shop. */
function departure(form: string): string {
  const fields = [...form.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value])
  return world.shop.startUrl(Object.fromEntries(fields), "/MPG/mpg_gateway")
}

describe("newebpay-mpg-sdk", () => {
  /** Its calls go through a proxy of the merchant's, which here is the sandbox; MPG's form is the browser's. */
  function client({ merchantId, hashKey, hashIV }: Shop = BY_HAND) {
    const options = { proxyEndpoint: world.sandbox.url, proxySecret: "unused" }
    return new NewebpayClient({ merchantId, hashKey, hashIV, env: "sandbox", options })
  }

  const form = (MerchantOrderNo: string, method: object) => ({
    MerchantOrderNo,
    Amt: 1060,
    ItemDesc: "高山烏龍 & co",
    NotifyURL: `${world.shop.url}/notify`,
    ReturnURL: `${world.shop.url}/return`,
    ...method,
  })

  async function paid(MerchantOrderNo: string, shop = BY_HAND) {
    await payNewebpayByCard(departure(client(shop).getPaymentFormHTML(form(MerchantOrderNo, { CREDIT: 1 }))))
    await world.sandbox.settled()
  }

  it("is refused what is not there", async () => {
    const order = { MerchantOrderNo: "nothing", Amt: 1060 }
    expect(await client().queryTradeInfo(order)).toMatchObject({ Status: "TRA10021", Result: [] })
    expect((await client().cancelCreditCard({ ...order, IndexType: 1 })).Status).toBe("TRA10021")
    expect((await client().refundCreditCard({ ...order, IndexType: 1, CloseType: 1 })).Status).toBe("TRA10021")
    const wallet = { MerchantOrderNo: "nothing", Amount: 1, PaymentType: "LINEPAY" as const }
    expect((await client().refundEWallet(wallet)).Status).toBe("1103")
  })

  it("is refused with another key", async () => {
    const stranger = client({ ...BY_HAND, hashKey: "0".repeat(32) })
    expect((await stranger.queryTradeInfo({ MerchantOrderNo: "A1", Amt: 1 })).Status).toBe("TRA10054")
    expect((await stranger.cancelCreditCard({ MerchantOrderNo: "A1", Amt: 1, IndexType: 1 })).Status).toBe("TRA10008")
    const page = await payNewebpayByCard(departure(stranger.getPaymentFormHTML(form("A1", { CREDIT: 1 }))))
    expect(page.html).toContain("SHA 256")
  })

  it("sends a buyer who pays, opens the notice, queries, and lets the payment go", async () => {
    await paid("SDK1")
    const result = client().parseTradeInfo(notice()?.TradeInfo ?? "")
    expect(client().buildTradeSha(notice()?.TradeInfo ?? "")).toBe(notice()?.TradeSha)
    expect(result).toMatchObject({ Status: "SUCCESS", Result: { MerchantOrderNo: "SDK1", Amt: 1060, Card4No: "1111" } })
    const { Result } = await client().queryTradeInfo({ MerchantOrderNo: "SDK1", Amt: 1060 })
    expect(Result).toMatchObject({ TradeStatus: "1", CloseStatus: "0" })
    const { MerchantID, MerchantOrderNo, TradeNo } = Result
    expect(Result.CheckCode).toBe(client().buildCheckCode({ Amt: 1060, MerchantID, MerchantOrderNo, TradeNo }))
    const canceled = await client().cancelCreditCard({ Amt: 1060, IndexType: 2, TradeNo })
    expect(canceled).toMatchObject({ Status: "SUCCESS", Result: { CheckCode: Result.CheckCode } })
  })

  it("captures, takes it back, captures again, and refunds a part", async () => {
    await paid("SDK2")
    const sum = { MerchantOrderNo: "SDK2", Amt: 1060, IndexType: 1 as const }
    const close = async (params: object) =>
      (await client().refundCreditCard({ ...sum, CloseType: 1, ...params })).Status
    expect(await close({})).toBe("SUCCESS")
    expect(await close({ Cancel: 1 })).toBe("SUCCESS")
    expect(await close({})).toBe("SUCCESS")
    expect(await close({})).toBe("TRA10048")
    await gateway().command("run-night", {})
    expect(await close({ CloseType: 2, Amt: 60 })).toBe("SUCCESS")
    expect(await close({ CloseType: 2, Amt: 60 })).toBe("TRA20027")
  })

  it("refunds a wallet and opens the sealed answer", async () => {
    const departs = departure(client(SHOP).getPaymentFormHTML(form("SDK3", { LINEPAY: 1 })))
    await payNewebpayByWallet(departs)
    const refunded = await client(SHOP).refundEWallet({ MerchantOrderNo: "SDK3", Amount: 60, PaymentType: "LINEPAY" })
    expect(refunded).toMatchObject({ Status: "1000", UID: SHOP.merchantId, Result: { RefundAmount: "60" } })
  })

  it("is shut out by its name where the servers in front are", async () => {
    gateway().configure({ refuseAxios: true })
    await expect(client().queryTradeInfo({ MerchantOrderNo: "A1", Amt: 1 })).rejects.toMatchObject({
      response: { status: 403 },
    })
  })
})

describe("newebpay-api", () => {
  function client() {
    const { merchantId, hashKey, hashIV } = SHOP
    const api = new NewebPay({ hashKey, hashIV, isProduction: false, MerchantID: merchantId })
    api.qti.URL = `${world.sandbox.url}/API/QueryTradeInfo`
    return api
  }

  /** It sends Version 1.6 and milliseconds; both can be overridden. */
  function posted(changes: object) {
    const order = { MerchantOrderNo: "API1", Amt: 1060, ItemDesc: "tea", NotifyURL: `${world.shop.url}/notify` }
    const info = { ...client().generateTradeInfo(order), ...changes }
    const { URL: _url, ...fields } = client().generatePostData(info)
    return { ...fields, Version: info.Version }
  }

  const startUrl = (changes: object) =>
    payNewebpayByCard(world.shop.startUrl(posted(changes), "/MPG/mpg_gateway"), { method: "CREDIT" })

  it("is refused as it is: its version and its milliseconds are too old and too long", async () => {
    expect((await startUrl({})).html).toContain("MPG01010")
    expect((await startUrl({ Version: "2.0" })).html).toContain("MPG02004")
  })

  it("sends a buyer where milliseconds are understood, opens the notice, and checks a query's CheckCode", async () => {
    gateway().configure({ millisecondTimestamps: true })
    expect(await client().queryTradeInfo(client().generateQueryInfo("nothing", 1))).toMatchObject({ Result: [] })
    await startUrl({ Version: "2.0" })
    await world.sandbox.settled()
    expect(client().decrypt({ ...notice() })).toMatchObject({ Status: "SUCCESS", Result: { MerchantOrderNo: "API1" } })
    const found = await client().queryTradeInfo(client().generateQueryInfo("API1", 1060))
    expect(found).toMatchObject({ Status: "SUCCESS", Result: { TradeStatus: "1" } })
  })
})
