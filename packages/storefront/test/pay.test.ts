import { afterEach, describe, expect, it, vi } from "vitest"
import { createMemory } from "../src/memory.js"
import { type CheckoutPreferences, createPayments } from "../src/payments.js"
import { anAccess, aTokenSession, fakeSdk, scriptsLoadAs } from "./fake-sdk.js"
import { answer, aStatus, sessionId } from "./status-fixture.js"

const back = `https://shop.tw/payment/return?a=1&session_id=${sessionId}`
const bank = "https://redirect.tappaysdk.com/redirect/1"
const charged = (url: unknown) => answer({ url, status: aStatus() })

afterEach(() => vi.restoreAllMocks())

function shopThat(respond: () => Promise<Response>) {
  const fetch = vi.fn((_url: string | URL | Request, _init?: RequestInit) => respond())
  const navigate = vi.fn()
  const headers = async () => ({ authorization: "Bearer ming" })
  const memory = createMemory(null)
  return {
    payments: createPayments({ backendUrl: "https://api.shop.tw", fetch, navigate, memory, headers }),
    fetch,
    navigate,
  }
}

async function payCard(respond: () => Promise<Response>, preferences?: CheckoutPreferences) {
  const { sdk, card } = fakeSdk()
  scriptsLoadAs(sdk)
  const { payments, fetch, navigate } = shopThat(respond)
  const paid = payments.pay(aTokenSession(anAccess()), preferences).then(
    () => null,
    (error: unknown) => error,
  )
  return { error: await paid, payments, fetch, navigate, card }
}

describe("pay", () => {
  it.each([
    ["the network fails", () => Promise.reject(new TypeError("Failed to fetch"))],
    ["the server fails", async () => answer({ message: "no" }, 500)],
    ["a proxy gives up", async () => answer("", 504)],
    ["the answer is no JSON", async () => answer("<html>")],
    [
      "the answer is about another session",
      async () => answer({ url: null, status: aStatus({ session_id: "payses_2" }) }),
    ],
    ["the answer names no address at all", async () => answer({ status: aStatus() })],
  ])("goes to the result, which finds out, when %s", async (_, respond) => {
    const { error, navigate, payments } = await payCard(respond)
    expect(error).toBeNull()
    expect(navigate).toHaveBeenCalledExactlyOnceWith(back)
    expect(payments.lastSession()).toBe(sessionId)
  })

  it.each([
    [400, "refused"],
    [403, "refused"],
    [429, "refused"],
    [404, "unknown-session"],
    [410, "refused"],
  ])("stays when the server clearly refuses with %d", async (code, kind) => {
    const { error, navigate } = await payCard(async () => answer({ message: "Too many attempts" }, code))
    expect(error).toMatchObject({ kind, passing: false })
    expect(navigate).not.toHaveBeenCalled()
  })

  it("charges nothing without a token", async () => {
    const { sdk } = fakeSdk({ linePay: { getPrime: (tell: (result: unknown) => void) => tell({ status: 88003 }) } })
    scriptsLoadAs(sdk)
    const { payments, fetch } = shopThat(async () => charged(null))
    const paying = payments.pay(aTokenSession(anAccess({ sdk: "linePay" })))
    await expect(paying).rejects.toMatchObject({ kind: "no-token", code: 88003 })
    expect(fetch).not.toHaveBeenCalled()
    expect(payments.lastSession()).toBeNull()
  })

  it("goes back to the shop's own app, whose page it may be", async () => {
    const { sdk } = fakeSdk()
    scriptsLoadAs(sdk)
    const { payments, navigate } = shopThat(async () => charged(null))
    const session = aTokenSession(anAccess())
    await payments.pay({ ...session, data: { ...session.data, return_url: "myshop://payment/return" } })
    expect(navigate).toHaveBeenCalledExactlyOnceWith(`myshop://payment/return?session_id=${sessionId}`)
  })

  it("asks for no token when there is nowhere to come back to", async () => {
    const { sdk, card } = fakeSdk()
    scriptsLoadAs(sdk)
    const { payments } = shopThat(async () => charged(null))
    const session = { id: sessionId, data: { browser: anAccess() } }
    await expect(payments.pay(session)).rejects.toMatchObject({ kind: "unsafe-address" })
    expect(card.getPrime).not.toHaveBeenCalled()
  })

  it.each(["javascript:alert(1)", "http://"])("goes to the result rather than to %s", async (url) => {
    expect((await payCard(async () => charged(url))).navigate).toHaveBeenCalledExactlyOnceWith(back)
  })

  it.each([
    ["to the bank's page", bank, bank],
    ["to the result when the bank asks nothing", null, back],
  ])("charges the token once and goes %s", async (_, url, goes) => {
    const { fetch, navigate, card } = await payCard(async () => charged(url))
    expect(card.getPrime).toHaveBeenCalledOnce()
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      `https://api.shop.tw/pay/sessions/${sessionId}/charge`,
      expect.objectContaining({
        method: "POST",
        body: JSON.stringify({ token: "test_prime" }),
        headers: expect.objectContaining({ authorization: "Bearer ming", "content-type": "application/json" }),
      }),
    )
    expect(navigate).toHaveBeenCalledExactlyOnceWith(goes)
  })

  it.each([
    [{ save: true }, { token: "test_prime", save: true }, 1],
    [{ save: false }, { token: "test_prime" }, 1],
    [{ card: "tpcard_1", save: true }, { card: "tpcard_1" }, 0],
  ])("sends for %j no more than %j", async (preferences, body, primes) => {
    const { fetch, card } = await payCard(async () => charged(null), preferences)
    expect(JSON.parse(String(fetch.mock.calls[0]?.[1]?.body))).toEqual(body)
    expect(card.getPrime).toHaveBeenCalledTimes(primes)
  })

  it("starts a session without a script at its start address", async () => {
    const { payments, fetch, navigate } = shopThat(async () => charged(null))
    await payments.pay({ id: sessionId, data: { start_url: "https://api.shop.tw/pay/sessions/1" } })
    expect(navigate).toHaveBeenCalledExactlyOnceWith("https://api.shop.tw/pay/sessions/1")
    expect(fetch).not.toHaveBeenCalled()
  })
})

