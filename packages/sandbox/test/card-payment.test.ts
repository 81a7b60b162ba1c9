import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openPage, payByCard, payByWallet } from "../src/shopper/index.js"
import { isGenuine, openWorld, order, query, sign, type World } from "./shop.js"

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const state = () => world.sandbox.gateway("ecpay").trades().at(-1)?.state

describe("a card that is declined", () => {
  const codes = ["10100058", "10100248", "10100249", "10100251", "10100252", "10100254", "10100255", "10100256"]

  it.each(codes)("with %s tells the shop so", async (code) => {
    const fields = order(world.shop)
    const page = await payByCard(world.shop.startUrl(sign(fields)), { outcome: code })
    await world.sandbox.settled()
    expect(page.url).toBe(`${world.shop.url}/return`)
    const [notice] = world.shop.receivedAt("/notify")
    expect(isGenuine(notice)).toBe(true)
    expect(notice).toMatchObject({ RtnCode: code, RtnMsg: "付款失敗", PaymentDate: "0001/01/01 00:00:00" })
    expect((await query(world, fields.MerchantTradeNo ?? "")).TradeStatus).toBe("10200095")
  })

  it("by an unknown number, an expired date, or a debit card in instalments", async () => {
    const pay = (changes: object, fields = {}) =>
      payByCard(world.shop.startUrl(sign(order(world.shop, fields))), { goBack: false, ...changes })
    expect((await pay({ card: "4242424242424242" })).html).toContain("10100249")
    expect((await pay({ expiry: "10/26" })).html).toContain("10100251")
    expect((await pay({ card: "4831388888888888" }, { CreditInstallment: "3" })).html).toContain("10100254")
    expect((await pay({ card: "340353278080900" })).html).toContain("10100249")
  })

  it("by three wrong passwords", async () => {
    let page = await payByCard(world.shop.startUrl(sign(order(world.shop))), { otp: "0000" })
    expect(page.html).toContain("驗證碼錯誤")
    page = await page.submit("otp-form", { otp: "1111" }, "confirm")
    page = await page.submit("otp-form", { otp: "2222" }, "confirm")
    expect(page.html).toContain("10100058")
  })

  it("can be tried again on the same page, and then pays", async () => {
    const page = await payByCard(world.shop.startUrl(sign(order(world.shop))), { outcome: "10100252", goBack: false })
    const form = await page.submit("again")
    const bank = await form.submit("card-form", { number: "4311952222222222", expiry: "12/35", cvv: "222" }, "pay")
    await bank.submit("otp-form", { otp: "1234" }, "confirm")
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify").map(({ RtnCode }) => RtnCode)).toEqual(["10100252", "1"])
    expect(state()).toBe("paid")
  })

  it("without a notice where the switch says so", async () => {
    world.sandbox.gateway("ecpay").configure({ failureNotices: false })
    await payByCard(world.shop.startUrl(sign(order(world.shop))), { outcome: "10100252" })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toEqual([])
  })
})

describe("a card payment left unfinished", () => {
  it.each(["leave", "abandon-3d"])("by %s sends nothing and cannot be taken up again", async (outcome) => {
    const fields = order(world.shop)
    const page = await payByCard(world.shop.startUrl(sign(fields)), { outcome, goBack: false })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toEqual([])
    expect(page.forms.map((form) => form.id)).not.toContain("card-form")
    expect((await query(world, fields.MerchantTradeNo ?? "")).TradeStatus).toBe("10200095")
  })

  it("by a closed window stays open for an hour, then is given up", async () => {
    const fields = order(world.shop)
    const page = await openPage(world.shop.startUrl(sign(fields)))
    expect(page.form("card-form")).toBeDefined()
    expect((await query(world, fields.MerchantTradeNo ?? "")).TradeStatus).toBe("0")
    await world.sandbox.advance(61 * 60_000)
    expect((await query(world, fields.MerchantTradeNo ?? "")).TradeStatus).toBe("10200095")
  })

  it("after paying: the window closed before the way home, the notice arrives all the same", async () => {
    const closeBefore = ({ url }: { url: string }) => url.endsWith("/return")
    const page = await payByCard(world.shop.startUrl(sign(order(world.shop))), { closeBefore })
    await world.sandbox.settled()
    expect(page.closed).toBe(true)
    expect(world.shop.receivedAt("/return")).toEqual([])
    expect(world.shop.receivedAt("/notify")[0]?.RtnCode).toBe("1")
  })
})

