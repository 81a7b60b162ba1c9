import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithJkopay } from "../src/shopper/index.js"
import { KEYS, type Merchant, openMerchant } from "./jkopay-merchant.js"

const MINUTE = 60_000

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const settings = (patch: Record<string, unknown>) => merchant.world.sandbox.gateway("jkopay").configure(patch)
const bad = "Bad request"

describe("a call is refused", () => {
  it.each([
    ["without API key", { headers: { "api-key": "" } }],
    ["with an unknown API key", { headers: { "api-key": "other" } }],
    ["without digest", { headers: { digest: "" } }],
    ["with a digest of something else", { signs: "{}" }],
    ["with a wrong secret", { keys: { ...KEYS, secretKey: "wrong" } }],
  ])("%s", async (_name, options) => {
    expect(await merchant.entry({}, options)).toMatchObject({ httpStatus: 401, text: "Unauthorized" })
    settings({ badDigest: "bad-request" })
    expect(await merchant.entry({}, options)).toMatchObject({ httpStatus: 200, result: "200", message: bad })
    settings({ badDigest: "2-GW-0201" })
    expect(await merchant.entry({}, options)).toMatchObject({ httpStatus: 200, result: "2-GW-0201" })
  })

  it("when the comma was encoded after the digest was made", async () => {
    const inquiry = (sent: string, signs = sent) => merchant.call("GET", "/platform/inquiry", sent, { signs })
    expect((await inquiry("platform_order_ids=a%2Cb", "platform_order_ids=a,b")).httpStatus).toBe(401)
    expect((await inquiry("platform_order_ids=a%2Cb")).result).toBe("000")
    expect((await inquiry("platform_order_ids=a,b")).result).toBe("000")
  })
})

describe("an entry is refused", () => {
  it.each([
    ["no order id", { platform_order_id: undefined }, bad, "platform_order_id"],
    ["a long order id", { platform_order_id: "x".repeat(61) }, bad, "platform_order_id"],
    ["a price in quotes", { final_price: "1060" }, bad, "final_price"],
    ["a price of nothing", { final_price: 0 }, bad, "final_price"],
    ["a total below 0", { total_price: -1 }, bad, "total_price"],
    ["more unredeemable than there is", { unredeem: 1061 }, bad, "unredeem"],
    ["no result_url", { result_url: undefined }, bad, "result_url"],
    ["a result_url that is none", { result_url: "shop" }, bad, "result_url"],
    ["a confirm_url that is none", { confirm_url: "ftp://shop.example" }, bad, "confirm_url"],
    ["a past valid_time", { valid_time: "2026-11-22 09:59:59" }, bad, "valid_time"],
    ["a valid_time that is none", { valid_time: "2026-11-22T11:00:00" }, bad, "valid_time"],
    ["half a product", { products: [{ name: "茶" }] }, bad, "products[0].unit_count"],
    ["a field of nobody", { color: "red" }, bad, "color"],
    ["another payment type", { payment_type: "sometimes" }, bad, "payment_type"],
    ["an unknown store", { store_id: "other" }, "Store not found", undefined],
    ["dollars of another country", { currency: "USD" }, "Using the currency unsupported by the Store", undefined],
    ["half a dollar", { final_price: 0.5 }, "Invalid number of digits for the order currency amount", undefined],
  ])("with %s", async (_name, changes, message, field) => {
    const answer = await merchant.entry(changes)
    expect(answer).toMatchObject({ httpStatus: 200, result: "200", message })
    expect(answer.result_object?.field).toBe(field)
  })

  it.each(["", "{", "[]", "null"])("that is no JSON object: %s", async (body) => {
    expect(await merchant.call("POST", "/platform/entry", body)).toMatchObject({ result: "200", message: bad })
  })

  it("over http, where that is switched on", async () => {
    settings({ httpsRule: true })
    expect((await merchant.entry()).result_object).toEqual({ field: "result_url" })
    expect((await merchant.entry({ result_url: "https://shop.example/result" })).result).toBe("000")
  })

  it("below the currency's least price, and without identity where that is asked for", async () => {
    const keys = { apiKey: "other", secretKey: "secret" }
    const account = { ...keys, storeIds: ["s1"], currencies: ["JPY", "USD"], needsIdentity: true }
    merchant.world.sandbox.gateway("jkopay").addAccount(account)
    const enter = (changes: object) => merchant.entry({ store_id: "s1", ...changes }, { keys })
    const yen = { currency: "JPY", total_price: 4, final_price: 4, identities: [] }
    expect((await enter(yen)).message).toBe("Order price below limit for this currency")
    const dollars = { currency: "USD", total_price: 1.25, final_price: 1.25 }
    expect((await enter(dollars)).message).toBe("Entry of this store needs identity verification")
    expect((await enter({ ...dollars, identities: [] })).result).toBe("000")
  })
})

describe("a good entry", () => {
  it("gets a link that lives twenty minutes", async () => {
    const { id, url } = await merchant.order()
    await merchant.world.sandbox.advance(19 * MINUTE)
    expect((await payWithJkopay(url, { outcome: "leave" })).html).toContain("確認付款")
    await merchant.world.sandbox.advance(2 * MINUTE)
    const late = await payWithJkopay(url, { outcome: "leave" })
    expect([late.form("jkopay-form"), late.html.includes("付款連結已失效")]).toEqual([undefined, true])
    expect(await merchant.inquire(id)).toEqual([{ platform_order_id: id, status: 101 }])
  })

  it("made again has the same link, which lives on", async () => {
    const { id, url } = await merchant.order()
    await merchant.world.sandbox.advance(15 * MINUTE)
    expect((await merchant.order({ platform_order_id: id })).url).toBe(url)
    await merchant.world.sandbox.advance(15 * MINUTE)
    expect((await payWithJkopay(url)).url).toBe(`${merchant.world.shop.url}/display`)
  })

  it("never lives beyond valid_time", async () => {
    const { id, url } = await merchant.order({ valid_time: "2026-11-22 10:05:00" })
    await merchant.world.sandbox.advance(6 * MINUTE)
    expect((await payWithJkopay(url, { outcome: "leave" })).html).toContain("付款連結已失效")
    const again = await merchant.entry({ platform_order_id: id, valid_time: "2026-11-22 10:05:00" })
    expect(again.result_object).toEqual({ field: "valid_time" })
  })

  it("made again with another price, or after it was paid, is refused", async () => {
    const { id, url } = await merchant.order()
    const dearer = await merchant.entry({ platform_order_id: id, final_price: 1000 })
    expect(dearer.message).toBe("Order has been used as entry but they do not match with each others")
    await payWithJkopay(url)
    expect(await merchant.entry({ platform_order_id: id })).toMatchObject({ result: "101", message: "Order is paid" })
  })

  it("tells its time-out in either unit", async () => {
    expect((await merchant.entry()).result_object.qr_timeout).toBeLessThanOrEqual(1200)
    settings({ qrTimeout: "epoch" })
    expect((await merchant.entry()).result_object.qr_timeout).toBeGreaterThan(1_700_000_000_000)
  })

  it("has a picture that says what it is", async () => {
    const { qr_img } = (await merchant.entry()).result_object
    const response = await fetch(qr_img)
    expect(response.headers.get("content-type")).toBe("image/svg+xml")
    expect(await response.text()).toContain("沙盒")
  })
})
