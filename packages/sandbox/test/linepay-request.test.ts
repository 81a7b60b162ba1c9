import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { CONTRACTED, type Merchant, openMerchant, order } from "./linepay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const REQUEST = "/v4/payments/request"
const place = (changes: object, path = REQUEST) => merchant.call("POST", path, order(changes))
const settings = (patch: Record<string, unknown>) => merchant.world.sandbox.gateway("linepay").configure(patch)
const packageOf = (changes: object, product: object = {}) => [
  { id: "1", amount: 1060, products: [{ name: "茶", quantity: 1, price: 1060, ...product }], ...changes },
]
const urls = { confirmUrl: "https://shop.example/confirm", cancelUrl: "https://shop.example/cancel" }

describe("a call is refused, always with HTTP 200 and no info,", () => {
  it.each([
    ["without signature", { "x-line-authorization": "" }, "1106"],
    ["without nonce", { "x-line-authorization-nonce": "" }, "1106"],
    ["without channel", { "x-line-channelid": "" }, "1106"],
    ["from an unknown channel", { "x-line-channelid": "1" }, "1104"],
    ["with another channel's signature", { "x-line-channelid": CONTRACTED.channelId }, "1106"],
    ["with another nonce than was signed", { "x-line-authorization-nonce": "another" }, "1106"],
  ])("%s", async (_name, headers, returnCode) => {
    const answer = await merchant.call("POST", REQUEST, order(), { headers })
    expect(answer).toMatchObject({ status: 200, returnCode })
    expect(Object.keys(JSON.parse(answer.text))).toEqual(["returnCode", "returnMessage"])
  })

  it("when the body was written again after signing", async () => {
    const body = JSON.stringify(order())
    const rewritten = { signs: JSON.stringify(JSON.parse(body), null, 1) }
    expect((await merchant.call("POST", REQUEST, body, rewritten)).returnCode).toBe("1106")
    expect((await merchant.call("POST", REQUEST, body.replaceAll("茶", "\\u8336"), { signs: body })).returnCode).toBe(
      "1106",
    )
  })

  it("when the query was written again after signing", async () => {
    const signs = { signs: "orderId=A1,B2" }
    expect((await merchant.details("orderId=A1%2CB2", signs)).returnCode).toBe("1106")
    expect((await merchant.details("orderId=A1,B2", signs)).returnCode).toBe("1150")
  })

  it("in the old words, where that is switched on", async () => {
    settings({ legacyMerchantError: true })
    const { text } = await merchant.call("POST", REQUEST, order(), { headers: { "x-line-channelid": "1" } })
    expect(text).toBe('{"resultCode":1104,"statusMessage":"Merchant not found."}')
  })
})

describe("an order is refused", () => {
  it.each(["", "{", "[]", "null", '"x"'])("that is no JSON object: %s", async (body) => {
    expect((await merchant.call("POST", REQUEST, body)).returnCode).toBe(body === "" ? "2101" : "2102")
  })

  it.each([
    ["no orderId", { orderId: undefined }, "2101", "orderId"],
    ["an empty orderId", { orderId: "" }, "2101", "orderId"],
    ["a long orderId", { orderId: "x".repeat(101) }, "2101", "orderId"],
    ["an amount in quotes", { amount: "1060" }, "2101", "amount"],
    ["no packages", { packages: undefined }, "2101", "packages"],
    ["a package without id", { packages: packageOf({ id: undefined }) }, "2101", "packages[0].id"],
    ["a long package name", { packages: packageOf({ name: "x".repeat(101) }) }, "2101", "packages[0].name"],
    [
      "a product without name",
      { packages: packageOf({}, { name: undefined }) },
      "2101",
      "packages[0].products[0].name",
    ],
    ["half a product", { packages: packageOf({}, { quantity: 0.5, price: 2120 }) }, "2101", "quantity"],
    ["a price below 0", { packages: packageOf({}, { quantity: 1, price: -1 }) }, "2101", "price"],
    ["no cancelUrl", { redirectUrls: { confirmUrl: urls.confirmUrl } }, "2101", "cancelUrl"],
    ["a confirmUrl that is none", { redirectUrls: { ...urls, confirmUrl: "shop" } }, "2101", "confirmUrl"],
    ["an unknown confirmUrlType", { redirectUrls: { ...urls, confirmUrlType: "FAX" } }, "2101", "confirmUrlType"],
    ["an unknown locale", { options: { display: { locale: "zh-TW" } } }, "2101", "options.display.locale"],
    ["a field of v3", { packages: packageOf({ userFee: 1 }) }, "2101", "packages[0].userFee"],
    ["a field of nobody", { options: { color: "red" } }, "2101", "options.color"],
    ["yen", { currency: "JPY" }, "1178", "Unsupported"],
    ["half a dollar", { amount: 1060.5 }, "1124", "amount"],
    ["nothing", { amount: 0 }, "1183", "minimum"],
    ["too much", { amount: 1_000_001 }, "1184", "maximum"],
    ["packages that do not add up", { amount: 1061 }, "1124", "amount"],
    ["products that do not add up", { packages: packageOf({}, { price: 1059 }) }, "1124", "amount"],
    ["capture: false without a contract", { options: { payment: { capture: false } } }, "2103", "[capture:false]"],
    ["PREAPPROVED without a contract", { options: { payment: { payType: "PREAPPROVED" } } }, "1194", "Preapproved"],
  ])("with %s", async (_name, changes, returnCode, words) => {
    const answer = await place(changes)
    expect(answer).toMatchObject({ status: 200, returnCode })
    expect(answer.returnMessage).toContain(words)
    expect(answer.text).not.toContain("info")
  })

  it("whose orderId was used", async () => {
    const { orderId } = await merchant.request()
    expect((await place({ orderId })).returnCode).toBe("1172")
    settings({ reusedOrderId: "refused-when-paid" })
    expect((await place({ orderId })).returnCode).toBe("0000")
  })

  it("over http, where that is switched on", async () => {
    settings({ httpsRule: true })
    expect((await place({})).returnCode).toBe("2101")
    expect((await place({ redirectUrls: urls })).returnCode).toBe("0000")
  })
})