const kept = { id: "tpcard_1", brand: "VISA", last4: "4242", expiry: "12/35", created_at: "2026-11-25T02:00:00.000Z" }

describe("saved cards", () => {
  it.each([
    [async () => answer({}, 401), "refused"],
    [async () => answer("<html>"), "unreadable"],
    [async () => answer({ cards: [{ id: 7 }] }), "unreadable"],
    [() => Promise.reject(new TypeError("offline")), "unreachable"],
  ])("cannot be had otherwise than as a list", async (respond, kind) => {
    await expect(shopThat(respond).payments.savedCards("pp_tappay-card_main")).rejects.toMatchObject({ kind })
  })

  it("are none of anybody's where the server has no such route", async () => {
    const { payments } = shopThat(async () => answer({ type: "not_found" }, 404))
    await expect(payments.savedCards("pp_tappay-card_main")).resolves.toBeNull()
  })

  it("are asked for as the logged-in customer", async () => {
    const { payments, fetch } = shopThat(async () => answer({ cards: [kept] }))
    await expect(payments.savedCards("pp_tappay-card_main")).resolves.toEqual([kept])
    expect(fetch).toHaveBeenCalledExactlyOnceWith(
      "https://api.shop.tw/store/taiwan-payments/cards?provider_id=pp_tappay-card_main",
      expect.objectContaining({ headers: expect.objectContaining({ authorization: "Bearer ming" }) }),
    )
  })

  it.each([200, 204, 404])("are gone after %d", async (code) => {
    const { payments, fetch } = shopThat(async () => new Response(null, { status: code }))
    await payments.deleteCard("../x")
    expect(fetch.mock.calls[0]?.[0]).toBe("https://api.shop.tw/store/taiwan-payments/cards/..%2Fx")
  })

  it("are not gone after a failure", async () => {
    await expect(shopThat(async () => answer({}, 502)).payments.deleteCard("x")).rejects.toMatchObject({
      passing: true,
    })
  })
})
