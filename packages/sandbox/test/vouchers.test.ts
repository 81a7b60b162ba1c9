import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { applyForLending, findTrade, issueVoucher, openPage, payVoucher } from "../src/shopper/index.js"
import { isGenuine, MERCHANT, now, openWorld, order, query, readPlain, sign, type World } from "./shop.js"

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

let world: World
beforeEach(async () => {
  world = await openWorld()
})
afterEach(() => world.close())

const gateway = () => world.sandbox.gateway("ecpay")
const trade = () => gateway().trades().at(-1)
const startUrlOf = (changes: Record<string, string>) => {
  const fields = order(world.shop, changes)
  return { url: world.shop.startUrl(sign(fields)), reference: fields.MerchantTradeNo ?? "" }
}

describe("a number", () => {
  it("that ran out cannot be paid, sends nothing, and can still be paid late by the back office", async () => {
    const { url, reference } = startUrlOf({ ChoosePayment: "ATM", ChooseSubPayment: "LAND", ExpireDate: "1" })
    await issueVoucher(url)
    await world.sandbox.advance(2 * DAY)
    expect(trade()?.state).toBe("expired")
    expect(world.shop.receivedAt("/notify")).toEqual([])
    expect((await query(world, reference)).TradeStatus).toBe("0")
    await expect(payVoucher(world.sandbox.url, trade()?.id ?? "")).rejects.toThrow("expired")
    await gateway().act(trade()?.id ?? "", "pay-late", {})
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]?.RtnCode).toBe("1")
  })

  it("can be paid with a wrong amount by ATM", async () => {
    const { url } = startUrlOf({ ChoosePayment: "ATM", ChooseSubPayment: "BOT" })
    const { page } = await issueVoucher(url)
    await page.submit("pay-voucher", {}, "wrong")
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", TradeAmt: "1059" })
  })

  it("is paid once only", async () => {
    await issueVoucher(startUrlOf({ ChoosePayment: "CVS", ChooseSubPayment: "IBON" }).url)
    await payVoucher(world.sandbox.url, trade()?.id ?? "")
    await expect(payVoucher(world.sandbox.url, trade()?.id ?? "")).rejects.toThrow("paid")
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")).toHaveLength(1)
  })

  it("is notified nowhere without a PaymentInfoURL", async () => {
    await issueVoucher(startUrlOf({ ChoosePayment: "BARCODE", PaymentInfoURL: "" }).url)
    await world.sandbox.settled()
    expect(world.shop.received).toEqual([])
  })

  it("simulated as paid tells SimulatePaid=1 and stays unpaid", async () => {
    const { url, reference } = startUrlOf({ ChoosePayment: "CVS", ChooseSubPayment: "CVS" })
    await issueVoucher(url)
    await gateway().act(trade()?.id ?? "", "simulate", {})
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", RtnMsg: "付款成功", SimulatePaid: "1" })
    expect((await query(world, reference)).TradeStatus).toBe("0")
  })
})

describe("ATM", () => {
  it("issues an account until the end of the third day and tells the payer's bank", async () => {
    const { url, reference } = startUrlOf({ ChoosePayment: "ATM" })
    const { voucher } = await issueVoucher(url, { sub: "PANHSIN" })
    await world.sandbox.settled()
    const [info] = world.shop.receivedAt("/info")
    expect(isGenuine(info)).toBe(true)
    expect(info).toMatchObject({
      BankCode: "118",
      ExpireDate: "2026/11/25",
      PaymentType: "ATM_PANHSIN",
      RtnCode: "2",
      RtnMsg: "Get VirtualAccount Succeeded",
      TradeAmt: "1060",
    })
    expect(info?.vAccount).toMatch(/^990014\d{10}$/)
    expect(voucher).toMatchObject({ kind: "ATM", fields: { BankCode: "118", vAccount: info?.vAccount } })
    expect(Object.keys(info ?? {})).not.toContain("PaymentDate")
    await payVoucher(world.sandbox.url, (await findTrade(world.sandbox.url, reference))?.id ?? "")
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", ATMAccBank: "822", ATMAccNo: "12345" })
    expect((await query(world, reference)).TradeStatus).toBe("1")
  })

  it("stays payable to the last second of its day", async () => {
    await issueVoucher(startUrlOf({ ChoosePayment: "ATM", ChooseSubPayment: "BOT", ExpireDate: "1" }).url)
    const lastSecond = new Date("2026-11-23T15:59:59Z").getTime()
    await world.sandbox.advance(lastSecond - world.sandbox.clock.now().getTime())
    expect(trade()?.state).toBe("issued")
    await world.sandbox.advance(1_000)
    expect(trade()?.state).toBe("expired")
  })
})

