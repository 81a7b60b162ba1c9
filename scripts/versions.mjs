import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"

const usage = `npm run versions -- [--medusa 2.21.0,2.21.2] [--node 20,22] [--report]
  Installs the packed tarballs in a store of its own on each version of Medusa and runs it with each version of Node:
  migrates, starts, sells by ATM and by card, captures, refunds a part. Without --medusa: the oldest and the newest version
  that the plugin takes, and the newest preview that the registry has. --report writes it to docs/proof.md. By hand.
`

/** @param {string | undefined} list */
const listed = (list) => list?.split(",").filter(Boolean)

/** @param {{ medusa: string[] | undefined, nodes: string[], report: boolean }} wish */
async function main({ medusa, nodes, report }) {
  await install(console.log)
  const { build, packages } = await import("./lib/build.mjs")
  const { versionsToTry } = await import("./versions/registry.mjs")
  const { tryVersion } = await import("./versions/try.mjs")
  const { outcomeOf, writeReport } = await import("./versions/report.mjs")
  await build(packages, console.log)
  /** @type {import("./versions/try.mjs").Tried[]} */
  const tried = []
  for (const version of medusa ?? versionsToTry())
    await tryVersion(version, nodes, console.log, (each) => {
      tried.push(each)
      console.log(`Medusa ${version}, Node ${each.node}: ${outcomeOf(each)}`)
      // Also what was tried before somebody ended it is worth to be known.
      if (report) writeReport(tried)
    })
  process.exitCode = tried.some(({ problem, refusedNode }) => problem !== null && !refusedNode) ? 1 : 0
}

// Ends what was started, too: scripts/lib/process.mjs does so when this process exits.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => process.exit(130))

const { values } = parseArgs({
  options: {
    medusa: { type: "string" },
    node: { type: "string", default: "20,22" },
    report: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

if (values.help) {
  console.log(usage)
} else {
  main({ medusa: listed(values.medusa), nodes: listed(values.node) ?? [], report: values.report }).catch((error) => {
    console.error(error)
    process.exitCode = 1
  })
}
