import { randomBytes } from "node:crypto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { admin } from "../scripts/demo/stack.mjs"
import { alarmsAbout, attemptOf } from "./support/ledger"
import { payByTransfer } from "./support/orders"
import { orderOf, paymentOf } from "./support/purchase"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

const BASE = "/admin/taiwan-payments"
/** The job runs once a minute. */
const A_JOB = 180_000
const ACCOUNT = { bank: "822", branch: "0015", number: "123456789012", holder: "王小明" }

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ env: { REFUND_DESK_KEYS: randomBytes(32).toString("base64") } })
})
afterAll(() => shop?.close())

const act = (path: string, body: object = {}) => shop.office.post(`${BASE}/${path}`, body)
const open = (url: string, language = "en") =>
  fetch(url, { headers: { accept: "text/html", "accept-language": language } })
const give = (url: string, account: Record<string, string>) =>
  fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { accept: "text/html", "accept-language": "en" },
    body: new URLSearchParams(account),
  })

interface Listed {
  readonly id: string
  readonly attempt_id: string
  readonly state: string
}

async function requestOf(tab: string, attemptId: string): Promise<Listed | undefined> {
  const { refund_requests } = await shop.office.get(`${BASE}/refund-requests?tab=${tab}&limit=100`)
  return (refund_requests as Listed[]).find(({ attempt_id }) => attempt_id === attemptId)
}

