import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"

const usage = `npm run demo [-- options]
  --reset  forget the shop of earlier demos first
  --exit   buy once by each method, print the table, and end with 0 or 1
`

const startedAt = Date.now()

/** Progress, with the seconds since the start. @param {string} line */
const say = (line) => console.log(`${((Date.now() - startedAt) / 1000).toFixed(0).padStart(4)} s  ${line}`)

/** @param {import("./demo/stack.mjs").Stack} stack @param {{ email: string, password: string }} admin */
const addresses = ({ shopUrl, sandboxUrl, outbox }, admin) => `
  Shop     ${shopUrl}
  Admin    ${shopUrl}/app   ${admin.email} / ${admin.password}
  Sandbox  ${sandboxUrl}/_sandbox/
  Mail     ${outbox}

  Ctrl-C ends it. npm run demo -- --reset starts from an empty shop.
`

/** Ctrl-C, or the end of the methodAccount. What is still starting then dies with this process. */
const interrupted = new Promise((resolve) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, () => resolve(130))
})

/** @param {import("./demo/stops.mjs").Stops} stops @param {boolean} thenExit @returns {Promise<number>} the exit code */
async function show(stops, thenExit) {
  const { admin, startStack } = await import("./demo/stack.mjs")
  const stack = await startStack(say, stops)
  say(`the shop is open at ${stack.shopUrl}`)
  // Not before: it loads the sandbox, which has just been built.
  const { buyByEachMethod } = await import("./demo/purchases.mjs")
  const good = await buyByEachMethod(stack, say)
  console.log(addresses(stack, admin))
  if (thenExit) return good ? 0 : 1
  await interrupted
  return 0
}

/** @param {{ reset: boolean, exit: boolean }} wish @returns {Promise<number>} the exit code */
async function main({ reset, exit }) {
  await install(say)
  const { claimData, releaseData, resetData } = await import("./demo/data.mjs")
  const { stopper } = await import("./demo/stops.mjs")
  claimData()
  const stops = stopper()
  try {
    if (reset) await resetData()
    return await Promise.race([show(stops, exit), interrupted])
  } finally {
    say("stopping")
    await stops.stopAll()
    releaseData()
  }
}

const { values } = parseArgs({
  options: {
    reset: { type: "boolean", default: false },
    exit: { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
})

if (values.help) {
  console.log(usage)
} else {
  main(values).then(
    (code) => process.exit(code),
    (error) => {
      console.error(`\nThe demo cannot start. ${error.message}`)
      process.exit(1)
    },
  )
}
