import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"
import { whyMissing } from "./lib/services.mjs"

const usage = `npm run scale -- [--only throughput,notices,hanging,history] [--processes 1,2,3] [--orders 120] [--notices 50000] [--rows 10000,100000,1000000] [--report]
  Measures a shop of one process and of several, with PostgreSQL and Redis: orders and acknowledgements a second; memory, rows and
  lines of the log over many notices; the others beside a gateway that never answers; questions of jobs and pages as the past grows.
  --only measures some of it. What was measured last of each part is kept in .cache, and --report writes it to docs/proof.md.
`

const { values } = parseArgs({
  options: {
    only: { type: "string" },
    processes: { type: "string", default: "1,2,3" },
    orders: { type: "string", default: "120" },
    notices: { type: "string", default: "50000" },
    rows: { type: "string", default: "10000,100000,1000000" },
    report: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

/** @param {string} text */
const numbersOf = (text) => text.split(",").map(Number)

async function main() {
  await install(console.log)
  const missing = whyMissing("redis")
  if (missing) throw new Error(missing)
  const { build } = await import("./lib/build.mjs")
  await build(["sandbox", "plugin"])
  const { parts } = await import("../scale/measure.mjs")
  const { keep, linesOf, writeReport } = await import("../scale/report.mjs")
  const names = values.only ? values.only.split(",") : Object.keys(parts)
  const wish = {
    ...{ processes: numbersOf(values.processes), rows: numbersOf(values.rows) },
    ...{ orders: Number(values.orders), notices: Number(values.notices) },
  }
  for (const [name, measure] of Object.entries(parts).filter(([each]) => names.includes(each))) {
    keep(name, await measure(wish, console.log, (soFar) => keep(name, soFar)))
    for (const line of linesOf(name)) console.log(line)
  }
  if (values.report) writeReport()
}

// Ends what was started, too: scripts/lib/process.mjs does so when this process exits.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130))

if (values.help) console.log(usage)
else
  main().then(
    () => process.exit(),
    (error) => {
      console.error(error)
      process.exit(1)
    },
  )
