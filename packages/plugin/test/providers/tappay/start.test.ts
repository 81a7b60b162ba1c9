import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { getTapPayTokenPrime, getTapPayWalletPrime, payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import type { MethodId } from "../../../src/providers/tappay/methods"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { AMOUNT, charge, departure, gatewayAt, losing, methodOf, primeOf, query, scripted, watching } from "./merchant"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const gateway = (options = {}) => gatewayAt(sandbox.url, options)
const direct = () => gateway({ threeDomainSecure: false })

describe("a charge that fails", () => {
  it.each([
    ["4242421602184242", "10003"],
    ["4242424612284242", "10008"],
  ])("is declined for good: card %s, %s", async (card, code) => {
    const { trade, url } = await charge(direct(), await primeOf(sandbox, card))
    expect([trade.state, trade.code, url]).toEqual(["failed", code, null])
    expect(gateway().explain?.(code)?.shopper["zh-TW"]).toMatch(/並未扣款/)
  })

  it.each([
    ["4242420235074242", "915"],
    ["4242422204184242", "10005"],
    ["4242424010264242", "10006"],
    ["4242427622294242", "10013"],
    ["4242428826394242", "10023"],
  ])("is looked up where the code does not tell: card %s, %s", async (card, code) => {
    const { by, sent } = watching()
    const { trade } = await charge(direct(), await primeOf(sandbox, card), {}, by)
    expect([trade.state, trade.code]).toEqual(["failed", code])
    expect(sent.map(({ call }) => call)).toEqual(["payment/pay-by-prime", "transaction/query"])
  })

  it.each([
    ["an unknown prime", "0".repeat(64), "121"],
    ["no prime at all", "x", "121"],
  ])("with %s tells the shopper to enter the card again", async (_what, prime, code) => {
    const { trade } = await charge(direct(), prime)
    expect([trade.state, trade.code]).toEqual(["failed", code])
  })

  it("with a prime that was used before is 91", async () => {
    const prime = await primeOf(sandbox)
    expect((await charge(direct(), prime)).trade.state).toBe("captured")
    const again = await charge(direct(), prime)
    expect([again.trade.state, again.trade.code]).toEqual(["failed", "91"])
  })

  it("for wrong keys says so to the merchant, and nothing of it to the shopper", async () => {
    const { trade } = await charge(gateway({ partnerKey: "partner_wrong" }), await primeOf(sandbox))
    expect([trade.state, trade.code]).toEqual(["failed", "81"])
    const { merchant, shopper } = gateway().explain?.("81") ?? {}
    expect(merchant?.en).toContain("partnerKey")
    expect(shopper?.en).not.toContain("Key")
  })

  it("before it left this machine is failed, not unknown", async () => {
    const unsent = new PaymentError("unreachable", "Nobody there.", { unsent: true })
    const { trade } = await charge(gateway(), "p", {}, scripted(unsent))
    expect([trade.state, trade.code]).toEqual(["failed", "unsent"])
  })
})

describe("a charge whose outcome is not told", () => {
  it.each([
    ["bank-timeout", "10004"],
    ["bank-pending", "10001"],
  ])("stays pending (%s), and is paid when the record says so", async (kind) => {
    sandbox.fault({ kind, endpoint: "/tpc/payment/pay-by-prime", gateway: "tappay" })
    const { trade, url, paid } = await charge(direct(), await primeOf(sandbox))
    expect([trade.state, url]).toEqual(["pending", null])
    await sandbox.advance(6 * 60_000)
    expect(await query(direct(), paid)).toMatchObject({ state: "captured", amount: AMOUNT })
  })

  it("whose answer was lost is found by our own number, the wallet's address with it gone", async () => {
    const { trade, url } = await charge(direct(), await primeOf(sandbox), {}, losing(/pay-by-prime/))
    expect([trade.state, trade.amount, url]).toEqual(["captured", AMOUNT, null])
    const begun = await charge(gateway(), await primeOf(sandbox), {}, losing(/pay-by-prime/))
    expect([begun.trade.state, begun.url]).toEqual(["pending", null])
    expect(begun.trade.reference).toMatch(/^D/)
  })

  it.each(["<html>", "{}", `{"status":"0"}`, `{"status":777,"msg":"?"}`])("by %s is not guessed", async (text) => {
    const nothing = { status: 2, msg: "", number_of_transactions: 0, trade_records: [] }
    const { trade, url } = await charge(gateway(), "p", {}, scripted(text, nothing))
    expect([trade.state, url]).toEqual(["pending", null])
  })

  it("and cannot be looked up either is an error, not a failure", async () => {
    const lost = new PaymentError("unreachable", "Lost.")
    await expect(charge(gateway(), "p", {}, scripted(lost, lost))).rejects.toThrow("Lost.")
  })

  it("has no record of it soon after, and is failed once it cannot be on its way any more", async () => {
    const leaving = departure()
    const nothing = { status: 2, msg: "", number_of_transactions: 0, trade_records: [] }
    const { paid } = await charge(gateway(), "p", leaving, scripted(new PaymentError("unreachable", ""), nothing))
    const at = (seconds: number) => new Date(leaving.at.getTime() + seconds * 1000)
    expect((await query(gateway(), paid, undefined, at(60))).state).toBe("absent")
    expect(await query(gateway(), paid, undefined, at(121))).toMatchObject({ state: "failed", code: "no record" })
  })
})

describe("a charge by card", () => {
  it("through 3-D Secure has begun, and is paid when the bank's page says so", async () => {
    const { trade, url, paid } = await charge(gateway(), await primeOf(sandbox))
    expect([trade.state, trade.amount]).toEqual(["pending", null])
    expect((await query(gateway(), paid)).state).toBe("pending")
    await payWithTapPay(url ?? "", { outcome: "approve-and-close" })
    expect(await query(gateway(), paid)).toMatchObject({
      state: "captured",
      amount: AMOUNT,
      merchant: "11327",
      details: { card_first6: "424242", card_last4: "4242" },
    })
  })

  it.each([
    ["cancel", "record 5"],
    ["10007", "record -1"],
  ])("that ends at the bank's page with %s is failed: %s", async (outcome, code) => {
    const { url, paid } = await charge(gateway(), await primeOf(sandbox))
    await payWithTapPay(url ?? "", { outcome })
    expect(await query(gateway(), paid)).toMatchObject({ state: "failed", code })
    expect(gateway().explain?.(code)?.shopper.en).toContain("not charged")
  })

  it("that takes no part in 3-D Secure has its result at once", async () => {
    const { trade, url } = await charge(gateway(), await primeOf(sandbox, "4000000000000077"))
    expect([trade.state, trade.amount, url]).toEqual(["captured", AMOUNT, null])
  })

  it("is merely authorised where the shop captures by hand", async () => {
    const { trade, paid } = await charge(
      gateway({ threeDomainSecure: false, capture: "manual" }),
      await primeOf(sandbox),
    )
    expect(trade.state).toBe("authorized")
    expect((await query(gateway({ capture: "manual" }), paid)).state).toBe("authorized")
  })

  it("sends what TapPay wants, spelt as TapPay spells it", async () => {
    const { by, sent } = watching()
    const prime = await primeOf(sandbox)
    const { paid } = await charge(gateway(), prime, {}, by)
    const { partner_key: _, ...body } = sent[0]?.body ?? {}
    expect(body).toEqual({
      prime,
      merchant_id: "GlobalTesting_CTBC",
      amount: 1020,
      currency: "TWD",
      order_number: paid.tradeNo,
      bank_transaction_id: paid.tradeNo,
      details: "炭焙烏龍 x4, 宅配 x1",
      cardholder: { phone_number: "+886912345678", name: "王小明", email: "buyer@example.com" },
      result_url: {
        frontend_redirect_url: "http://localhost:9/pay/tappay-card_main/return?attempt=1",
        backend_notify_url: "http://localhost:9/pay/tappay-card_main/notify",
      },
      three_domain_secure: true,
    })
  })

  it("leaves out what does not fit: a long e-mail, a nameless buyer, a cart of a hundred things", async () => {
    const buyer = { email: `${"x".repeat(40)}@example.com`, name: null, phone: null }
    const items = Array.from({ length: 100 }, () => ({ title: "炭焙烏龍".repeat(5), quantity: 1, total: 10 }))
    const { trade } = await charge(direct(), await primeOf(sandbox), { buyer, items })
    expect([trade.state, trade.code]).toEqual(["captured", "0"])
    expect((await charge(direct(), await primeOf(sandbox), { items: [] })).trade.state).toBe("captured")
  })

  it("in instalments asks for their number", async () => {
    const { by, sent } = watching()
    const method = methodOf("installment")
    const gateway = gatewayAt(sandbox.url, { threeDomainSecure: false, installment: 6 })
    expect((await charge(gateway, await primeOf(sandbox), { method }, by)).trade.state).toBe("captured")
    expect(sent[0]?.body.instalment).toBe(6)
  })

  it("answered about another order is not taken for ours", async () => {
    const other = { status: 0, msg: "", order_number: "ANOTHER", amount: 1020, rec_trade_id: "D1" }
    await expect(charge(gateway(), "p", {}, scripted(other))).rejects.toThrow(/another order/)
  })

  it("may go on in a wallet's app (38)", async () => {
    const inApp = { status: 0, msg: "", payment_url: "line://pay/payment/abc" }
    expect(await charge(gateway(), "p", {}, scripted(inApp))).toMatchObject({ url: inApp.payment_url })
  })

  it("whose page has no proper address is an error", async () => {
    for (const payment_url of ["javascript:alert(1)", {}, 1, true, ["https://shop.tw"]]) {
      const odd = { status: 0, msg: "", amount: 1020, payment_url }
      await expect(charge(gateway(), "p", {}, scripted(odd))).rejects.toThrow(/no address/)
    }
  })

  it("answered under another number is not taken for ours, and in another currency for nothing", async () => {
    const answered = { status: 0, msg: "", amount: 1020, rec_trade_id: "D1" }
    const other = { ...answered, bank_transaction_id: "ANOTHER" }
    await expect(charge(gateway(), "p", {}, scripted(other))).rejects.toThrow(/another order/)
    const { trade } = await charge(gateway(), "p", {}, scripted({ ...answered, currency: "USD" }))
    expect(trade.state).toBe("unknown")
  })
})

const WALLETS: [MethodId, string][] = [
  ["linepay", "line-pay"],
  ["jkopay", "jko-pay"],
  ["easywallet", "easy-wallet"],
  ["atome", "atome"],
  ["piwallet", "pi-wallet"],
  ["pluspay", "plus-pay"],
]

describe("a charge by wallet", () => {
  it.each(WALLETS)("%s goes on at its page and is captured there", async (id, slug) => {
    const { prime } = await getTapPayWalletPrime(sandbox.url, slug)
    const { trade, url, paid } = await charge(gateway(), prime, { method: methodOf(id) })
    expect(trade.state).toBe("pending")
    await payWithTapPay(url ?? "", { outcome: "approve-and-close" })
    expect(await query(gateway(), paid)).toMatchObject({ state: "captured", amount: AMOUNT, merchant: "11327" })
  })

  it.each([
    ["applepay", "apple-pay"],
    ["googlepay", "google-pay"],
    ["samsungpay", "samsung-pay"],
  ] as [MethodId, string][])("%s has its result at once", async (id, slug) => {
    const { prime } = await getTapPayTokenPrime(sandbox.url, slug)
    const { trade, url } = await charge(gateway(), prime, { method: methodOf(id) })
    expect([trade.state, url]).toEqual(["captured", null])
  })

  it("of a merchant who does not take it says so to the merchant", async () => {
    const { prime } = await getTapPayWalletPrime(sandbox.url, "line-pay")
    const merchantIds = { linepay: "GlobalTesting_CTBC" }
    const { trade } = await charge(gateway({ merchantIds }), prime, { method: methodOf("linepay") })
    expect([trade.state, trade.code]).toEqual(["failed", "66"])
  })

  it("is never charged to a merchant id that the shop does not have", async () => {
    const unset = gateway({ merchantIds: { card: "GlobalTesting_CTBC" } })
    await expect(charge(unset, "p", { method: methodOf("linepay") })).rejects.toThrow(/merchantIds\.linepay/)
  })
})