describe("10300066", () => {
  it("is pending, not failed, until the back office knows", async () => {
    const fields = order(world.shop)
    await payByCard(world.shop.startUrl(sign(fields)), { outcome: "pending" })
    await world.sandbox.settled()
    const gateway = world.sandbox.gateway("ecpay")
    expect(state()).toBe("pending")
    expect((await query(world, fields.MerchantTradeNo ?? "")).TradeStatus).toBe("0")
    await gateway.act(gateway.trades()[0]?.id ?? "", "confirm", {})
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify").map(({ RtnCode }) => RtnCode)).toEqual(["10300066", "1"])
  })
})

describe("a card payment that succeeds", () => {
  it("is notified in the fields and words that were recorded", async () => {
    const fields = order(world.shop, { CustomField1: "A1", StoreID: "S1" })
    const page = await payByCard(world.shop.startUrl(sign(fields)))
    await world.sandbox.settled()
    expect(page.url).toBe(`${world.shop.url}/return`)
    const [notice] = world.shop.receivedAt("/notify")
    const [result] = world.shop.receivedAt("/return")
    expect(isGenuine(notice) && isGenuine(result)).toBe(true)
    expect(result?.RtnMsg).toBe("Succeeded")
    expect(notice).toMatchObject({
      CustomField1: "A1",
      CustomField2: "",
      StoreID: "S1",
      MerchantTradeNo: fields.MerchantTradeNo,
      PaymentType: "Credit_CreditCard",
      PaymentTypeChargeFee: "21",
      RtnCode: "1",
      RtnMsg: "交易成功",
      SimulatePaid: "0",
      TradeAmt: "1060",
      auth_code: "777777",
      card6no: "431195",
      card4no: "2222",
      stage: "0",
    })
    expect(notice?.TradeDate).toMatch(/^2026\/11\/22 10:00:\d\d$/)
    expect(notice?.TradeNo).toMatch(/^26112210\d{8}$/)
    const names = Object.keys(notice ?? {})
    expect(names.at(-1)).toBe("CheckMacValue")
    expect(names.slice(0, -1)).toEqual(
      [...names.slice(0, -1)].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1)),
    )
  })

  it("has no extra fields unless they were asked for", async () => {
    await payByCard(world.shop.startUrl(sign(order(world.shop, { NeedExtraPaidInfo: "N" }))))
    await world.sandbox.settled()
    expect(Object.keys(world.shop.receivedAt("/notify")[0] ?? {})).toHaveLength(17)
  })

  it("of a platform is notified under the platform's name and keys", async () => {
    const platform = { hashKey: "spPjZn66i0OhqJsQ", hashIV: "hT5OJckN45isQTTs" }
    await payByCard(world.shop.startUrl(sign(order(world.shop, { PlatformID: "3002599" }), platform)))
    await world.sandbox.settled()
    const [notice] = world.shop.receivedAt("/notify")
    expect(notice).toMatchObject({ MerchantID: "3002607", PlatformID: "3002599" })
    expect([isGenuine(notice, platform), isGenuine(notice)]).toEqual([true, false])
  })

  it("cannot be paid twice", async () => {
    const page = await payByCard(world.shop.startUrl(sign(order(world.shop))), {
      closeBefore: ({ url }) => url.includes("/return"),
    })
    const token = page.hops.find(({ url }) => url.includes("/Pay/"))?.url ?? ""
    const body = new URLSearchParams({ otp: "1234", press: "confirm" })
    await fetch(`${token}/otp`, { method: "POST", body })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
  })

  it("puts the remainder of instalments into the first period", async () => {
    const fields = order(world.shop, { TotalAmount: "1733", CreditInstallment: "3,6" })
    await payByCard(world.shop.startUrl(sign(fields)), { installment: "6" })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ stage: "6", stast: "293", staed: "288" })
  })

  it("knows the flexible 30 periods, from NT$20,000 on", async () => {
    const pay = (TotalAmount: string) =>
      payByCard(world.shop.startUrl(sign(order(world.shop, { TotalAmount, CreditInstallment: "30N" }))))
    await pay("20000")
    await pay("19999")
    await world.sandbox.settled()
    const notices = world.shop.receivedAt("/notify")
    expect(notices.map(({ PaymentType, stage }) => [PaymentType, stage])).toEqual([
      ["Flexible_Installment", "30N"],
      ["Credit_CreditCard", "0"],
    ])
  })

  it("by UnionPay leaves the browser at ECPay and hides the card", async () => {
    const fields = order(world.shop, { UnionPay: "1" })
    const page = await payByCard(world.shop.startUrl(sign(fields)), { card: "6216111111111111" })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/return")).toEqual([])
    expect(page.links["client-back"]).toBe(`${world.shop.url}/back`)
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", card6no: "", card4no: "" })
  })
})

