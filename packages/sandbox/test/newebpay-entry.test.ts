import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { type Fields, phpQuery, sealCbc, sealGcm, tradeSha } from "../src/gateways/newebpay/wire/codec.js"
import { openPage, payNewebpayByCard } from "../src/shopper/index.js"
import { type Merchant, openMerchant, order, SHOP, sealed } from "./newebpay-merchant.js"
import { now } from "./shop.js"

let shop: Merchant
beforeEach(async () => {
  shop = await openMerchant()
})
afterEach(() => shop.world.close())

const gateway = () => shop.world.sandbox.gateway("newebpay")

/** The code on the page that MPG shows, or "" if the buyer may pay. */
async function codeOf(outer: Fields, headers?: Record<string, string>) {
  const response = await shop.post(outer, headers)
  if (response.status === 303) return ""
  return /data-code="(\w+)"/.exec(await response.text())?.[1] ?? `HTTP ${response.status}`
}

const codeFor = (changes: Fields) => codeOf(sealed(order(shop.world, changes)))
const detail = (items: object[]) => JSON.stringify(items)
const ITEM = { ItemName: "茶", ItemAmt: 1060, ItemType: 1, ItemOrderNo: "A1" }

describe("the envelope", () => {
  it.each<[string, Fields, string]>([
    ["no shop", { MerchantID: "" }, "MPG01009"],
    ["an unknown shop", { MerchantID: "MS1" }, "MPG03007"],
    ["no TradeInfo", { TradeInfo: "" }, "MPG01023"],
    ["no TradeSha", { TradeSha: "" }, "MPG01024"],
    ["another version", { Version: "1.6" }, "MPG01010"],
    ["a wrong TradeSha", { TradeSha: "0".repeat(64) }, "MPG03009"],
    ["an unknown EncryptType", { EncryptType: "2" }, "MPG03009"],
    ["a cipher that is not the one named", { EncryptType: "1" }, "MPG03009"],
  ])("refuses %s", async (_name, changes, code) => {
    expect(await codeOf({ ...sealed(order(shop.world)), ...changes })).toBe(code)
  })

  it("refuses another shop inside than outside", async () => {
    const inside = sealed(order(shop.world, { MerchantID: "MS300000002" }))
    expect(await codeOf({ ...inside, MerchantID: SHOP.merchantId })).toBe("MPG03007")
  })

  it("says that the sum does not fit", async () => {
    const response = await shop.post({ ...sealed(order(shop.world)), TradeSha: "00" })
    expect(await response.text()).toContain("交易資料 SHA 256 檢查不符合")
  })

  it("refuses what another key sealed, though its sum is right", async () => {
    const TradeInfo = sealCbc("a=1", { ...SHOP, hashKey: "0".repeat(32) }, 32)
    const outer = { MerchantID: SHOP.merchantId, Version: "2.3", TradeInfo, TradeSha: tradeSha(TradeInfo, SHOP) }
    expect(await codeOf(outer)).toBe("MPG03009")
  })

  it("takes padding to 16 as well, and GCM", async () => {
    for (const [seal, EncryptType] of [
      [(text: string) => sealCbc(text, SHOP, 16), "0"],
      [(text: string) => sealGcm(text, SHOP), "1"],
    ] as const) {
      const TradeInfo = seal(phpQuery(order(shop.world)))
      const outer = { MerchantID: SHOP.merchantId, Version: "2.3", TradeInfo, EncryptType }
      expect(await codeOf({ ...outer, TradeSha: tradeSha(TradeInfo, SHOP) })).toBe("")
    }
  })

  it.each<[string, Record<string, string>]>([
    ["a server", { accept: "*/*" }],
    ["a frame", { accept: "text/html", "sec-fetch-dest": "iframe" }],
    ["a file", { accept: "text/html", origin: "null", "sec-fetch-site": "same-site" }],
  ])("refuses a post from %s, unless set", async (_name, headers) => {
    expect(await codeOf(sealed(order(shop.world)), headers)).toBe("MPG02005")
    gateway().configure({ sourceCheck: false })
    expect(await codeOf(sealed(order(shop.world)), headers)).toBe("")
  })

  it("refuses a shop that was stopped", async () => {
    gateway().addAccount({ ...SHOP, merchantId: "MS9", suspended: true })
    expect(await codeOf(sealed(order(shop.world, { MerchantID: "MS9" })))).toBe("MPG03004")
  })
})

