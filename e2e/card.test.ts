import { openPage, payByCard } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { testAccount } from "../scripts/lib/medusa.mjs"
import { departOnly } from "./support/departure"
import { advanceTo, closeDay, tradeAt } from "./support/gateway"
import { attemptOf, attemptsOf, eventsOf, operationsOf } from "./support/ledger"
import {
  buyByCard,
  checkout,
  orderOf,
  type PaymentSession,
  paymentOf,
  reaches,
  refund,
  settled,
  statusOf,
} from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, returnUrl, type Shop, storefront } from "./support/shop"

/** Asks as a browser that stops at the first answer. */
const visit = (url: string, init: RequestInit = {}) => fetch(url, { redirect: "manual", ...init })

const resultOf = (session: PaymentSession) => `${returnUrl}?session_id=${session.id}`

/** Of what is in every cart of these tests. */
async function setTeaPrice({ office }: Shop, amount: number): Promise<void> {
  const { products } = await office.get("/admin/products?handle=roasted-oolong-beans&fields=id,*variants")
  const [product] = products
  const variant = product.variants.find(({ title }: { title: string }) => title === "150 克")
  const prices = [{ currency_code: "twd", amount }]
  await office.post(`/admin/products/${product.id}/variants/${variant.id}`, { prices })
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

describe("a card payment", () => {
  it("goes from the cart to a captured order", async () => {
    const { session, page, order, payment, tradeNo } = await buyByCard(shop)
    expect(page.url).toBe(resultOf(session))
    expect(order.payment_status).toBe("captured")
    expect(order.total).toBe(session.amount)
    expect(payment.captures.map(({ amount }) => amount)).toEqual([session.amount])
    expect(await attemptOf(shop, session.id)).toMatchObject({
      trade_no: tradeNo,
      state: "captured",
      order_id: order.id,
    })
    expect(tradeAt(shop, tradeNo)).toMatchObject({ state: "paid", amount: session.amount })
  })

  it("is never paid because the buyer's browser left for the gateway", async () => {
    const session = await checkout(shop)
    expect((await statusOf(shop, session.id)).state).toBe("ready")
    await departOnly(session.data.start_url)
    const { state, order_id } = await statusOf(shop, session.id)
    expect({ state, order_id }).toEqual({ state: "pending", order_id: null })
  })

  it("refunds a part and then the rest before the day's closing", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await refund(shop, payment, 300)
    expect((await orderOf(shop, order.id)).payment_status).toBe("partially_refunded")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
    await refund(shop, payment, session.amount - 300)
    expect((await orderOf(shop, order.id)).payment_status).toBe("refunded")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
    expect((await statusOf(shop, session.id)).state).toBe("refunded")
  })

  it("refunds a part and then the rest after the day's closing", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await closeDay(shop)
    await refund(shop, payment, 300)
    await refund(shop, payment, session.amount - 300)
    const attempt = await attemptOf(shop, session.id)
    expect((await operationsOf(shop, attempt.id)).map(({ steps }) => steps)).toEqual([
      ["R 300"],
      [`R ${session.amount - 300}`],
    ])
    expect((await orderOf(shop, order.id)).payment_status).toBe("refunded")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
  })

  it("releases the card when all of it is refunded before the closing", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await refund(shop, payment, session.amount)
    expect((await orderOf(shop, order.id)).payment_status).toBe("refunded")
    expect(tradeAt(shop, tradeNo).details["Card state"]).toBe("已取消")
  })

  it("refunds no more than was paid", async () => {
    const { session, payment, tradeNo } = await buyByCard(shop)
    await refund(shop, payment, session.amount - 20)
    await expect(refund(shop, payment, 21)).rejects.toThrow(/answered 400/)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("20")
  })

  it("succeeds in the same session after a decline", async () => {
    const session = await checkout(shop)
    await payByCard(session.data.start_url, { outcome: "10100252" })
    const declined = await reaches(shop, session.id, "failed")
    expect(declined.start_url).toBe(session.data.start_url)
    expect(declined.message["zh-TW"]).toContain("並未扣款")
    await payByCard(declined.start_url ?? "")
    await reaches(shop, session.id, "paid")
    const attempts = await attemptsOf(shop, session.id)
    expect(attempts.map(({ state }) => state)).toEqual(["failed", "captured"])
    expect(new Set(attempts.map(({ trade_no }) => trade_no)).size).toBe(2)
    const order = await orderOf(shop, await settled(shop, session.id))
    expect(paymentOf(order).captures).toHaveLength(1)
  })

  it("stays unpaid when the buyer leaves the bank's page, and can be started again", async () => {
    const session = await checkout(shop)
    await payByCard(session.data.start_url, { outcome: "abandon-3d" })
    const { state, order_id, start_url } = await statusOf(shop, session.id)
    expect({ state, order_id }).toEqual({ state: "pending", order_id: null })
    await payByCard(start_url ?? "")
    await reaches(shop, session.id, "paid")
    expect((await attemptsOf(shop, session.id)).map(({ state: each }) => each)).toEqual(["failed", "captured"])
  })

  it("stays pending while the bank does not know, and is paid once it does", async () => {
    const session = await checkout(shop)
    const page = await payByCard(session.data.start_url, { outcome: "pending" })
    expect((await statusOf(shop, session.id)).state).toBe("pending")
    const trade = tradeAt(shop, tradeNumberOf(page))
    await shop.sandbox.gateway("ecpay").act(trade.id, "confirm", {})
    await reaches(shop, session.id, "paid")
  })
})