describe("wallets", () => {
  const cases = [
    ["ApplePay", undefined, "Credit_CreditCard"],
    ["TWQR", undefined, "TWQR_OPAY"],
    ["WeiXin", undefined, "WeiXin_OPAY"],
    ["DigitalPayment", "Jkopay", "DigitalPayment_Jkopay"],
    ["DigitalPayment", "iPASS", "DigitalPayment_IPASS"],
    ["WebATM", "LAND", "WebATM_LAND"],
  ] as const

  it.each(cases)("%s %s", async (ChoosePayment, sub, paymentType) => {
    const fields = order(world.shop, { ChoosePayment })
    const page = await payByWallet(world.shop.startUrl(sign(fields)), sub ? { sub } : {})
    await world.sandbox.settled()
    expect(page.url).toBe(`${world.shop.url}/return`)
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", PaymentType: paymentType })
  })

  it("can decline, and can be chosen from ECPay's own list", async () => {
    const fields = order(world.shop, { ChoosePayment: "ALL" })
    await payByWallet(world.shop.startUrl(sign(fields)), { method: "TWQR", outcome: "decline" })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "10100058", PaymentType: "TWQR_OPAY" })
  })
})

describe("ECPay's own list", () => {
  it("leaves out what is ignored or out of range", async () => {
    const fields = order(world.shop, { ChoosePayment: "ALL", IgnorePayment: "Credit#ApplePay", TotalAmount: "7000" })
    const page = await openPage(world.shop.startUrl(sign(fields)))
    const offered = page.form("choose")?.buttons.map(({ value }) => value)
    expect(offered).toEqual(["TWQR", "WeiXin", "DigitalPayment", "WebATM", "ATM", "BARCODE", "BNPL"])
  })

  it("speaks English by Language and by its switch", async () => {
    const chinese = await openPage(world.shop.startUrl(sign(order(world.shop))))
    expect(chinese.html).toContain("信用卡付款")
    expect((await chinese.submit("language")).html).toContain("Pay by card")
    const english = await openPage(world.shop.startUrl(sign(order(world.shop, { Language: "ENG" }))))
    expect(english.html).toContain("Pay by card")
  })

  it("shows an unknown order as ECPay does", async () => {
    expect((await openPage(`${world.sandbox.url}/Cashier/AioCheckOut/Pay/nothing`)).html).toContain("10200047")
  })
})
