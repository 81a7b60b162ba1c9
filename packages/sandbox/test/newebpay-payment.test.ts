import { afterEach, beforeEach, describe, expect, it } from "vitest"
import type { Fields } from "../src/gateways/newebpay/wire/codec.js"
import { type NewebpayCardShopper, openPage, payNewebpayByCard, payNewebpayByWallet } from "../src/shopper/index.js"
import { type Merchant, openMerchant } from "./newebpay-merchant.js"

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

const settled = () => shop.world.sandbox.settled()

async function byCard(changes: Fields = {}, shopper: NewebpayCardShopper = {}) {
  const { url, orderNo } = shop.startUrl(changes)
  const page = await payNewebpayByCard(url, shopper)
  await settled()
  return { orderNo, page, notices: shop.receivedAt("/notify") }
}

async function byWallet(changes: Fields, shopper: Parameters<typeof payNewebpayByWallet>[1] = {}) {
  const { url, orderNo } = shop.startUrl({ CREDIT: "", ...changes })
  const page = await payNewebpayByWallet(url, shopper)
  await settled()
  return { orderNo, page, notices: shop.receivedAt("/notify") }
}

describe("a card that is not accepted", () => {
  it.each<[string, NewebpayCardShopper, string]>([
    ["no test card", { card: "4111-1111-1111-1111" }, "MPG03009"],
    ["an expiry that is over", { expiry: "10/26" }, "MPG03009"],
    ["no expiry", { expiry: "13/30" }, "MPG03009"],
    ["the declining card", { card: "4000-2200-0000-0002" }, "MPG03009"],
    ["the suspicious card", { card: "4000-2200-0000-0051" }, "MPG05005"],
    ["any code by its button", { outcome: "MPG02006" }, "MPG02006"],
    ["a card for points only", { card: "6250-9400-0000-0003" }, "MPG03009"],
  ])("%s ends the order, is notified, and can be queried", async (_name, shopper, code) => {
    const { orderNo, page, notices } = await byCard({}, shopper)
    expect(notices).toMatchObject([{ Status: code, Result: { MerchantOrderNo: orderNo, RespondCode: "05" } }])
    expect(page.url).toBe(`${shop.world.shop.url}/return`)
    expect(shop.receivedAt("/return")).toMatchObject([{ Status: code }])
    expect(await shop.query(orderNo)).toMatchObject({
      Status: "SUCCESS",
      Result: { TradeStatus: "2", CloseStatus: "0" },
    })
    expect(page.form("again")).toBeUndefined()
  })

  it("tells nobody where so set", async () => {
    shop.world.sandbox.gateway("newebpay").configure({ failureNotices: false })
    expect((await byCard({}, { outcome: "MPG03009" })).notices).toEqual([])
  })

  it("cannot be tried again on a page that was kept open", async () => {
    const form = await openPage(shop.startUrl().url)
    await form.submit("card-form", { number: "1" }, "pay")
    await form.submit("card-form", { number: "4000-2211-1111-1111", expiry: "12/35" }, "pay")
    expect(shop.trade().state).toBe("failed")
  })
})

describe("a bank that is silent", () => {
  it("leaves the order at 0 and tells nobody, until the back office decides", async () => {
    const { orderNo, page, notices } = await byCard({}, { outcome: "silent" })
    expect(notices).toEqual([])
    expect(page.html).toContain("請勿重複付款")
    expect((await shop.query(orderNo)).Result).toMatchObject({ TradeStatus: "0", PayTime: "0000-00-00 00:00:00" })
    await shop.act("confirm")
    await settled()
    expect(shop.receivedAt("/notify")).toMatchObject([{ Status: "SUCCESS" }])
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("1")
    await expect(shop.act("decline")).rejects.toThrow("decline")
  })

  it("is not asked again from a page that was kept open", async () => {
    const form = await openPage(shop.startUrl().url)
    await form.submit("card-form", { number: "4000-2211-1111-1111", expiry: "12/35" }, "silent")
    await form.submit("card-form", { number: "4000-2211-1111-1111", expiry: "12/35" }, "pay")
    expect(shop.trade().state).toBe("silent")
  })

  it("may decline at last", async () => {
    await byCard({}, { outcome: "silent" })
    await shop.act("decline")
    await settled()
    expect(shop.receivedAt("/notify")).toMatchObject([{ Status: "MPG03009" }])
  })
})