describe("TradeInfo", () => {
  it.each<[string, Fields, string]>([
    ["no RespondType", { RespondType: "" }, "MPG01011"],
    ["an unknown RespondType", { RespondType: "XML" }, "MPG01011"],
    ["no TimeStamp", { TimeStamp: "" }, "MPG01002"],
    ["an old TimeStamp", { TimeStamp: "1600000000" }, "MPG02004"],
    ["a TimeStamp in milliseconds", { TimeStamp: String(Date.now()) }, "MPG02004"],
    ["no order number", { MerchantOrderNo: "" }, "MPG01012"],
    ["an order number with a hyphen", { MerchantOrderNo: "A-1" }, "MPG01012"],
    ["a long order number", { MerchantOrderNo: "A".repeat(31) }, "MPG01012"],
    ["a fraction", { Amt: "10.5" }, "MPG01015"],
    ["zero", { Amt: "0" }, "MPG01015"],
    ["more than the shop's limit", { Amt: "1000001" }, "MPG01015"],
    ["no ItemDesc", { ItemDesc: "" }, "MPG01017"],
    ["a long ItemDesc", { ItemDesc: "茶".repeat(51) }, "MPG01017"],
    ["a bad address of mail", { Email: "nobody" }, "MPG01013"],
    ["a bad NotifyURL", { NotifyURL: "ftp://x" }, "MPG01014"],
    ["a long ReturnURL", { ReturnURL: `https://x/${"a".repeat(200)}` }, "MPG01014"],
    ["3-D without NotifyURL", { P3D: "1", NotifyURL: "" }, "MPG01014"],
    ["a bad ExpireDate", { ExpireDate: "2026-12-01" }, "MPG01018"],
    ["an ExpireDate that is over", { VACC: "1", ExpireDate: "20261121" }, "MPG01018"],
    ["an ExpireDate beyond 180 days", { VACC: "1", ExpireDate: "20270801" }, "MPG01018"],
    ["a store code of less than an hour", { CVS: "1", ExpireDate: "20261122", ExpireTime: "103000" }, "MPG01018"],
    ["a bad InstFlag", { InstFlag: "5" }, "MPG01008"],
    ["all terms and some", { InstFlag: "1,3" }, "MPG01008"],
    ["a bad BankType", { VACC: "1", BankType: "BOT;HNCB" }, "MPG01025"],
    ["a bank that is gone", { VACC: "1", BankType: "BOT,FirstBank" }, "MPG01026"],
    ["a bad SourceType", { VACC: "1", SourceType: "9" }, "MPG02007"],
    ["a SourceType without its bank", { VACC: "1", SourceType: "1" }, "MPG02008"],
    ["a SourceType without its account", { VACC: "1", SourceType: "1", SourceBankId: "004" }, "MPG02009"],
    ["a bad TokenTerm", { TokenTerm: "a b" }, "MPG01005"],
    ["a field that is not there", { Amount: "1" }, "MPG03009"],
    ["a method that was removed", { EZPAY: "1" }, "MPG03009"],
    ["store pick-up", { CVSCOM: "1" }, "MPG02003"],
    ["cards by agreement", { CREDITAGREEMENT: "1" }, "MPG02003"],
    ["TWQR of an older version", { Version: "2.0", TWQR: "1" }, "MPG02010"],
    ["Web ATM alone", { CREDIT: "", WEBATM: "1" }, "MPG02002"],
    ["nothing that takes so much", { CREDIT: "", VACC: "1", Amt: "50000" }, "MPG01015"],
    ["nothing that takes so little", { CREDIT: "", CVS: "1", Amt: "29" }, "MPG01015"],
    ["a loan without items", { AFTEE: "1" }, "MPG01028"],
    ["items that are no JSON", { AFTEE: "1", OrderDetail: "{" }, "MPG01028"],
    ["an item without a name", { OPPAY: "1", OrderDetail: detail([{ ...ITEM, ItemName: "" }]) }, "MPG01028"],
    ["items of another sum", { AFTEE: "1", OrderDetail: detail([{ ...ITEM, ItemAmt: 1059 }]) }, "MPG01029"],
    ["two items of one number", { AFTEE: "1", OrderDetail: detail([ITEM, { ...ITEM, ItemAmt: 0 }]) }, "MPG01030"],
  ])("refuses %s", async (_name, changes, code) => expect(await codeFor(changes)).toBe(code))

  it.each<[string, Fields]>([
    ["LoginType, which was dropped", { LoginType: "0" }],
    ["an unknown language", { LangType: "fr" }],
    [
      "negative items",
      {
        AFTEE: "1",
        OrderDetail: detail([
          { ...ITEM, ItemAmt: 1100 },
          { ...ITEM, ItemAmt: -40, ItemType: 4, ItemOrderNo: "A2" },
        ]),
      },
    ],
    ["version 2.0", { Version: "2.0" }],
    ["no URL at all", { NotifyURL: "", ReturnURL: "", ClientBackURL: "" }],
    ["NotifyURL and ReturnURL the same", { NotifyURL: "http://127.0.0.1/a", ReturnURL: "http://127.0.0.1/a" }],
  ])("takes %s", async (_name, changes) => expect(await codeFor(changes)).toBe(""))

  it("takes unknown fields and milliseconds where so set", async () => {
    gateway().configure({ unknownFields: "ignored", millisecondTimestamps: true })
    expect(await codeFor({ Amount: "1", TimeStamp: String(Date.now()) })).toBe("")
  })

  it("refuses other ports where so set", async () => {
    gateway().configure({ portsRule: true })
    expect(await codeFor({})).toBe("MPG01014")
  })

  it("follows the sandbox's clock as well as this machine's", async () => {
    const { clock } = shop.world.sandbox
    expect(await codeFor({ TimeStamp: String(Math.floor(clock.now().getTime() / 1000) - 110) })).toBe("")
    expect(await codeFor({ TimeStamp: String(Number(now()) - 200) })).toBe("MPG02004")
  })
})