describe("the way back", () => {
  async function started() {
    const session = await checkout(shop)
    const { fields } = await departOnly(session.data.start_url)
    return { session, back: fields.OrderResultURL ?? "", tradeNo: fields.MerchantTradeNo ?? "" }
  }

  it("needs no cookie and sets none", async () => {
    const { session, back } = await started()
    const response = await visit(back, { method: "POST", body: new URLSearchParams({ RtnCode: "1" }) })
    expect(response.status).toBe(303)
    expect(response.headers.get("location")).toBe(resultOf(session))
    expect(response.headers.get("set-cookie")).toBeNull()
  })

  it("believes nothing that the browser brings", async () => {
    const { session, back, tradeNo } = await started()
    const lies = { MerchantID: testAccount.ECPAY_MERCHANT_ID, MerchantTradeNo: tradeNo, RtnCode: "1", TradeAmt: "1020" }
    const response = await visit(back, { method: "POST", body: new URLSearchParams(lies) })
    expect(response.headers.get("location")).toBe(resultOf(session))
    const { state, order_id } = await statusOf(shop, session.id)
    expect({ state, order_id }).toEqual({ state: "pending", order_id: null })
  })

  it("knows no attempt but its own", async () => {
    const { back } = await started()
    const strange = [back.replace(/attempt=.*/, "attempt=tpa_nobody"), back.replace("ecpay-credit", "ecpay-atm")]
    for (const url of strange) {
      const response = await visit(url, { method: "POST" })
      expect(response.status).toBe(404)
      expect(response.headers.get("location")).toBeNull()
    }
  })

  it("finds the payment although the notice got lost", async () => {
    shop.sandbox.fault({ kind: "drop", count: 1 })
    const session = await checkout(shop)
    await payByCard(session.data.start_url)
    await reaches(shop, session.id, "paid")
    const kinds = await eventsOf(shop, (await attemptOf(shop, session.id)).id)
    expect(kinds.map(({ kind }) => kind)).toEqual(["start", "answer"])
  })

  it("is not needed: the window may be closed at the gateway", async () => {
    const session = await checkout(shop)
    const page = await payByCard(session.data.start_url, { closeBefore: ({ url }) => url.includes("/return?") })
    expect(page.closed).toBe(true)
    await reaches(shop, session.id, "paid")
  })

  it("leads who has paid to the result instead of the gateway", async () => {
    const { session } = await buyByCard(shop)
    const response = await visit(session.data.start_url)
    expect(response.status).toBe(303)
    expect(response.headers.get("location")).toBe(resultOf(session))
    expect(await attemptsOf(shop, session.id)).toHaveLength(1)
  })

  it("asks the gateway before letting somebody pay again who has paid in another tab", async () => {
    shop.sandbox.fault({ kind: "drop", count: 1 })
    const session = await checkout(shop)
    await payByCard(session.data.start_url, { closeBefore: ({ url }) => url.includes("/return?") })
    expect((await visit(session.data.start_url)).headers.get("location")).toBe(resultOf(session))
    await reaches(shop, session.id, "paid")
  })

  it("opens ten attempts in ten minutes and no more", async () => {
    const session = await checkout(shop)
    for (let count = 0; count < 10; count += 1) expect((await visit(session.data.start_url)).status).toBe(200)
    const refused = await visit(session.data.start_url)
    expect(refused.status).toBe(429)
    expect(await refused.text()).toContain("嘗試次數過多")
    expect(await attemptsOf(shop, session.id)).toHaveLength(10)
  })

  it("shows a friendly page for a session that nobody knows", async () => {
    const response = await visit(`${shop.url}/pay/sessions/payses_nobody`)
    expect(response.status).toBe(404)
    expect(response.headers.get("content-type")).toContain("text/html")
    expect(await response.text()).toContain("請回到商店重新結帳")
    expect((await visit(`${shop.url}/pay/sessions/payses_nobody/status`)).status).toBe(404)
  })

  it.each([
    "/pay/ecpay-credit_main",
    "/pay/ecpay-credit_main/notify",
    "/pay/a/b/c/d",
    "/pay/sessions/payses_nobody/result",
  ])(
    "shows the same to a browser at %s, which is no address of its, and Express's words to a program",
    async (path) => {
      const page = await visit(shop.url + path, { headers: { accept: "text/html", "accept-language": "en" } })
      expect([page.status, await page.text()]).toEqual([404, expect.stringContaining('<html lang="en">')])
      expect(await (await visit(shop.url + path)).text()).toContain("Cannot GET")
    },
  )

  it("shows a page, and tells a program in JSON, when its tables cannot be read", async () => {
    const session = await checkout(shop)
    const rename = (from: string, to: string) => shop.database.query(`alter table ${from} rename to ${to}`)
    await rename("taiwan_payment_attempt", "lost_attempt")
    const page = await visit(session.data.start_url, { headers: { accept: "text/html" } })
    const answer = await visit(session.data.start_url)
    await rename("lost_attempt", "taiwan_payment_attempt")
    expect([page.status, await page.text()]).toEqual([500, expect.stringMatching(/系統暫時發生問題(?!.*lost_attempt)/)])
    expect([answer.status, answer.headers.get("content-type")]).toEqual([500, expect.stringContaining("json")])
  })

  it("opens no attempt for a look ahead", async () => {
    const session = await checkout(shop)
    const looks: RequestInit[] = [
      { method: "HEAD" },
      { headers: { purpose: "prefetch" } },
      { headers: { "sec-purpose": "prefetch;prerender" } },
    ]
    for (const look of looks) expect((await visit(session.data.start_url, look)).status).toBeLessThan(300)
    expect(await attemptsOf(shop, session.id)).toEqual([])
  })

  it("lets its page do one thing only: post to the gateway", async () => {
    const session = await checkout(shop)
    const response = await visit(session.data.start_url)
    const policy = response.headers.get("content-security-policy") ?? ""
    expect(policy).toContain("default-src 'none'")
    // The scheme alone: gateways answer the post with redirects to other hosts of theirs.
    expect(policy).toContain(`form-action ${new URL(shop.sandbox.url).protocol};`)
    expect(policy).toContain("frame-ancestors 'none'")
    // With none at all a browser sends `Origin: null`, which NewebPay refuses; more would tell it the session's address.
    expect(response.headers.get("referrer-policy")).toBe("strict-origin")
    expect(response.headers.get("cache-control")).toBe("no-store")
    const page = await openPage(session.data.start_url, { autoSubmit: false })
    expect(page.form("departure")?.buttons).toHaveLength(1)
  })

  it("tells the storefront the state and nothing else", async () => {
    const { session } = await buyByCard(shop)
    const response = await visit(`${shop.url}/pay/sessions/${session.id}/status`, { headers: { origin: storefront } })
    expect(response.headers.get("access-control-allow-origin")).toBe(storefront)
    expect(response.headers.get("cache-control")).toBe("private, no-cache")
    const status = await response.json()
    expect(status).toEqual({
      session_id: session.id,
      state: "paid",
      amount: session.amount,
      amount_asked: null,
      currency_code: "twd",
      gateway: "ecpay",
      method: "credit",
      order_id: expect.stringMatching(/^order_/),
      order_number: expect.any(Number),
      reference: expect.stringMatching(/^[0-9A-Z]{20}$/),
      voucher: null,
      message: { en: expect.any(String), "zh-TW": expect.any(String) },
      start_url: null,
      return_url: resultOf(session),
      poll_after: null,
    })
  })

  it("tells other pages nothing", async () => {
    const session = await checkout(shop)
    const headers = { origin: "https://elsewhere.example" }
    const response = await visit(`${shop.url}/pay/sessions/${session.id}/status`, { headers })
    expect(response.headers.get("access-control-allow-origin")).toBeNull()
  })

  it("puts neither key nor card nor person into what a shopper can read", async () => {
    const { session } = await buyByCard(shop)
    const { cartId } = await rowsOf(shop, session.id)
    const { cart } = await shop.store.get(`/store/carts/${cartId}?fields=id,*payment_collection.payment_sessions`)
    const shown = JSON.stringify([cart, await statusOf(shop, session.id)])
    expect(shown).toContain(session.data.start_url)
    const { ECPAY_HASH_KEY, ECPAY_HASH_IV } = testAccount
    for (const secret of [ECPAY_HASH_KEY, ECPAY_HASH_IV, "CheckMacValue", "59997889", "shopper@example.com", "431195"])
      expect(shown).not.toContain(secret)
  })
})

