import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { payWithTapPay } from "../src/shopper/index.js"
import { type Answer, type Merchant, openMerchant, order, PARTNER_KEY } from "./tappay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

type Secret = Answer["card_secret"]

const payByToken = (secret: Secret, changes: object = {}) =>
  merchant.call("/tpc/payment/pay-by-token", order(merchant.world, { ...secret, ...changes }))
const remove = (secret: Secret) => merchant.call("/tpc/card/remove", { partner_key: PARTNER_KEY, ...secret })
const bind = (changes: object = {}) =>
  merchant.call("/tpc/card/bind", {
    partner_key: PARTNER_KEY,
    merchant_id: "GlobalTesting_CTBC",
    currency: "TWD",
    cardholder: { phone_number: "+886912345678", name: "王小明", email: "ming@example.com" },
    ...changes,
  })

describe("a saved card", () => {
  it("is refused with a wrong, a mixed or an unknown secret", async () => {
    const { card_secret: mine } = await merchant.pay({ remember: true })
    const { card_secret: other } = await merchant.pay({ remember: true })
    expect((await payByToken({ card_token: "0".repeat(64), card_key: "0".repeat(64) })).status).toBe(2011)
    expect((await payByToken({ card_token: mine.card_token, card_key: other.card_key })).status).toBe(2012)
    expect((await payByToken({ card_token: "", card_key: mine.card_key })).status).toBe(527)
    expect((await payByToken({ card_token: mine.card_token, card_key: "" })).status).toBe(526)
    expect((await payByToken({ card_token: "x".repeat(68), card_key: mine.card_key })).status).toBe(529)
    expect((await payByToken(mine, { currency: undefined })).status).toBe(504)
  })

  it("is refused to another partner", async () => {
    const account = { partnerKey: "partner_b", appId: "2", appKey: "b", merchants: [{ merchantId: "B" }] }
    merchant.world.sandbox.gateway("tappay").addAccount(account)
    const { card_secret } = await merchant.pay({ remember: true })
    const body = order(merchant.world, { ...card_secret, partner_key: "partner_b", merchant_id: "B" })
    expect((await merchant.call("/tpc/payment/pay-by-token", body, { "x-api-key": "partner_b" })).status).toBe(2011)
  })

  it("expires with the card", async () => {
    const prime = await merchant.prime({ expiry: "12/26" })
    const { card_secret } = await merchant.pay({ prime, remember: true })
    expect((await payByToken(card_secret)).status).toBe(0)
    await merchant.world.sandbox.advance(60 * 24 * 60 * 60_000)
    expect((await payByToken(card_secret)).status).toBe(2013)
  })

  it("is charged again and again, without a prime or a cardholder", async () => {
    const { card_secret } = await merchant.pay({ remember: true })
    const first = await payByToken(card_secret, { cardholder: undefined })
    const second = await payByToken(card_secret, { amount: 50 })
    expect([first.status, second.status, second.amount]).toEqual([0, 0, 50])
    expect(second).toMatchObject({ card_info: { last_four: "4242" }, payment_url: "" })
    expect(second.card_secret).toBeUndefined()
  })

  it("goes through 3-D Secure when asked", async () => {
    const { card_secret } = await merchant.pay({ remember: true })
    const begun = await payByToken(card_secret, { three_domain_secure: true })
    await payWithTapPay(begun.payment_url)
    expect((await merchant.row(begun.rec_trade_id)).record_status).toBe(0)
  })

  it("that declines, declines", async () => {
    const prime = await merchant.prime({ card: "4242421602184242" })
    expect((await bind({ prime })).status).toBe(10003)
    merchant.world.sandbox.fault({ kind: "decline", endpoint: "/tpc/payment/pay-by-token" })
    const { card_secret } = await merchant.pay({ remember: true })
    expect((await payByToken(card_secret)).status).toBe(10003)
    expect((await payByToken(card_secret)).status).toBe(0)
  })

  it("is not given where the payment failed, or by a wallet", async () => {
    const prime = await merchant.prime({ card: "4242421602184242" })
    expect((await merchant.pay({ prime, remember: true })).card_secret).toBeUndefined()
  })

  it("saved with 3-D Secure can be charged once the buyer has passed", async () => {
    const begun = await merchant.pay3D(undefined, { remember: true })
    expect((await payByToken(begun.card_secret)).status).toBe(2011)
    await payWithTapPay(begun.payment_url)
    expect((await payByToken(begun.card_secret)).status).toBe(0)
  })

  it("saved with 3-D Secure is returned in the notice, if set so", async () => {
    merchant.world.sandbox.gateway("tappay").configure({ cardSecretIn: "notice" })
    const begun = await merchant.pay3D(undefined, { remember: true })
    expect(begun.card_secret).toBeUndefined()
    await payWithTapPay(begun.payment_url)
    await merchant.world.sandbox.settled()
    const notice = merchant.world.shop.received.find(({ path }) => path === "/notify")
    expect((await payByToken(JSON.parse(notice?.body ?? "{}").card_secret)).status).toBe(0)
  })

  it("takes a ccv_prime once, and no other prime in its place", async () => {
    const { card_secret } = await merchant.pay({ remember: true })
    const request = { ccvonly: true, cardccv: "123", appid: 11327 }
    const appkey = "app_whdEWBH8e8Lzy4N6BysVRRMILYORF6UxXbiOFsICkz0J9j1C0JUlCHv1tVJC"
    const body = new URLSearchParams({ jsonString: JSON.stringify({ ...request, appkey }) })
    const url = `${merchant.world.sandbox.url}/payment/tpdirect/sandbox/getprime`
    const { ccv_prime } = (await (await fetch(url, { method: "POST", body })).json()) as { ccv_prime: string }
    expect((await payByToken(card_secret, { ccv_prime: await merchant.prime() })).status).toBe(121)
    expect((await merchant.pay({ prime: ccv_prime })).status).toBe(121)
    expect((await payByToken(card_secret, { ccv_prime })).status).toBe(0)
    expect((await payByToken(card_secret, { ccv_prime })).status).toBe(91)
  })

  it("is gone once removed", async () => {
    const { card_secret } = await merchant.pay({ remember: true })
    expect((await remove({ ...card_secret, card_key: "0".repeat(64) })).status).toBe(2012)
    expect((await remove(card_secret)).status).toBe(0)
    expect((await remove(card_secret)).status).toBe(2011)
    expect((await payByToken(card_secret)).status).toBe(2011)
  })
})

describe("binding a card", () => {
  it("is refused without a prime, a merchant, or a card behind it", async () => {
    expect((await bind()).status).toBe(503)
    expect((await bind({ prime: "0".repeat(64) })).status).toBe(121)
    const prime = await merchant.prime()
    expect((await bind({ prime, merchant_id: undefined })).status).toBe(502)
    expect((await bind({ prime, merchant_id: "Nobody" })).status).toBe(61)
    expect((await bind({ prime, merchant_id: "GlobalTesting_LINEPAY" })).status).toBe(67)
    expect((await bind({ prime, three_domain_secure: true })).status).toBe(632)
    expect((await bind({ prime, currency: undefined })).status).toBe(504)
  })

  it("saves it and leaves no record", async () => {
    const prime = await merchant.prime()
    const bound = await bind({ prime })
    expect(bound).toMatchObject({ status: 0, card_info: { last_four: "4242" } })
    expect((await bind({ prime })).status).toBe(91)
    expect(merchant.world.sandbox.gateway("tappay").trades()).toEqual([])
    expect((await payByToken(bound.card_secret)).status).toBe(0)
  })
})