describe("CVS", () => {
  it("counts its lifetime in minutes", async () => {
    const { url } = startUrlOf({ ChoosePayment: "CVS", ChooseSubPayment: "FAMILY", StoreExpireDate: "30" })
    await issueVoucher(url)
    await world.sandbox.settled()
    const [info] = world.shop.receivedAt("/info")
    expect(info).toMatchObject({ RtnCode: "10100073", RtnMsg: "Get CVS Code Succeeded.", Barcode1: "", Barcode3: "" })
    expect(info?.PaymentNo).toMatch(/^LLL26326\d{6}$/)
    expect(info?.ExpireDate).toMatch(/^2026\/11\/22 10:30:\d\d$/)
    await world.sandbox.advance(31 * MINUTE)
    expect(trade()?.state).toBe("expired")
  })

  it("is valid for a week by default", async () => {
    await issueVoucher(startUrlOf({ ChoosePayment: "CVS", ChooseSubPayment: "OK" }).url)
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/info")[0]?.ExpireDate).toMatch(/^2026\/11\/29 10:00:\d\d$/)
  })
})

describe("barcode", () => {
  it("counts its lifetime in days and writes amount and dates into the codes", async () => {
    const { url } = startUrlOf({ ChoosePayment: "BARCODE", StoreExpireDate: "7", TotalAmount: "1500" })
    const { voucher, page } = await issueVoucher(url)
    await world.sandbox.settled()
    const [info] = world.shop.receivedAt("/info")
    expect(info?.Barcode1).toBe("1511296EA")
    expect(info?.Barcode2).toMatch(/^\d{16}$/)
    expect(info?.Barcode3).toMatch(/^1122\d{2}000001500$/)
    expect(voucher?.fields).toMatchObject({ Barcode1: "1511296EA", Barcode2: info?.Barcode2 })
    expect(page.html.match(/<svg/g)).toHaveLength(3)
  })
})

describe("ClientRedirectURL", () => {
  it("takes the browser home with the signed number", async () => {
    const ClientRedirectURL = `${world.shop.url}/redirect`
    const { page, voucher } = await issueVoucher(startUrlOf({ ChoosePayment: "ATM", ClientRedirectURL }).url, {
      sub: "LAND",
    })
    expect(page.url).toBe(ClientRedirectURL)
    expect(isGenuine(world.shop.receivedAt("/redirect")[0])).toBe(true)
    expect(voucher?.fields.vAccount).toMatch(/^521911/)
  })
})

describe("ChoosePayment=ALL", () => {
  it("reads StoreExpireDate in each method's own unit", async () => {
    await issueVoucher(startUrlOf({ ChoosePayment: "ALL", StoreExpireDate: "7" }).url, { method: "CVS", sub: "CVS" })
    await issueVoucher(startUrlOf({ ChoosePayment: "ALL", StoreExpireDate: "7" }).url, { method: "BARCODE" })
    await world.sandbox.settled()
    const [cvs, barcode] = world.shop.receivedAt("/info")
    expect(cvs?.ExpireDate).toMatch(/^2026\/11\/22 10:07/)
    expect(barcode?.ExpireDate).toMatch(/^2026\/11\/29/)
  })
})

describe("QueryPaymentInfo", () => {
  const ask = async (reference: string) => {
    const fields = { MerchantID: MERCHANT, MerchantTradeNo: reference, TimeStamp: now() }
    return readPlain(await (await world.call("/Cashier/QueryPaymentInfo", fields)).text())
  }

  it("knows the number until it is paid", async () => {
    const { url, reference } = startUrlOf({ ChoosePayment: "CVS", ChooseSubPayment: "CVS" })
    expect((await ask("nothing")).RtnCode).toBe("10200047")
    await issueVoucher(url)
    const answer = await ask(reference)
    expect(isGenuine(answer)).toBe(true)
    expect(answer).toMatchObject({ RtnCode: "10100073", PaymentType: "CVS_CVS" })
    expect(answer.PaymentURL).toContain(`PaymentNo=${answer.PaymentNo}`)
    const shown = await openPage(answer.PaymentURL ?? "")
    expect(shown.html).toContain(answer.PaymentNo)
    await payVoucher(world.sandbox.url, trade()?.id ?? "")
    expect((await ask(reference)).RtnCode).toBe("10200047")
  })
})

describe("instalments without a card", () => {
  it("refused at once: PaymentInfoURL hears 10200163, ReturnURL nothing", async () => {
    const { url, reference } = startUrlOf({ ChoosePayment: "BNPL", ChooseSubPayment: "ZINGALA" })
    await applyForLending(url, { outcome: "decline" })
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/info")[0]?.RtnCode).toBe("10200163")
    expect(world.shop.receivedAt("/notify")).toEqual([])
    expect((await query(world, reference)).TradeStatus).toBe("10200163")
  })

  it("taken, then paid when the lender agrees", async () => {
    await applyForLending(startUrlOf({ ChoosePayment: "BNPL" }).url, { sub: "URICH" })
    await world.sandbox.settled()
    const [info] = world.shop.receivedAt("/info")
    expect(isGenuine(info)).toBe(true)
    expect(info).toMatchObject({ RtnCode: "2", PaymentType: "BNPL_URICH", BNPLInstallment: "3" })
    await gateway().act(trade()?.id ?? "", "confirm", {})
    await world.sandbox.settled()
    expect(world.shop.receivedAt("/notify")[0]).toMatchObject({ RtnCode: "1", PaymentType: "BNPL_URICH" })
  })
})