describe("what ECPay cannot do", () => {
  it("is refused with a reason: totals that are not whole dollars", async () => {
    await setTeaPrice(shop, 680.5)
    await expect(checkout(shop)).rejects.toThrow(/answered 400.*whole dollars.*1020\.5 TWD.*rounding/)
    await setTeaPrice(shop, 680)
    expect((await checkout(shop)).amount).toBe(1020)
  })

  it("is refused with the next possible time: a refund while the books are closed", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    await advanceTo(shop, 20, 20)
    await expect(refund(shop, payment, 300)).rejects.toThrow(/answered 400.*20:30/)
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
    await advanceTo(shop, 20, 31)
    await refund(shop, payment, 300)
    expect((await orderOf(shop, order.id)).payment_status).toBe("partially_refunded")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 300))
  })
})

describe("a card payment that staff capture", () => {
  let shop: Shop
  beforeAll(async () => {
    shop = await openShop({ ecpay: { capture: "manual", rounding: "nearest" } })
  })
  afterAll(() => shop?.close())

  const capture = (paymentId: string, amount?: number) =>
    shop.office.post(`/admin/payments/${paymentId}/capture`, amount === undefined ? {} : { amount })

  it("is authorised with the order, and captured whole in the admin", async () => {
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    expect(order.payment_status).toBe("authorized")
    expect(payment.captures).toEqual([])
    expect(tradeAt(shop, tradeNo).details["Card state"]).toBe("已授權")
    await capture(payment.id)
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
    expect(tradeAt(shop, tradeNo).details).toMatchObject({ "Card state": "要關帳", Closed: String(session.amount) })
  })

  it("is captured in part, once, as ECPay allows", async () => {
    const { order, payment, tradeNo } = await buyByCard(shop)
    await capture(payment.id, 500)
    expect((await orderOf(shop, order.id)).payment_status).toBe("partially_captured")
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("500")
    await expect(capture(payment.id, 100)).rejects.toThrow(
      /answered 400.*100 TWD cannot be captured: 500 of 1020 TWD are captured already/,
    )
    expect(paymentOf(await orderOf(shop, order.id)).captures.map(({ amount }) => amount)).toEqual([500])
  })

  it("gives back of a part capture no more than was captured", async () => {
    const { session, payment, tradeNo } = await buyByCard(shop)
    await capture(payment.id, 500)
    await expect(refund(shop, payment, 501)).rejects.toThrow(/answered 400/)
    await refund(shop, payment, 500)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(500)
  })

  it("is released when the order is cancelled", async () => {
    const { session, order, tradeNo } = await buyByCard(shop)
    await shop.office.post(`/admin/orders/${order.id}/cancel`, {})
    expect(tradeAt(shop, tradeNo).details["Card state"]).toBe("已取消")
    expect((await attemptOf(shop, session.id)).state).toBe("voided")
    expect((await statusOf(shop, session.id)).state).toBe("canceled")
  })

  it("charges the nearest dollar where the shop asked for it, and gives exactly that back", async () => {
    await setTeaPrice(shop, 680.5)
    const { session, order, payment, tradeNo } = await buyByCard(shop)
    expect(session).toMatchObject({ amount: 1020.5, data: { amount: 1021 } })
    expect((await statusOf(shop, session.id)).amount).toBe(1021)
    expect(tradeAt(shop, tradeNo).amount).toBe(1021)
    await capture(payment.id)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("1021")
    await refund(shop, payment, 500.25)
    await refund(shop, payment, 520.25)
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
    expect((await orderOf(shop, order.id)).payment_status).toBe("refunded")
  })
})
