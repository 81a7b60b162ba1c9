import { describe, expect, it, vi } from "vitest"
import { createPayments } from "../src/payments.js"
import { answer } from "./status-fixture.js"

const wanted = { cartId: "cart_1", providerId: "pp_ecpay-atm_main", data: { locale: "en" } }
const session = {
  ...{ id: "payses_1", provider_id: "pp_ecpay-atm_main", amount: 1000, status: "pending" },
  data: { locale: "en", start_url: "https://api.shop.tw/pay/sessions/payses_1" },
}
const fresh = { ...session, id: "payses_2" }

/** A store whose cart has these payment sessions; none at all where null. */
function storeWith(sessions: readonly object[] | null) {
  const asked: string[] = []
  const collection = { id: "paycol_1", amount: 1000 }
  const fetch = vi.fn(async (url: string | URL | Request, init?: RequestInit) => {
    const path = new URL(String(url)).pathname
    asked.push(`${init?.method ?? "GET"} ${path}`)
    if (path.startsWith("/store/carts/"))
      return answer({ cart: { payment_collection: sessions && { ...collection, payment_sessions: sessions } } })
    return answer({ payment_collection: { ...collection, payment_sessions: path.endsWith("sessions") ? [fresh] : [] } })
  })
  const headers = () => ({ "x-publishable-api-key": "pk_1" })
  return { asked, fetch, payments: createPayments({ backendUrl: "https://api.shop.tw", fetch, headers }) }
}

describe("openSession", () => {
  it("gives the session that is there: the first tab keeps its own", async () => {
    const { payments, asked, fetch } = storeWith([session])
    await expect(payments.openSession(wanted)).resolves.toEqual(session)
    expect(asked).toEqual(["GET /store/carts/cart_1"])
    expect(fetch.mock.calls[0]?.[1]?.headers).toMatchObject({ "x-publishable-api-key": "pk_1" })
  })

  it.each([
    ["of another method", { provider_id: "pp_linepay_main" }],
    ["of another amount", { amount: 900 }],
    ["that is over", { status: "canceled" }],
    ["with another wish", { data: { locale: "zh-TW" } }],
  ])("opens a new one instead of one %s", async (_title, change) => {
    const { payments, asked } = storeWith([{ ...session, ...change }])
    await expect(payments.openSession(wanted)).resolves.toEqual(fresh)
    expect(asked.at(-1)).toBe("POST /store/payment-collections/paycol_1/payment-sessions")
  })

  it("opens the collection, too, where the cart has none", async () => {
    const { payments, asked } = storeWith(null)
    await expect(payments.openSession(wanted)).resolves.toEqual(fresh)
    expect(asked).toEqual([
      "GET /store/carts/cart_1",
      "POST /store/payment-collections",
      "POST /store/payment-collections/paycol_1/payment-sessions",
    ])
  })
})