describe("switches", () => {
  it("change what is not published", async () => {
    settings({ sumMismatchCode: "2101", unknownFields: "ignored", negativePrices: "accepted" })
    expect((await place({ amount: 1061 })).returnCode).toBe("2101")
    expect((await place({ color: "red" })).returnCode).toBe("0000")
    expect((await place({ color: "red", orderId: 1 })).returnCode).toBe("2101")
    const products = [
      { name: "茶", quantity: 1, price: 1100 },
      { name: "折扣", quantity: 1, price: -40 },
    ]
    expect((await place({ packages: packageOf({ products }) })).returnCode).toBe("0000")
    expect(() => settings({ sumMismatchCode: "9999" })).toThrow("one of 1124, 2101")
  })
})

describe("a good order", () => {
  it("gets a number that no double can hold, and a page", async () => {
    const { text, info } = await place({})
    const [, bare = ""] = /"transactionId":(\d{19}),/.exec(text) ?? []
    expect(bare).toMatch(/^20261122/)
    expect(String(Number(bare))).not.toBe(bare)
    expect(BigInt(Number(bare))).not.toBe(BigInt(bare))
    expect(info?.paymentAccessToken).toMatch(/^\d{12}$/)
    expect(info?.paymentUrl.app).toMatch(/^line:\/\/pay\/payment\//)
    expect(info?.paymentUrl.web).toContain("/web/payment/wait?transactionReserveId=")
  })

  it("may carry everything that is documented", async () => {
    const full = {
      redirectUrls: { ...urls, confirmUrlType: "CLIENT", appPackageName: "" },
      options: {
        payment: { capture: true, payType: "NORMAL" },
        display: { locale: "ja", checkConfirmUrlBrowser: false },
        events: [{ code: "E1", totalAmount: 100 }],
        extra: { branchName: "台北", branchId: "x".repeat(40), promotionRestriction: { rewardLimit: 1, useLimit: 1 } },
      },
    }
    expect((await place(full)).returnCode).toBe("0000")
  })

  it("of NONE needs no addresses", async () => {
    expect((await place({ redirectUrls: { confirmUrlType: "NONE" } })).returnCode).toBe("0000")
  })

  it("of v3 may carry userFee, inside the package or beside it, and shipping", async () => {
    const v3 = "/v3/payments/request"
    const fee = { userFee: 10 }
    expect((await place({ amount: 1070, packages: packageOf(fee) }, v3)).returnCode).toBe("0000")
    expect((await place({ amount: 1070, packages: packageOf({ ...fee, amount: 1070 }) }, v3)).returnCode).toBe("0000")
    expect((await place({ amount: 1160, options: { shipping: { feeAmount: 100 } } }, v3)).returnCode).toBe("0000")
    expect((await place({ amount: 1071, packages: packageOf(fee) }, v3)).returnCode).toBe("1124")
    expect((await place({ options: { regPayRequest: {} } }, v3)).returnCode).toBe("2101")
  })

  it("may be in dollars and cents", async () => {
    const packages = [
      {
        id: "1",
        amount: 0.3,
        products: [
          { name: "a", quantity: 1, price: 0.1 },
          { name: "b", quantity: 1, price: 0.2 },
        ],
      },
    ]
    expect((await place({ currency: "USD", amount: 0.3, packages })).returnCode).toBe("1183")
    const dollars = packageOf({ amount: 10.6 }, { price: 5.3, quantity: 2 })
    expect((await place({ currency: "USD", amount: 10.6, packages: dollars })).returnCode).toBe("0000")
    expect((await place({ currency: "USD", amount: 10.605 })).returnCode).toBe("1124")
  })
})