describe("a card", () => {
  it("is paid: a sealed notice, then the same by the browser", async () => {
    const { orderNo, page, notices } = await byCard()
    expect(page.url).toBe(`${shop.world.shop.url}/return`)
    expect(notices).toHaveLength(1)
    expect(notices[0]?.Result).toMatchObject({
      MerchantID: "MS127874575",
      Amt: 1060,
      MerchantOrderNo: orderNo,
      RespondType: "JSON",
      EscrowBank: "HNCB",
      PaymentType: "CREDIT",
      RespondCode: "00",
      Card6No: "400022",
      Card4No: "1111",
      Exp: "3512",
      TokenUseStatus: 0,
      Inst: 0,
      ECI: "",
      PaymentMethod: "CREDIT",
      AuthBank: "KGI",
    })
    expect(notices[0]?.Result.TradeNo).toMatch(/^261122\d{11}$/)
    expect(shop.receivedAt("/return")).toEqual(notices)
    expect(page.hops.at(-1)?.fields).toMatchObject({ Status: "SUCCESS", MerchantID: "MS127874575", Version: "2.3" })
  })

  it("stays on NewebPay's page without a ReturnURL", async () => {
    const { page } = await byCard({ ReturnURL: "" })
    expect(page.html).toContain("付款成功")
    expect(page.links["client-back"]).toBe(`${shop.world.shop.url}/back`)
  })

  it("in instalments: the first term takes the remainder", async () => {
    const { notices, orderNo } = await byCard(
      { CREDIT: "", InstFlag: "3,6", Amt: "1001" },
      { method: "InstFlag", term: "6" },
    )
    expect(notices[0]?.Result).toMatchObject({ Inst: 6, InstFirst: 171, InstEach: 166 })
    expect((await shop.query(orderNo, { Amt: "1001" })).Result).toMatchObject({
      Inst: "6",
      InstFirst: "171",
      InstEach: "166",
    })
  })

  it.each<[NewebpayCardShopper["method"], object]>([
    ["CreditRed", { RedAmt: 106, Card6No: "400355" }],
    ["UNIONPAY", { PaymentMethod: "UNIONPAY" }],
    ["CREDITAE", { Card4No: "0006", PaymentType: "CREDIT" }],
  ])("of another kind: %s", async (method, notice) => {
    const { notices } = await byCard({ CREDIT: "", [method ?? ""]: "1" }, method ? { method } : {})
    expect(notices[0]?.Result).toMatchObject(notice)
  })

  it("is remembered, then used again", async () => {
    const first = await byCard({ TokenTerm: "buyer1" }, { remember: true })
    expect(first.notices.at(-1)?.Result.TokenUseStatus).toBe(1)
    const second = await byCard({ TokenTerm: "buyer1" })
    expect(second.notices.at(-1)?.Result.TokenUseStatus).toBe(2)
    expect((await byCard({ TokenTerm: "buyer2" })).notices.at(-1)?.Result.TokenUseStatus).toBe(0)
  })

  it("of a gateway shop names no escrow bank, and may take 8 terms", async () => {
    const gateway = shop.world.sandbox.gateway("newebpay")
    gateway.addAccount({ ...gateway.accounts()[0], gatewayShop: true })
    const { notices } = await byCard({ CREDIT: "", InstFlag: "8" }, { method: "InstFlag", term: "8" })
    expect(notices[0]?.Result).toMatchObject({ EscrowBank: "", Inst: 8 })
  })
})

describe("3-D", () => {
  it("passes with the password and tells ECI", async () => {
    expect((await byCard({ P3D: "1" })).notices[0]?.Result.ECI).toBe("5")
  })

  it("fails at the bank, or at the third wrong password", async () => {
    expect((await byCard({ P3D: "1" }, { outcome: "fail-3d" })).notices.at(-1)?.Status).toBe("MPG03009")
    let page = await payNewebpayByCard(shop.startUrl({ P3D: "1" }).url, { outcome: "leave" })
    page = await page.submit("card-form", { number: "4000-2211-1111-1111", expiry: "12/35" }, "pay")
    expect(
      (await shop.query(String(shop.world.sandbox.gateway("newebpay").trades().at(-1)?.reference))).Result.TradeStatus,
    ).toBe("0")
    for (let tries = 0; tries < 3; tries++) page = await page.submit("otp-form", { otp: "0000" }, "confirm")
    expect(page.html).toContain("MPG03009")
  })

  it("declines a card only behind the bank's page", async () => {
    const { page } = await byCard({ P3D: "1" }, { card: "4000-2200-0000-0002" })
    expect(page.hops.some(({ url }) => url.endsWith("/otp"))).toBe(true)
  })
})

