import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { admin } from "../scripts/demo/stack.mjs"
import { closeDay } from "./support/gateway"
import { attemptOf } from "./support/ledger"
import { buyByCard, type Purchase } from "./support/purchase"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

const MERCHANT = "3002607"
const DAY_MS = 86_400_000

describe("payouts", () => {
  let shop: Shop
  let bought: Purchase
  beforeAll(async () => {
    shop = await openShop({ ecpay: { fetchPayouts: true }, env: { JOB_SECONDS: "1" } })
    bought = await buyByCard(shop)
    await closeDay(shop)
  })
  afterAll(() => shop?.close())

  const lines = async () =>
    (await shop.office.get("/admin/taiwan-payments/payouts/lines?limit=100")).lines as {
      reference: string
      result: string
    }[]

  /** As a program or a browser sends it. */
  async function bring(body: string, headers: Record<string, string> = {}): Promise<Response> {
    const login = await fetch(`${shop.url}/auth/user/emailpass`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(admin),
    })
    const { token } = (await login.json()) as { token: string }
    const query = new URLSearchParams({ gateway: "ecpay", environment: "sandbox", merchant: MERCHANT, name: "f.csv" })
    return fetch(`${shop.url}/admin/taiwan-payments/statements?${query}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "text/csv", ...headers },
      body,
    })
  }

  const TITLES = "reference,kind,gross,fee,net,paid_out_on"

  it("of a file that breaks early are refused in words, however much comes behind", async () => {
    const rows = Array.from({ length: 100_000 }, (_, each) => `R${each},payment,1,0,1,2026-11-20`)
    const answer = await bring([TITLES, "R,payment,one,0,1,2026-11-20", ...rows].join("\n"))
    expect(answer.status).toBe(422)
    expect(await answer.json()).toMatchObject({ message: expect.stringMatching(/^Line 2, column gross: "one"/) })
    expect(await lines()).toEqual([])
  })

  it("must be sent as they are, and by a page of the shop's own", async () => {
    expect((await bring(TITLES, { "content-type": "text/plain" })).status).toBe(415)
    expect((await bring(TITLES, { origin: "https://evil.tw" })).status).toBe(403)
    expect((await bring(TITLES, { "content-encoding": "gzip" })).status).toBe(400)
  })

  it("are fetched by the job where the gateway has an API, and agree with what was bought", async () => {
    await shop.sandbox.advance(9 * DAY_MS)
    const [line] = await until("the payout", async () => {
      const found = await lines()
      return found.length > 0 ? found : undefined
    })
    expect(line).toMatchObject({ reference: bought.tradeNo, result: "agreed" })
    const attempt = await attemptOf(shop, bought.session.id)
    expect(attempt).toMatchObject({ state: "captured", payout_fee: "20.00", payout_net: "1000.00" })
  })
})
