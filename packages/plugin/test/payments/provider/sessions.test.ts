import { MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import { describe, expect, it } from "vitest"
import { addSession, useShop } from "../../shop-database"
import { initiate, medusaError, NOWHERE, openedSession, providerAt, type WantedSession } from "../session-at-bank"

const place = useShop()
const opened = (...more: WantedSession) => openedSession(place.shop, ...more)

describe("opening a session is refused with words for the shop", () => {
  it.each([
    ["another currency", { currency_code: "usd" }, {}, /charges TWD only, not USD/],
    ["a fraction", { amount: 1060.5 }, {}, /1060\.5 TWD.*rounding/],
    ["a fraction in Medusa's form", { amount: { value: "1060.5", precision: 20 } }, {}, /1060\.5 TWD/],
    ["less than the method takes", { amount: 0 }, {}, /takes 1 to 100000 TWD; this is 0 TWD/],
    ["more than the method takes", { amount: 100_001 }, {}, /this is 100001 TWD/],
    ["less than the merchant's contract", { amount: 29 }, { limits: { card: { min: 30 } } }, /takes 30 to 100000 TWD/],
    ["more than the merchant's contract", { amount: 501 }, { limits: { card: { max: 500 } } }, /takes 1 to 500 TWD/],
    ["a negative amount", { amount: -5 }, {}, /cannot be charged/],
    ["a way back to another site", { data: { return_url: "https://evil.example" } }, {}, /return_url must be/],
    ["no session id at all", { context: {}, data: {} }, {}, /neither an idempotency key nor a session id/],
  ])("for %s", async (_what, input, options, message) => {
    const error = await medusaError(initiate(providerAt(place.shop, NOWHERE, options), input))
    expect(error.type).toBe(MedusaError.Types.NOT_ALLOWED)
    expect(error.message).toMatch(message)
  })

  it("for what is no amount", async () => {
    const error = await medusaError(initiate(providerAt(place.shop, NOWHERE), { amount: "a lot" }))
    expect(error.type).toBe(MedusaError.Types.UNEXPECTED_STATE)
  })
})

describe("opening a session", () => {
  const fresh = {
    gateway: "fake",
    method: "card",
    amount: 1000,
    session_id: "payses_1",
    start_url: "https://api.shop.example.tw/pay/sessions/payses_1",
    return_url: "https://shop.example.tw/payment/return",
    locale: "zh-TW",
    trade_no: null,
    voucher: null,
  }

  it("asks nobody: a dead gateway is no obstacle", async () => {
    const session = await initiate(providerAt(place.shop, NOWHERE), {})
    expect(session).toEqual({ id: "payses_1", status: PaymentSessionStatus.PENDING, data: fresh })
  })

  it("drops whatever a shopper sent, except where to come back to and the language", async () => {
    const sent = {
      ...{ amount: 1, session_id: "payses_evil", trade_no: "T1", state: "captured", merchant: "M2", voucher: {} },
      ...{ start_url: "https://evil.example", gateway: "x", method: "x", paid: true, customer: "x" },
      ...{ return_url: "https://shop.example.tw/en/done", locale: "en" },
    }
    const { data } = await initiate(providerAt(place.shop, NOWHERE), { data: sent })
    const stored = JSON.parse(JSON.stringify({ ...sent, ...data }))
    expect(stored).toEqual({ ...fresh, return_url: "https://shop.example.tw/en/done", locale: "en" })
  })

  it("again with the data of an older session inherits no trade", async () => {
    const { provider, startPayment } = await opened()
    const old = await startPayment("refunded")
    const data = { session_id: old.session_id, trade_no: old.trade_no, voucher: { code: "x" }, amount: 1000 }
    const session = await initiate(provider, { data, context: { idempotency_key: "payses_new" } })
    expect(session.data).toMatchObject({ session_id: "payses_new", trade_no: null, voucher: null })
    await addSession(place.shop, "1000", "payses_new")
    const error = await medusaError(provider.authorizePayment({ data, context: { idempotency_key: "payses_new" } }))
    expect(error.type).toBe(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR)
  })

  it.each([1000, "1000", "1000.00", { value: "1000", precision: 20 }])("takes the amount %j", async (amount) => {
    expect((await initiate(providerAt(place.shop, NOWHERE), { amount })).data).toMatchObject({ amount: 1000 })
  })

  it("rounds where the merchant said so", async () => {
    const provider = providerAt(place.shop, NOWHERE, { rounding: "nearest" })
    expect((await initiate(provider, { amount: { value: "1060.5" } })).data).toMatchObject({ amount: 1061 })
  })

  it("can be done over with another amount", async () => {
    const update = { amount: 1200, currency_code: "TWD", context: { idempotency_key: "payses_1" }, data: { x: 1 } }
    const { data } = await providerAt(place.shop, NOWHERE).updatePayment(update)
    expect(data).toMatchObject({ amount: 1200, session_id: "payses_1", x: undefined })
  })
})

describe("deleting a session never fails", () => {
  it.each([undefined, {}, { session_id: "payses_none", trade_no: "x" }, { session_id: 5 }])("with %j", async (data) => {
    await expect(providerAt(place.shop, NOWHERE).deletePayment(data ? { data } : {})).resolves.toEqual({ data: {} })
  })
})