describe("an order number", () => {
  it("is used for ever, paid or not, in one shop", async () => {
    const { url, orderNo } = shop.startUrl()
    await payNewebpayByCard(url, { outcome: "leave" })
    expect(await codeFor({ MerchantOrderNo: orderNo })).toBe("MPG03008")
    gateway().addAccount({ ...SHOP, merchantId: "MS9" })
    expect(await codeFor({ MerchantOrderNo: orderNo, MerchantID: "MS9" })).toBe("")
  })
})

describe("the page", () => {
  const offered = async (changes: Fields, headers = {}) => {
    const page = await openPage(shop.startUrl(changes).url, { headers })
    return page.form("choose")?.buttons.map(({ value }) => value)
  }

  it("offers what was asked for, in NewebPay's order", async () => {
    expect(await offered({ VACC: "1", LINEPAY: "1", InstFlag: "3,6" })).toEqual([
      "CREDIT",
      "InstFlag",
      "LINEPAY",
      "VACC",
    ])
  })

  it("offers all that the shop has where nothing was asked for, but loans only with items", async () => {
    const all = await offered({ CREDIT: "" })
    expect(all).toHaveLength(19)
    expect(all).not.toContain("AFTEE")
    expect(await offered({ CREDIT: "", OrderDetail: detail([ITEM]) })).toContain("AFTEE")
  })

  it("hides what the amount does not allow, and Web ATM on phones", async () => {
    const asked = { LINEPAY: "1", CVS: "1", BARCODE: "1", VACC: "1", WEBATM: "1", TAIWANPAY: "1" }
    expect(await offered({ ...asked, Amt: "20001" })).toEqual([
      "CREDIT",
      "LINEPAY",
      "TAIWANPAY",
      "WEBATM",
      "VACC",
      "BARCODE",
    ])
    expect(await offered({ ...asked, Amt: "50000" })).toEqual(["CREDIT", "LINEPAY"])
    const phone = { "user-agent": "Mozilla/5.0 (iPhone) Mobile/15E148" }
    expect(await offered(asked, phone)).not.toContain("WEBATM")
  })

  it("goes straight to the only method", async () => {
    expect((await openPage(shop.startUrl().url)).form("card-form")).toBeDefined()
  })

  it("speaks English where asked, at once or by the button", async () => {
    expect((await openPage(shop.startUrl({ LangType: "en" }).url)).html).toContain("Pay now")
    const page = await openPage(shop.startUrl().url)
    expect((await page.submit("language", {}, "en")).html).toContain("Pay now")
  })

  it("is over after its TradeLimit, a minute at least", async () => {
    const page = await openPage(shop.startUrl({ TradeLimit: "1" }).url)
    await shop.world.sandbox.advance(50_000)
    expect((await openPage(page.url)).form("card-form")).toBeDefined()
    await shop.world.sandbox.advance(20_000)
    const late = await page.submit("card-form", { number: "4000-2211-1111-1111", expiry: "12/35" }, "pay")
    expect(late.html).toContain("MPG02004")
    expect(shop.trade().state).toBe("left")
  })

  it("knows no stranger", async () => {
    const page = await openPage(`${shop.world.sandbox.url}/MPG/mpg_gateway/pay/nobody`)
    expect(page.status).toBe(404)
  })
})
