import { beforeAll, describe, expect, it } from "vitest"
import { addPastOfJobs, analyzePastOfJobs, jobsOf } from "../../../../../scripts/lib/history-jobs.mjs"
import { addHistory, chartsOf, OPEN, questionsOf } from "../../../../../scripts/lib/history-rows.mjs"
import { LedgerReader } from "../../../src/modules/ledger/reader"
import * as sums from "../../../src/modules/ledger/sums"
import { indexMedusa } from "../../../src/payments/medusa/medusa-indexes"
import { rowsWithoutOperation } from "../../../src/payments/medusa/operation-rows"
import { useShop } from "../../shop-database"

const ROWS = 40_000
const place = useShop()

interface Asked {
  readonly sql: string
  readonly bindings: readonly unknown[]
}

beforeAll(async () => {
  const connection = await place.shop.db.client.acquireConnection()
  const query = (sql: string, values?: unknown[]) => connection.query(sql, values)
  await addHistory(query, ROWS)
  await addPastOfJobs(query, ROWS)
  await indexMedusa(place.shop.db)
  await place.shop.context.cards.settle(ROWS)
  await analyzePastOfJobs(query)
  await place.shop.db.client.releaseConnection(connection)
}, 120_000)

const questions = () => {
  const { db, context } = place.shop
  const { ledger, cards } = context
  return {
    ...questionsOf({ ledger, reader: new LedgerReader(db), db }),
    ...jobsOf({ db, ledger, cards, rowsWithoutOperation, mergeDaySums: sums.mergeDaySums }),
  }
}

const names = [
  ...Object.keys(questionsOf({ ledger: null, reader: null, db: null })),
  ...Object.keys(
    jobsOf({ db: null, ledger: null, cards: null, rowsWithoutOperation, mergeDaySums: sums.mergeDaySums }),
  ),
]

/** The statements that a question asks the database. */
async function statementsOf(ask: () => Promise<unknown>): Promise<Asked[]> {
  const asked: Asked[] = []
  const note = (each: Asked) => void asked.push(each)
  place.shop.db.on("query", note)
  await ask().finally(() => place.shop.db.removeListener("query", note))
  return asked
}

async function planOf({ sql, bindings }: Asked): Promise<string> {
  const connection = await place.shop.db.client.acquireConnection()
  const { rows } = await connection.query(`explain (analyze, timing off) ${sql}`, bindings)
  await place.shop.db.client.releaseConnection(connection)
  return rows.map((row: Record<string, string>) => row["QUERY PLAN"]).join("\n")
}

/** Rows that were read and thrown away, or read at all, by any step of a plan. */
function mostRows(plan: string): number {
  const read = [...plan.matchAll(/actual rows=([\d.]+) loops=(\d+)/g)].map(
    ([, rows, loops]) => Number(rows) * Number(loops),
  )
  const thrown = [...plan.matchAll(/Rows Removed by (?:Filter|Index Recheck): (\d+)/g)].map(([, rows]) => Number(rows))
  return Math.max(0, ...read, ...thrown)
}

describe(`beside ${ROWS} payments that are over`, () => {
  it.each(names)("%s reads what it wants, by an index", async (name) => {
    const asked = await statementsOf(async () => questions()[name]?.())
    expect(asked.length).toBeGreaterThan(0)
    for (const each of asked) {
      const plan = await planOf(each)
      const isCount = /count\(\*\)/.test(each.sql)
      // Nobody asked for a refund by transfer here: of a table without rows no index is read.
      if (!isCount) expect(plan).not.toMatch(/Seq Scan on taiwan_payment_(?!refund_request)/)
      expect(mostRows(plan), plan).toBeLessThanOrEqual(isCount ? 10_000 : 10 * OPEN)
    }
  })

  it.each(Object.keys(chartsOf({ db: null, sums: null })))("%s reads no payment that is over", async (name) => {
    const asked = await statementsOf(async () => chartsOf({ db: place.shop.db, sums })[name]?.())
    expect(asked.length).toBeGreaterThan(0)
    for (const each of asked) {
      const plan = await planOf(each)
      expect(plan).not.toMatch(/Seq Scan on taiwan_payment_attempt/)
      const read = [...plan.matchAll(/on taiwan_payment_attempt.*actual rows=([\d.]+)/g)].map(([, rows]) =>
        Number(rows),
      )
      expect(Math.max(0, ...read)).toBeLessThanOrEqual(10 * OPEN)
    }
  })
})
