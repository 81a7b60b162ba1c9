import { readFileSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { getTapPayPrime, getTapPayTokenPrime, getTapPayWalletPrime } from "../src/shopper/index.js"
import { LINE_TEST_PRIME, type Merchant, openMerchant, order, PARTNER_KEY, TEST_PRIME } from "./tappay-merchant.js"

const PAY = "/tpc/payment/pay-by-prime"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const url = () => merchant.world.sandbox.url
const trades = () => merchant.world.sandbox.gateway("tappay").trades()

/** A payment's arguments without one of them. */
function without(name: string): object {
  return { ...order(merchant.world, { prime: TEST_PRIME }), [name]: undefined }
}

describe("a call is refused", () => {
  it("for anything but a JSON object", async () => {
    for (const body of ["", "{", "[]", "null", "a=1"]) {
      const response = await fetch(url() + PAY, { method: "POST", body, headers: { "x-api-key": PARTNER_KEY } })
      expect([response.status, await response.json()]).toEqual([200, { status: 5, msg: "Wrong JSON format" }])
    }
  })

  it("for a missing, a wrong or an unknown key", async () => {
    const body = order(merchant.world, { prime: TEST_PRIME })
    expect((await merchant.call(PAY, without("partner_key"))).status).toBe(506)
    expect((await merchant.call(PAY, body, { "x-api-key": "" })).status).toBe(80)
    expect((await merchant.call(PAY, body, { "x-api-key": "partner_other" })).status).toBe(80)
    const stranger = { ...body, partner_key: "partner_other" }
    expect((await merchant.call(PAY, stranger, { "x-api-key": "partner_other" })).status).toBe(81)
  })

  it.each([
    ["prime", 503],
    ["amount", 510],
    ["details", 505],
    ["cardholder", 501],
    ["merchant_id", 502],
  ])("for a missing %s: %i", async (name, status) => {
    expect((await merchant.call(PAY, without(name))).status).toBe(status)
  })

  it.each([
    [{ amount: 0 }, 510],
    [{ amount: 10.5 }, 510],
    [{ amount: 20_000_001 }, 510],
    [{ amount: "10.50" }, 510],
    [{ currency: "TWDX" }, 516],
    [{ currency: "USD" }, 926],
    [{ details: "x".repeat(101) }, 515],
    [{ order_number: "x".repeat(51) }, 568],
    [{ bank_transaction_id: "x".repeat(21) }, 569],
    [{ bank_transaction_id: "has spaces in it" }, 569],
    [{ instalment: 5 }, 513],
    [{ instalment: "three" }, 511],
    [{ delay_capture_in_days: -2 }, 595],
    [{ delay_capture_in_days: "soon" }, 588],
    [{ remember: "yes" }, 624],
    [{ cardholder: "me" }, 501],
    [{ cardholder: { name: "a", email: "b" } }, 507],
    [{ cardholder: { phone_number: "1", email: "b" } }, 508],
    [{ cardholder: { phone_number: "1", name: "a" } }, 509],
    [{ cardholder: { phone_number: "1", name: "a", email: `${"x".repeat(33)}@mail.tw` } }, 521],
    [{ merchant_id: "Nobody" }, 61],
    [{ merchant_id: "GlobalTesting_CTBC", merchant_group_id: "g" }, 502],
    [{ merchant_id: "GlobalTesting_LINEPAY" }, 67],
    [{ result_url: { backend_notify_url: "https://shop/notify" } }, 630],
    [{ result_url: { frontend_redirect_url: "https://shop/back" } }, 631],
    [{ result_url: { frontend_redirect_url: "https://shop/back", backend_notify_url: "nonsense" } }, 627],
    [{ result_url: { frontend_redirect_url: "nonsense", backend_notify_url: "https://shop/notify" } }, 628],
    [{ result_url: undefined, three_domain_secure: true }, 629],
  ])("for %o: %i, and the prime can still be used", async (changes, status) => {
    const prime = await merchant.prime()
    expect((await merchant.pay({ prime, ...changes })).status).toBe(status)
    expect(trades()).toEqual([])
    expect((await merchant.pay({ prime })).status).toBe(0)
  })

  it("for a plain or a far-off address once the rule is on", async () => {
    merchant.world.sandbox.gateway("tappay").configure({ urlRule: true })
    const notify = (frontend: string, backend: string) =>
      merchant.pay({ result_url: { frontend_redirect_url: frontend, backend_notify_url: backend } })
    expect((await notify("https://shop/back", "http://shop/notify")).status).toBe(627)
    expect((await notify("https://shop/back", "https://shop:8443/notify")).status).toBe(627)
    expect((await notify("http://shop/back", "https://shop/notify")).status).toBe(628)
    expect((await notify("https://shop/back", "https://shop:443/notify")).status).toBe(0)
  })
})

describe("a prime", () => {
  it("is refused when it was used, has expired or never was", async () => {
    const prime = await merchant.prime()
    expect((await merchant.pay({ prime })).status).toBe(0)
    expect((await merchant.pay({ prime })).status).toBe(91)
    const late = await merchant.prime()
    await merchant.world.sandbox.advance(91_000)
    expect(await merchant.pay({ prime: late })).toEqual({ status: 91, msg: "Expired prime" })
    expect(await merchant.pay({ prime: "0".repeat(64) })).toEqual({ status: 121, msg: "Invalid arguments : prime" })
    expect(trades()).toHaveLength(1)
  })

  it("is good for 90 seconds", async () => {
    const prime = await merchant.prime()
    await merchant.world.sandbox.advance(85_000)
    expect((await merchant.pay({ prime })).status).toBe(0)
  })

  it("says 121 when it was used, if set so", async () => {
    merchant.world.sandbox.gateway("tappay").configure({ usedPrimeStatus: 121 })
    const prime = await merchant.prime()
    await merchant.pay({ prime })
    expect((await merchant.pay({ prime })).status).toBe(121)
  })

  it("is charged once by two calls at the same time", async () => {
    const prime = await merchant.prime()
    const answers = await Promise.all([merchant.pay({ prime }), merchant.pay({ prime })])
    expect(answers.map(({ status }) => status).sort()).toEqual([0, 91])
  })

  it("of the official page is never used up", async () => {
    expect((await merchant.pay({ prime: TEST_PRIME })).status).toBe(0)
    expect((await merchant.pay({ prime: TEST_PRIME })).status).toBe(0)
    const line = await merchant.pay({ prime: LINE_TEST_PRIME, merchant_id: "GlobalTesting_LINEPAY" })
    expect(line.payment_url).toContain("/redirect/")
  })

  it("belongs to its partner alone", async () => {
    const partnerKey = "partner_ours"
    const account = { partnerKey, appId: "1", appKey: "app_ours", merchants: [{ merchantId: "Ours" }] }
    merchant.world.sandbox.gateway("tappay").addAccount(account)
    const body = {
      ...order(merchant.world, { prime: await merchant.prime() }),
      partner_key: partnerKey,
      merchant_id: "Ours",
    }
    expect((await merchant.call(PAY, body, { "x-api-key": partnerKey })).status).toBe(121)
    const { prime } = await getTapPayPrime(url(), { appId: 1, appKey: "app_ours" })
    expect((await merchant.call(PAY, { ...body, prime }, { "x-api-key": partnerKey })).status).toBe(0)
  })

  it("is not given for a wrong app, number, expiry or code", async () => {
    const status = async (entered: object) => (await getTapPayPrime(url(), entered)).status
    expect(await status({ appId: 1 })).toBe(11)
    expect(await status({ appKey: "app_wrong" })).toBe(16)
    expect(await status({ card: "4242424242424241" })).toBe(44)
    expect(await status({ card: "4242" })).toBe(44)
    expect(await status({ expiry: "10/26" })).toBe(45)
    expect(await status({ expiry: "13/30" })).toBe(45)
    expect(await status({ ccv: "12" })).toBe(46)
    expect(await status({ card: "345454654604563", ccv: "123" })).toBe(46)
    expect(await status({ expiry: "11/26" })).toBe(0)
    expect((await getTapPayWalletPrime(url(), "nobody-pay")).status).toBe(67)
    expect((await getTapPayWalletPrime(url(), "line-pay", { appKey: "app_wrong" })).status).toBe(16)
  })

  it("of a wallet says so at its beginning", async () => {
    expect((await getTapPayWalletPrime(url(), "line-pay")).prime).toMatch(/^ln_.{61}$/)
    expect((await getTapPayWalletPrime(url(), "jko-pay")).prime).toMatch(/^jk_/)
    expect(await merchant.prime()).toMatch(/^[0-9a-f]{64}$/)
  })
})

interface CardVector {
  id: string
  number: string
  ccv: string
  status: number
}

const PUBLISHED = JSON.parse(readFileSync(new URL("../../../vectors/tappay/published.json", import.meta.url), "utf8"))
const CARDS: CardVector[] = PUBLISHED.test_cards

describe("the published test cards", () => {
  it("are many", () => expect(CARDS.length).toBe(15))

  it.each(CARDS.map((card) => [card.id, card] as const))("answer as published: %s", async (_id, card) => {
    const prime = await merchant.prime({ card: card.number, ccv: card.ccv })
    expect((await merchant.pay({ prime })).status).toBe(card.status)
  })

  it("leave a record of -1 when they decline", async () => {
    const prime = await merchant.prime({ card: "4242421602184242" })
    const declined = await merchant.pay({ prime })
    expect(declined).toMatchObject({ status: 10003, msg: "Card Error", rec_trade_id: expect.stringMatching(/^D2026/) })
    expect((await merchant.row(declined.rec_trade_id)).record_status).toBe(-1)
    merchant.world.sandbox.gateway("tappay").configure({ refusedLeaveRecords: false })
    const again = await merchant.pay({ prime: await merchant.prime({ card: "4242421602184242" }) })
    expect(again).toEqual({ status: 10003, msg: "Card Error" })
    expect(trades()).toHaveLength(1)
  })

  it("are all there is: another card is declined", async () => {
    expect((await merchant.pay({ prime: await merchant.prime({ card: "4111111111111111" }) })).status).toBe(10003)
  })
})

describe("a payment by card", () => {
  it("is authorised at once, and tells of no notice", async () => {
    const paid = await merchant.pay({ amount: "1060", order_number: "A-1" })
    expect(paid).toMatchObject({
      status: 0,
      amount: 1060,
      acquirer: "TW_CTBC",
      order_number: "A-1",
      payment_url: "",
      card_info: { bin_code: "424242", last_four: "4242", type: 1, bank_id: "822" },
    })
    expect(paid.auth_code).toMatch(/^\d{6}$/)
    expect(paid.card_secret).toBeUndefined()
    await merchant.world.sandbox.settled()
    expect(merchant.world.shop.received).toEqual([])
    expect(await merchant.row(paid.rec_trade_id)).toMatchObject({ record_status: 0, original_amount: 1060 })
  })

  it("ignores what it does not know, a misspelt three_domain_secure too", async () => {
    expect((await merchant.pay({ three_domain_secret: true, colour: "green" })).payment_url).toBe("")
  })

  it("takes a bank_transaction_id once, declined or not", async () => {
    const id = { bank_transaction_id: "SHOP2026112200001" }
    const declined = { ...id, prime: await merchant.prime({ card: "4242421602184242" }) }
    expect((await merchant.pay(declined)).status).toBe(10003)
    const prime = await merchant.prime()
    expect((await merchant.pay({ ...id, prime })).status).toBe(6001)
    merchant.world.sandbox.gateway("tappay").configure({ usedTransactionStatus: 10013 })
    expect((await merchant.pay({ ...id, prime })).status).toBe(10013)
    const line = { ...id, prime: LINE_TEST_PRIME, merchant_id: "GlobalTesting_LINEPAY" }
    expect((await merchant.pay(line)).status).toBe(921)
    expect((await merchant.pay({ prime })).status).toBe(0)
  })

  it("in instalments tells the parts; where there are none, 635", async () => {
    const paid = await merchant.pay({ instalment: 6, amount: 1733 })
    expect(paid.instalment_info).toEqual({ number_of_instalments: 6, first_payment: 293, each_payment: 288 })
    expect((await merchant.pay({ instalment: 24, merchant_id: "Sandbox_TAISHIN" })).status).toBe(635)
  })

  it("comes from a phone's wallet without 3-D", async () => {
    const { prime } = await getTapPayTokenPrime(url(), "apple-pay", { card: "5451417825230575" })
    const paid = await merchant.pay({ prime })
    expect(paid).toMatchObject({ status: 0, payment_url: "", card_info: { type: 2 } })
    expect((await merchant.row(paid.rec_trade_id)).payment_method).toBe("APPLE_PAY")
  })

  it("of a type that the merchant does not take is 10039 and leaves nothing", async () => {
    const merchants = [
      { merchantId: "VisaOnly", cardTypes: [1] },
      { merchantId: "No3D", threeDomainSecure: "never" },
    ]
    const account = { partnerKey: "partner_b", appId: "2", appKey: "app_b", merchants }
    merchant.world.sandbox.gateway("tappay").addAccount(account)
    const pay = async (changes: object, card: string) => {
      const { prime } = await getTapPayPrime(url(), { appId: "2", appKey: "app_b", card })
      const body = order(merchant.world, { partner_key: "partner_b", prime, ...changes })
      return merchant.call(PAY, body, { "x-api-key": "partner_b" })
    }
    const refused = await pay({ merchant_id: "VisaOnly" }, "5451417825230575")
    expect(refused).toEqual({ status: 10039, msg: "Card type not supported by the merchant" })
    expect(trades()).toEqual([])
    const secure = { merchant_id: "No3D", three_domain_secure: true }
    expect((await pay(secure, "4242424242424242")).status).toBe(632)
  })
})

describe("faults between TapPay and the bank", () => {
  const arm = (kind: string, endpoint = PAY) => merchant.world.sandbox.fault({ kind, endpoint, gateway: "tappay" })

  it.each([
    ["decline", 10003],
    ["bank-error", 10023],
    ["gateway-timeout", 421],
  ])("%s: %i, and nothing is authorised", async (kind, status) => {
    arm(kind)
    const answer = await merchant.pay({ order_number: "F-1" })
    expect(answer.status).toBe(status)
    expect((await merchant.row(answer.rec_trade_id)).record_status).toBe(-1)
    expect((await merchant.pay()).status).toBe(0)
  })

  it.each([
    ["bank-timeout", 10004],
    ["bank-pending", 10001],
  ])("%s: %i, pending, and authorised five minutes later", async (kind, status) => {
    arm(kind)
    const answer = await merchant.pay()
    expect(answer.status).toBe(status)
    expect((await merchant.row(answer.rec_trade_id)).record_status).toBe(4)
    await merchant.world.sandbox.advance(6 * 60_000)
    expect((await merchant.row(answer.rec_trade_id)).record_status).toBe(0)
  })

  it("lost reply: paid, found again by bank_transaction_id, refused the second time", async () => {
    arm("lost-reply")
    const id = { bank_transaction_id: "SHOP2026112200002" }
    await expect(merchant.pay(id)).rejects.toThrow()
    const query = { partner_key: PARTNER_KEY, filters: id }
    const found = await merchant.call("/tpc/transaction/query", query)
    expect(found.trade_records[0]).toMatchObject({ record_status: 0, original_amount: 1060 })
    expect((await merchant.pay(id)).status).toBe(6001)
    const [trade] = trades()
    expect(merchant.world.sandbox.journal.about("tappay", trade?.id ?? "").length).toBeGreaterThan(0)
  })
})

describe("the control plane", () => {
  it("refuses settings and accounts that make no sense", () => {
    const gateway = merchant.world.sandbox.gateway("tappay")
    expect(() => gateway.configure({ usedPrimeStatus: 5 })).toThrow("one of")
    expect(() => gateway.configure({ primeSeconds: "ninety" })).toThrow("not of this type")
    expect(() => gateway.addAccount({ partnerKey: "x" })).toThrow("needs")
    expect(() => gateway.addAccount({ partnerKey: "x", appId: 1, appKey: "y", merchants: [{}] })).toThrow("needs")
  })

  it("leaves an account its payments when the account is changed", async () => {
    const paid = await merchant.pay()
    const gateway = merchant.world.sandbox.gateway("tappay")
    const [account] = gateway.accounts()
    gateway.addAccount({ ...account, merchants: [{ merchantId: "GlobalTesting_CTBC", cardTypes: [2] }] })
    expect((await merchant.pay()).status).toBe(10039)
    expect((await merchant.refund(paid.rec_trade_id)).status).toBe(0)
  })

  it("forgets trades, primes and saved cards", async () => {
    const prime = await merchant.prime()
    const id = { bank_transaction_id: "SHOP2026112200003" }
    await merchant.pay(id)
    merchant.world.sandbox.reset()
    expect(trades()).toEqual([])
    expect((await merchant.pay({ prime })).status).toBe(121)
    expect((await merchant.pay(id)).status).toBe(0)
  })
})