describe("phones and wallets", () => {
  it.each<[string, object]>([
    ["APPLEPAY", { PaymentType: "CREDIT", PaymentMethod: "APPLEPAY", Card4No: "1111" }],
    ["ANDROIDPAY", { PaymentType: "CREDIT", PaymentMethod: "GOOGLEPAY" }],
    ["SAMSUNGPAY", { PaymentType: "CREDIT", PaymentMethod: "SAMSUNGPAY" }],
    ["LINEPAY", { PaymentType: "LINEPAY" }],
    ["ESUNWALLET", { PaymentType: "ESUNWALLET", PayAmt: 1060, RedDisAmt: 0 }],
    ["TAIWANPAY", { PaymentType: "TAIWANPAY", PayAmt: 1060 }],
    ["TWQR", { PaymentType: "TWQR", ChannelID: "TWQR" }],
    ["EZPWECHAT", { PaymentType: "EZPWECHAT", ChannelID: "WECHATPAY" }],
    ["EZPALIPAY", { PaymentType: "EZPALIPAY", ChannelID: "ALIPAY" }],
    ["BITOPAY", { PaymentType: "BITOPAY", CryptoCurrency: "USDT", CryptoAmount: "33.125000" }],
  ])("%s is paid", async (method, result) => {
    const { notices, orderNo } = await byWallet({ [method]: "1" })
    expect(notices).toMatchObject([{ Status: "SUCCESS", Result: result }])
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("1")
  })

  it.each(["ESUNWALLET", "TAIWANPAY"])("%s does not bring the browser home", async (method) => {
    await byWallet({ [method]: "1" })
    expect(shop.receivedAt("/return")).toEqual([])
  })

  it("a wallet that failed may be tried again in the same order", async () => {
    const { notices, orderNo, page } = await byWallet({ LINEPAY: "1" }, { outcome: "decline", goBack: false })
    expect(notices).toMatchObject([{ Status: "MPG03009", Result: { PaymentType: "LINEPAY" } }])
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("0")
    await (await page.submit("again")).submit("wallet-form", {}, "approve")
    await settled()
    expect(shop.receivedAt("/notify").map(({ Status }) => Status)).toEqual(["MPG03009", "SUCCESS"])
  })

  it("a buyer may turn to another method, and the code left behind completes nothing", async () => {
    const chooser = await openPage(shop.startUrl({ TWQR: "1" }).url)
    const code = await chooser.submit("choose", {}, "TWQR")
    const again = await code.submit("other-methods")
    expect((await again.submit("choose", {}, "CREDIT")).form("card-form")).toBeDefined()
    await shop.world.sandbox.advance(60_000)
    expect(shop.receivedAt("/notify")).toEqual([])
  })

  it("Web ATM pays at once beside another method", async () => {
    const { notices } = await byWallet({ CREDIT: "1", WEBATM: "1" }, { method: "WEBATM" })
    expect(notices[0]).toMatchObject({
      Message: "付款成功",
      Result: { PayBankCode: "004", PayerAccount5Code: "12345" },
    })
  })

  it("a QR code completes by itself after 30 seconds, once", async () => {
    const { url, orderNo } = shop.startUrl({ CREDIT: "", TWQR: "1" })
    await openPage(url)
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("0")
    await shop.world.sandbox.advance(31_000)
    await settled()
    expect(shop.receivedAt("/notify")).toHaveLength(1)
    expect((await shop.query(orderNo)).Result.TradeStatus).toBe("1")
  })

  it("a QR code runs out where nothing completes it", async () => {
    shop.world.sandbox.gateway("newebpay").configure({ qrCompletesSeconds: 0 })
    await openPage(shop.startUrl({ CREDIT: "", TWQR: "1", TWQR_LifeTime: "60" }).url)
    await shop.world.sandbox.advance(61_000)
    expect(shop.trade().state).toBe("left")
  })
})

describe("lenders", () => {
  const OrderDetail = JSON.stringify([{ ItemName: "茶", ItemAmt: 1060, ItemOrderNo: "A1" }])

  it.each(["AFTEE", "OPPAY"])("%s pays", async (method) => {
    const { notices, orderNo } = await byWallet({ [method]: "2", OrderDetail })
    expect(notices[0]?.Result).toMatchObject({ PaymentType: method, PayAmt: 1060 })
    expect((await shop.query(orderNo)).Result).toMatchObject({ CloseStatus: "1", AuthBank: method, Inst: "0" })
  })

  it("refuses", async () => {
    expect((await byWallet({ AFTEE: "1", OrderDetail }, { outcome: "decline" })).notices[0]?.Status).toBe("MPG03009")
  })
})
