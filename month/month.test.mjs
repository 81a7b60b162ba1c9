import { beforeAll, describe, expect, it } from "vitest"
import { lacks } from "../scripts/lib/services.mjs"
import { audit } from "./audit/audit.mjs"
import { runMonth } from "./run.mjs"

/** Two seeds in one shop: `npm run month` lives longer ones. */
const wish = { seeds: [1, 2], orders: 10, days: 1, processes: 1, redis: false }

describe.skipIf(lacks("cc"))("a small month", () => {
  /** @type {import("./run.mjs").Outcome} */
  let outcome

  beforeAll(async () => {
    outcome = await runMonth(wish, () => {})
  }, 600_000)

  it("leaves books that agree to the dollar", () => {
    expect(outcome.told).toEqual([])
  })

  it("has happened at all", () => {
    const paid = outcome.books.trades.filter((trade) => trade.paid > 0)
    expect(paid.length).toBeGreaterThan(5)
    expect(outcome.books.said.length).toBeGreaterThan(20)
  })

  it("is audited so that one dollar too much at any gateway is found", () => {
    const { trades } = outcome.books
    for (const trade of trades.filter(({ paid }) => paid > 0)) {
      const books = {
        ...outcome.books,
        trades: trades.map((each) => (each === trade ? { ...each, paid: each.paid + 1 } : each)),
      }
      expect(audit(books)).toContainEqual(
        expect.objectContaining({ law: "ledger is gateway", subject: trade.reference }),
      )
    }
  })
})
