import { describe, expect, it } from "vitest"
import type { AccountKey } from "../../../src/modules/ledger/records"
import { overviewOf } from "../../../src/payments/staff/overview"
import { exportPayoutLines } from "../../../src/payments/staff/payout-export"
import { missingPayments, payoutLines, payoutSums, payoutsOf } from "../../../src/payments/staff/payouts"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { newAttempt, newId, useShop } from "../../shop-database"
import { statementsOf } from "../payouts/brought-statements"

const place = useShop()
const BANK = { url: "http://127.0.0.1:9" }
const PAGE = { limit: 20, offset: 0 }

/** A shop whose account was tried in a sandbox before it went live, under the same number. */
function shopWith(environment: "production" | "sandbox") {
  const merchant = newId("M")
  const where = environment === "production" ? { environment } : {}
  const tried = { environment: { sandbox: BANK.url } }
  const own = methodAccountAt(BANK, { merchant, ...where, previous: environment === "production" ? [tried] : [] })
  const container = containerOf(place.shop, "pp_fake-card_main", own)
  const account = (environment: AccountKey["environment"]): AccountKey => ({ gateway: "fake", environment, merchant })
  const books = (environment: AccountKey["environment"]) => statementsOf(place.shop, container, account(environment))
  return { merchant, container, tried: books("sandbox"), live: books("production") }
}

const LINE = (gross: number) => `,fee,0,${gross},-${gross},2025-11-10`

describe("money of a test, in a shop that takes real money", () => {
  it("is in no sum of the overview, unless somebody asks for it", async () => {
    const { merchant, container } = shopWith("production")
    const { ledger } = place.shop.context
    const paid = { state: "captured", captured_amount: twd(1000), paid_at: new Date() } as const
    for (const environment of ["sandbox", "stage", "production"] as const)
      await ledger.change(await ledger.open(newAttempt({ merchant, environment })), paid)
    const grossOf = async (wishes: object) =>
      (await overviewOf(container, { merchant, ...wishes }, new Date())).total.gross
    expect(await grossOf({})).toBe(1000)
    expect(await grossOf({ environment: "stage" })).toBe(1000)
    expect(await grossOf({ environment: ["sandbox", "production"] })).toBe(2000)
  })

  it("is in no payout, sum, line or file, unless somebody asks for it", async () => {
    const { merchant, container, tried, live } = shopWith("production")
    await tried.bringLines(LINE(7), LINE(8))
    await live.bringLines(LINE(5))
    const shown = async (wishes: object) => {
      const filter = { merchant, ...wishes }
      const { months, results, others } = await payoutSums(container, filter)
      const file: string[] = []
      for await (const piece of exportPayoutLines(container, filter, "en")) file.push(piece)
      return {
        fees: months.map(({ fee }) => fee),
        ...{ results, others },
        payouts: (await payoutsOf(container, filter, PAGE)).rows.map(({ environment }) => environment),
        lines: (await payoutLines(container, filter, PAGE)).rows.map(({ fee }) => fee).toSorted(),
        rows: file.join("").trim().split("\n").length - 1,
      }
    }
    expect(await shown({})).toEqual({
      ...{ fees: [5], results: { apart: 1 }, payouts: ["production"], lines: [5], rows: 1 },
      others: expect.arrayContaining(["sandbox"]),
    })
    expect(await shown({ environment: "sandbox" })).toMatchObject({
      ...{ fees: [15], results: { apart: 2 }, payouts: ["sandbox"], lines: [7, 8], rows: 2 },
    })
  })

  it("is missing in no statement", async () => {
    const { merchant, container, tried, live } = shopWith("production")
    await tried.paid(100)
    await live.paid(200)
    for (const books of [tried, live]) await books.bringLines(",fee,0,1,-1,2025-10-30", ",fee,0,1,-1,2025-12-30")
    const amounts = async (wishes: object) =>
      (await missingPayments(container, { merchant, ...wishes }, PAGE)).rows.map(({ amount }) => Number(amount))
    expect(await amounts({})).toEqual([200])
    expect(await amounts({ environment: "sandbox" })).toEqual([100])
    expect((await payoutSums(container, { merchant })).missing).toBe(1)
  })
})

describe("money of a test, in a shop that takes no other", () => {
  it("is counted", async () => {
    const { merchant, container, tried } = shopWith("sandbox")
    await tried.bringLines(LINE(7))
    const { months, others } = await payoutSums(container, { merchant })
    expect([months.map(({ fee }) => fee), others]).toEqual([[7], []])
  })
})