async function fileOf(batchId: string): Promise<Response> {
  const login = await fetch(`${shop.url}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(admin),
  })
  const { token } = (await login.json()) as { token: string }
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" }
  return fetch(`${shop.url}${BASE}/refund-requests/batches/${batchId}/file`, { method: "POST", headers, body: "{}" })
}

describe("an order paid by transfer", () => {
  it("is refunded through the desk: asked by a link, put in the bank's file, and booked in Medusa", async () => {
    const { attempt, orderId, session } = await payByTransfer(shop)
    const { actions } = await shop.office.get(`${BASE}/attempts/${attempt.id}`)
    expect(actions.refund_request).toEqual({ up_to: session.amount })
    const asked = await act(`attempts/${attempt.id}/refund-request`, { amount: session.amount, reason: "sold out" })
    expect(asked.actions).toMatchObject({ refund_request: null, refund_by_hand: null })
    const { id } = (await requestOf("wanted", attempt.id)) ?? expect.fail("no request")
    const { url } = await act(`refund-requests/${id}/renew`)

    const page = await (await open(url)).text()
    expect(page).toContain("To which bank account may we send the money?")
    expect(page).toContain("822 CTBC Bank")
    expect(page).not.toContain("sold out")
    const wrong = await give(url, { ...ACCOUNT, number: "12" })
    expect([wrong.status, await wrong.text()]).toEqual([422, expect.stringContaining("has 10 to 16 digits")])
    const given = await give(url, ACCOUNT)
    expect([given.status, given.headers.get("location")]).toEqual([303, "?lang=en"])
    expect(await (await open(url, "zh-TW")).text()).toMatch(/已收到您的帳戶資料[\s\S]*末四碼 9012/)

    expect(await requestOf("given", attempt.id)).toMatchObject({ state: "given", account_last4: "9012" })
    expect(await act(`refund-requests/${id}/account`)).toEqual({ account: ACCOUNT })
    const { batch } = await act("refund-requests/batches", { ids: [id] })
    expect(batch).toMatchObject({ count: 1, total: session.amount, reference: null })
    expect(await (await open(url)).text()).toContain("Your refund is on its way")
    const file = await fileOf(batch.id)
    expect(file.headers.get("content-disposition")).toBe(`attachment; filename="refunds-${batch.number}.csv"`)
    const { display_id } = (await shop.office.get(`/admin/orders/${orderId}?fields=display_id`)).order
    const row = `1,822,0015,中國信託銀行,123456789012,王小明,${session.amount},#${display_id},${id}`
    expect(await file.text()).toContain(`\r\n${row}\r\n`)

    await act(`refund-requests/batches/${batch.id}/done`, { reference: "BANK-1" })
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "refunded", refunded_amount: session.amount })
    expect(paymentOf(await orderOf(shop, orderId)).refunds).toMatchObject([{ amount: session.amount }])
    expect(await requestOf("ended", attempt.id)).toMatchObject({ state: "done", batch: { reference: "BANK-1" } })
    for (const [language, words] of [
      ["en", "Your refund is done"],
      ["zh-TW", "退款已完成"],
    ] as const)
      expect(await (await open(url, language)).text()).toContain(words)
    const again = await give(url, ACCOUNT)
    expect([again.status, await again.text()]).toEqual([200, expect.stringContaining("This link is used up")])
    await expect(act(`refund-requests/batches/${batch.id}/done`, { reference: "BANK-2" })).rejects.toThrow(
      /409.*already/,
    )
  })

  it("and cancelled arrives at the desk by itself, and Medusa's payment is refunded in the end", async () => {
    const { attempt, orderId, session } = await payByTransfer(shop)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    await shop.database.query("update taiwan_payment_operation set check_at = now() where check_at is not null")
    const request = await until("a request", () => requestOf("wanted", attempt.id), A_JOB)
    expect(request).toMatchObject({ amount: session.amount, order_id: orderId })
    await act(`refund-requests/${request.id}/enter`, ACCOUNT)
    const { batch } = await act("refund-requests/batches", { ids: [request.id] })
    await act(`refund-requests/batches/${batch.id}/done`, { reference: "BANK-3" })
    expect(await requestOf("ended", attempt.id)).toMatchObject({ state: "done" })
    expect(paymentOf(await orderOf(shop, orderId)).refunds).toMatchObject([{ amount: session.amount }])
    expect((await alarmsAbout(shop, attempt.id)).filter(({ resolved_at }) => resolved_at === null)).toEqual([])
  })

  it("and refunded on Medusa's own order page begins one request, however often it is pressed, and nothing is booked yet", async () => {
    const { attempt, orderId, session } = await payByTransfer(shop)
    const payment = paymentOf(await orderOf(shop, orderId))
    const press = () => shop.office.post(`/admin/payments/${payment.id}/refund`, { amount: 100 })
    const pressed = await Promise.allSettled([press(), press()])
    pressed.push(...(await Promise.allSettled([press()])))
    const told = pressed.map((each) => (each.status === "rejected" ? String(each.reason.message) : "booked"))
    const request = (await requestOf("wanted", attempt.id)) ?? expect.fail("no request")
    for (const words of told) expect(words).toContain(request.id)
    expect(told.filter((words) => words.includes("已建立退款申請"))).toHaveLength(1)
    const { rows } = await shop.database.query(
      "select amount, requested_by->>'id' as by from taiwan_payment_refund_request where attempt_id = $1",
      [attempt.id],
    )
    expect(rows).toEqual([{ amount: 100, by: expect.stringMatching(/^user_/) }])
    expect(paymentOf(await orderOf(shop, orderId)).refunds).toEqual([])
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "captured", refunded_amount: 0 })

    await act(`refund-requests/${request.id}/enter`, ACCOUNT)
    const { batch } = await act("refund-requests/batches", { ids: [request.id] })
    await act(`refund-requests/batches/${batch.id}/done`, { reference: "BANK-4" })
    expect(paymentOf(await orderOf(shop, orderId)).refunds).toMatchObject([{ amount: 100 }])
    await act(`refund-requests/${request.id}/returned`, { reason: "closed" })
    await act(`refund-requests/${request.id}/enter`, ACCOUNT)
    const second = await act("refund-requests/batches", { ids: [request.id] })
    await act(`refund-requests/batches/${second.batch.id}/done`, { reference: "BANK-5" })
    expect(await requestOf("ended", attempt.id)).toMatchObject({ state: "done", batch: { reference: "BANK-5" } })
    expect(paymentOf(await orderOf(shop, orderId)).refunds).toMatchObject([{ amount: 100 }])
    expect(await attemptOf(shop, session.id)).toMatchObject({ refunded_amount: 100 })
    expect(await alarmsAbout(shop, attempt.id)).toMatchObject([{ kind: "refund_returned", resolution: "sent again" }])
  })

  it("has no account anywhere in the clear", async () => {
    const { rows } = await shop.database.query(
      `select (select string_agg(r::text, '') from taiwan_payment_refund_request r) || (select string_agg(s::text, '') from taiwan_payment_refund_step s)
        || (select string_agg(o::text, '') from taiwan_payment_operation o) || coalesce((select string_agg(m::text, '') from taiwan_payment_outbox m), '') as all`,
    )
    expect(rows[0].all).toContain("BANK-1")
    expect(rows[0].all).not.toMatch(/123456789012|王小明/)
  })
})

describe("a refund link that is none", () => {
  it.each(["tpr_1.zzzz.short", `tpr_${"0".repeat(32)}.zzzz.${"A".repeat(43)}`, "x"])(
    "as %s: 404 in words",
    async (token) => {
      const answer = await open(`${shop.url}/pay/refunds/${token}`)
      expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining("refund link is not valid")])
    },
  )
})
