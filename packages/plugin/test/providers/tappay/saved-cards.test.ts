import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { converse } from "../../../src/toolkit/contract/conversation"
import type {
  CardSecret,
  CardStorage,
  MerchantAccount,
  PaymentSource,
  SavedCard,
} from "../../../src/toolkit/contract/gateway"
import { charge, gatewayAt, methodOf, primeOf, query, scripted, send, watching } from "./merchant"

const KEY = "x8Yt0b2mT0Jz3m4nQe5r6s7u8v9w0A1B2C3D4E5F6G7="
const BUYER = { email: "buyer@example.com", name: "王小明", phone: "0912345678" }

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const gateway = (options: object = {}): MerchantAccount =>
  gatewayAt(sandbox.url, { threeDomainSecure: false, cardKeys: KEY, ...options })

function cards(at = gateway()): CardStorage {
  if (!at.savedCards) throw new Error("The account keeps cards.")
  return at.savedCards
}

const keeping = async (card?: string): Promise<PaymentSource> => ({
  kind: "token",
  token: await primeOf(sandbox, card),
  keep: true,
})
const byCard = (secret: CardSecret, token: string | null = null): PaymentSource => ({ kind: "card", secret, token })
const forget = (secret: CardSecret) => converse(cards().forget(secret), send)

async function kept(): Promise<SavedCard> {
  const { card } = await charge(gateway(), await keeping())
  if (!card) throw new Error("The card was not kept.")
  return card
}

describe("keeping a card", () => {
  it("happens on the customer's wish alone", async () => {
    const { by, sent } = watching()
    const { card } = await charge(gateway(), await primeOf(sandbox), {}, by)
    expect([card, sent[0]?.body.remember]).toEqual([null, undefined])
  })

  it("is not offered where the account has no key", () => {
    expect(gateway({ cardKeys: undefined }).savedCards).toBeUndefined()
    expect(() => gateway({ cardKeys: "short" })).toThrow(/cardKeys must be 32 random bytes/)
  })

  it("tells what the customer may see, and the same fingerprint for the same card", async () => {
    const card = await kept()
    expect(card).toMatchObject({ brand: "visa", last4: "4242", expiry: "2035-12" })
    expect(card.secret).toEqual({ card_key: expect.any(String), card_token: expect.any(String) })
    expect((await kept()).fingerprint).toBe(card.fingerprint)
    const other = (await charge(gateway(), await keeping("5451417825230575"))).card
    expect(other).toMatchObject({ brand: "mastercard" })
    expect(other?.fingerprint).not.toBe(card.fingerprint)
  })

  it("leaves no secret among the fields for the ledger", async () => {
    const { trade, card } = await charge(gateway(), await keeping())
    expect(JSON.stringify(trade)).not.toContain(card?.secret.card_key)
    expect(JSON.stringify(trade)).not.toContain(card?.secret.card_token)
  })

  it("with 3-D Secure gives a card that pays once the buyer has passed", async () => {
    const { card, url } = await charge(gateway({ threeDomainSecure: true }), await keeping())
    if (!card) throw new Error("The card was not kept.")
    expect((await charge(gateway(), byCard(card.secret))).trade).toMatchObject({ state: "failed", code: "2011" })
    await payWithTapPay(url ?? "", { outcome: "approve-and-close" })
    expect((await charge(gateway(), byCard(card.secret))).trade.state).toBe("captured")
  })

  it("without a payment leaves no trade", async () => {
    const card = await converse(cards().bind(methodOf("card"), await primeOf(sandbox), BUYER), send)
    expect(sandbox.gateway("tappay").trades()).toEqual([])
    expect((await charge(gateway(), byCard(card.secret))).trade.state).toBe("captured")
    const declined = primeOf(sandbox, "4242421602184242")
    await expect(converse(cards().bind(methodOf("card"), await declined, BUYER), send)).rejects.toThrow(/10003/)
  })

  it.each([
    { card_secret: { card_key: "k" }, card_info: {} },
    { card_secret: { card_key: "", card_token: "" }, card_info: {} },
    { card_secret: { card_key: "k", card_token: "t" } },
    { card_secret: "k" },
  ])("of which TapPay tells too little is not done: %j", async (told) => {
    const answer = { status: 0, msg: "", amount: 1020, payment_url: "", ...told }
    const { card, trade } = await charge(gateway(), await keeping(), {}, scripted(answer))
    expect([card, trade.state]).toEqual([null, "captured"])
  })
})

describe("a kept card", () => {
  it("is charged by our own number, and goes through 3-D Secure as typed ones do", async () => {
    const { secret } = await kept()
    const secure = gateway({ threeDomainSecure: true })
    const { trade, url, paid } = await charge(secure, byCard(secret))
    expect(trade.state).toBe("pending")
    await payWithTapPay(url ?? "", { outcome: "approve-and-close" })
    expect(await query(secure, paid)).toMatchObject({ state: "captured", amount: 1020 })
  })

  it("sends the token of its security code where the page asked for one", async () => {
    const { secret } = await kept()
    const { by, sent } = watching()
    await charge(gateway(), byCard(secret, "ccv_prime_1"), {}, by)
    expect(sent[0]).toMatchObject({ call: "payment/pay-by-token", body: { ccv_prime: "ccv_prime_1", ...secret } })
    expect(sent[0]?.body).not.toHaveProperty("prime")
  })

  it("whose key is wrong or which has expired is failed, in words", async () => {
    const { secret } = await kept()
    const wrong = await charge(gateway(), byCard({ ...secret, card_key: "0".repeat(64) }))
    expect([wrong.trade.state, wrong.trade.code]).toEqual(["failed", "2012"])
    expect(gateway().explain?.("2012")?.shopper["zh-TW"]).toContain("其他卡片")
  })

  it("is gone once forgotten, and can be forgotten again", async () => {
    const { secret } = await kept()
    await forget(secret)
    await forget(secret)
    expect((await charge(gateway(), byCard(secret))).trade.code).toBe("2011")
  })

  it("is not taken for forgotten when TapPay refuses", async () => {
    const { secret } = await kept()
    await expect(forget({ ...secret, card_key: "0".repeat(64) })).rejects.toThrow(/2012/)
  })
})
