/**
 * What questions of jobs, shoppers and staff cost as the past grows: node bench/history.mjs [--rows 10000,100000,1000000]
 * Of every question the time at each size, and how many times as long the largest takes as the smallest.
 */
import { createRequire } from "node:module"
import path from "node:path"
import { parseArgs } from "node:util"
import { addBuyers, analyzeBuyers, buyersOf } from "../scripts/lib/history-buyers.mjs"
import { addHistory, chartsOf, chartsOfAttempts, filtersOf, questionsOf } from "../scripts/lib/history-rows.mjs"
import { root } from "../scripts/lib/paths.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { createDatabase, templateCluster, templateName } from "../scripts/lib/template.mjs"

const require = createRequire(path.join(root, "packages/plugin/package.json"))
const built = (/** @type {string} */ file) => require(path.join(root, "packages/plugin/.medusa/server/src", file))
const { Ledger } = built("modules/ledger/ledger.js")
const { LedgerReader } = built("modules/ledger/reader.js")
const sums = built("modules/ledger/sums.js")
const { collectionsOfBuyer } = built("payments/medusa/buyer-search.js")
const { indexBuyers } = built("payments/medusa/buyer-index.js")
const { ModulesSdkUtils } = require("@medusajs/framework/utils")

const ROUNDS = 9
const { values } = parseArgs({ options: { rows: { type: "string", default: "10000,100000,1000000" } } })
const sizes = values.rows.split(",").map(Number)

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

/** @param {import("../scripts/lib/postgres.mjs").PostgresServer} server @param {number} rows */
async function measure(server, rows) {
  const { url, query, drop } = await createDatabase({ ...server, template: templateName })
  const db = ModulesSdkUtils.createPgConnection({ clientUrl: url })
  try {
    await addHistory(query, rows)
    await addBuyers(query, rows)
    await indexBuyers(db)
    await analyzeBuyers(query)
    /** @type {Record<string, number>} */
    const times = {}
    const reader = new LedgerReader(db)
    const questions = {
      ...questionsOf({ ledger: new Ledger(db), reader, db }),
      ...filtersOf({ reader }),
      ...chartsOf({ db, sums }),
      ...chartsOfAttempts({ db, sums }),
      ...buyersOf({ db, reader, collectionsOfBuyer }),
    }
    for (const [name, ask] of Object.entries(questions)) times[name] = await timeOf(ask)
    return times
  } finally {
    await db.destroy()
    await drop()
  }
}

const dir = temporaryDir()
copyCluster(await templateCluster(), dir)
const server = await servePostgres(dir, { durable: false })
try {
  const measured = []
  for (const rows of sizes) measured.push(await measure(server, rows))
  const cells = (/** @type {(string | number)[]} */ row) => row.map((cell) => String(cell).padStart(10)).join("")
  console.log("milliseconds".padEnd(40) + cells([...sizes, "ratio"]))
  for (const name of Object.keys(measured[0] ?? {})) {
    const times = measured.map((each) => each[name] ?? Number.NaN)
    const ratio = (times.at(-1) ?? Number.NaN) / (times[0] ?? Number.NaN)
    console.log(name.padEnd(40) + cells([...times, ratio].map((value) => value.toFixed(2))))
  }
} finally {
  await server.stop()
  removeCluster(dir)
}
