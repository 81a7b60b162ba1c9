import { randomInt } from "node:crypto"
import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"

const usage = `npm run fuzz -- [--seed N] [--requests N] [--only notice] [--report]
  Sends altered messages to every route of the plugin, in a real Medusa process with a database of its own, and
  judges: nothing believed, nothing broken, nothing told, nothing kept without bound. --seed says which requests;
  --only sends those of one kind. --report writes what came of it to docs/proof.md.
`

/** @param {{ seed: number, requests: number, only: string | null, report: boolean }} wish */
async function main({ seed, requests, only, report }) {
  await install(console.log)
  const { openShop } = await import("./fuzz/shop.mjs")
  const { fuzz } = await import("./fuzz/run.mjs")
  const { kindsOfRoutes } = await import("./fuzz/shots.mjs")
  const { summary, writeReport } = await import("./fuzz/report.mjs")
  if (only !== null && !kindsOfRoutes.includes(only))
    throw new Error(`--only takes one of: ${kindsOfRoutes.join(", ")}`)
  console.log(`seed ${seed}`)
  const { shop, close, ...people } = await openShop(console.log)
  try {
    const told = await fuzz({ shop, seed, requests, only, ...people, say: console.log })
    for (const line of summary(told)) console.log(line)
    for (const fault of told.faults) console.log(`\nFAULT ${fault}`)
    if (report) writeReport(told)
    process.exitCode = told.faults.length > 0 ? 1 : 0
  } finally {
    await close()
  }
}

// Ends what was started, too: scripts/lib/process.mjs does so when this process exits.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130))

const { values } = parseArgs({
  options: {
    seed: { type: "string", default: String(randomInt(1_000_000)) },
    requests: { type: "string", default: "20000" },
    only: { type: "string" },
    report: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

if (values.help) {
  console.log(usage)
} else {
  const { only = null, report } = values
  main({ seed: Number(values.seed), requests: Number(values.requests), only, report }).catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
}
