import { createRequire } from "node:module"
import path from "node:path"
import { addBuyers, analyzeBuyers, buyersOf } from "../scripts/lib/history-buyers.mjs"
import { addPastOfJobs, analyzePastOfJobs, jobsOf } from "../scripts/lib/history-jobs.mjs"
import { addHistory, chartsOf, chartsOfAttempts, filtersOf, questionsOf } from "../scripts/lib/history-rows.mjs"
import { root } from "../scripts/lib/paths.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { createDatabase, templateCluster, templateName } from "../scripts/lib/template.mjs"

const require = createRequire(path.join(root, "packages/plugin/package.json"))
const built = (/** @type {string} */ file) => require(path.join(root, "packages/plugin/.medusa/server/src", file))
const { LedgerReader } = built("modules/ledger/reader.js")
const sums = built("modules/ledger/sums.js")
const { collectionsOfBuyer } = built("payments/medusa/buyer-search.js")
const { indexMedusa } = built("payments/medusa/medusa-indexes.js")
const { rowsWithoutOperation } = built("payments/medusa/operation-rows.js")
const { openContext } = built("payments/context.js")
const { ModulesSdkUtils } = require("@medusajs/framework/utils")

const ROUNDS = 9

/** @param {() => Promise<unknown>} ask @returns {Promise<number>} milliseconds */
async function timeOf(ask) {
  await ask()
  const times = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const begin = performance.now()
    await ask()
    times.push(performance.now() - begin)
  }
  // The least is what the question costs; the rest is what else this machine does.
  return Math.min(...times)
}

/** What tables take with their indexes. @param {(sql: string) => Promise<{ rows: any[] }>} query @returns {Promise<Record<string, number>>} */
async function bytesOf(query) {
  const { rows } = await query(
    `select replace(relname, 'taiwan_payment_', '') as name, pg_total_relation_size(oid)::float as bytes from pg_class
     where relname in ('taiwan_payment_attempt', 'taiwan_payment_event', 'taiwan_payment_notice', 'taiwan_payment_exchange')`,
  )
  return Object.fromEntries(rows.map(({ name, bytes }) => [name, bytes]))
}

/** @param {import("../scripts/lib/postgres.mjs").PostgresServer} server @param {number} rows */
async function measure(server, rows) {
  const { url, query, drop } = await createDatabase({ ...server, template: templateName })
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: url })
  try {
    await addHistory(query, rows)
    await addBuyers(query, rows)
    await addPastOfJobs(query, rows)
    await indexMedusa(db)
    /** @type {Record<string, number>} */
    const times = {}
    const reader = new LedgerReader(db)
    const { ledger, cards } = openContext(db, console, undefined)
    await cards.settle(rows)
    await analyzeBuyers(query)
    await analyzePastOfJobs(query)
    const questions = {
      ...questionsOf({ ledger, reader, db }),
      ...jobsOf({ db, ledger, cards, rowsWithoutOperation, mergeDaySums: sums.mergeDaySums }),
      ...filtersOf({ reader }),
      ...chartsOf({ db, sums }),
      ...chartsOfAttempts({ db, sums }),
      ...buyersOf({ db, reader, collectionsOfBuyer }),
    }
    for (const [name, ask] of Object.entries(questions)) times[name] = await timeOf(ask)
    return { times, bytes: await bytesOf(query) }
  } finally {
    await db.destroy()
    await drop()
  }
}

/**
 * What questions of jobs, shoppers and staff cost as the past grows: of each the milliseconds at each size; and the bytes of the largest.
 * @typedef {{ sizes: number[], times: Record<string, number[]>, bytes: Record<string, number> }} History
 * @param {number[]} sizes in attempts @param {(line: string) => void} say @returns {Promise<History>}
 */
export async function measureHistory(sizes, say) {
  const dir = temporaryDir()
  copyCluster(await templateCluster(), dir)
  const server = await servePostgres(dir, { durable: false })
  try {
    /** @type {Record<string, number[]>} */
    const times = {}
    /** @type {Record<string, number>} */
    let bytes = {}
    for (const rows of sizes) {
      say(`${rows} attempts`)
      const measured = await measure(server, rows)
      bytes = measured.bytes
      for (const [name, time] of Object.entries(measured.times)) times[name] = [...(times[name] ?? []), time]
    }
    return { sizes, times, bytes }
  } finally {
    await server.stop()
    removeCluster(dir)
  }
}
