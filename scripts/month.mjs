import { parseArgs } from "node:util"
import { install } from "./lib/install.mjs"
import { lacks } from "./lib/services.mjs"

const usage =
  "npm run month -- --seed N [--seed M] [--orders 2000] [--days 30] [--processes 1] [--redis] [--minutes M] [--methods a,b] [--plan] [--report]"

function readArguments() {
  const { values } = parseArgs({
    options: {
      seed: { type: "string", multiple: true },
      orders: { type: "string", default: "2000" },
      days: { type: "string", default: "30" },
      processes: { type: "string", default: "1" },
      redis: { type: "boolean", default: false },
      minutes: { type: "string" },
      methods: { type: "string" },
      plan: { type: "boolean", default: false },
      report: { type: "boolean", default: false },
    },
  })
  const asked = [...(values.seed ?? []), values.orders, values.days, values.processes, values.minutes ?? "1"]
  const numbers = asked.map(Number)
  if (!values.seed || numbers.some((number) => !(Number.isSafeInteger(number) && number > 0))) throw new Error(usage)
  return {
    ...{ seeds: values.seed.map(Number), orders: Number(values.orders), days: Number(values.days) },
    ...{ processes: Number(values.processes), redis: values.redis || Number(values.processes) > 1 },
    ...(values.minutes ? { minutes: Number(values.minutes) } : {}),
    ...(values.methods ? { methods: values.methods.split(",") } : {}),
    ...{ isPlanOnly: values.plan, wantsReport: values.report },
  }
}

async function main() {
  const wish = readArguments()
  await install(console.log)
  const { build } = await import("./lib/build.mjs")
  await build(["sandbox", "plugin"])
  if (wish.isPlanOnly) return await printPlans(wish)
  if (lacks("cc") || (wish.redis && lacks("redis")))
    throw new Error("a month wants a C compiler, and Redis where it is asked for")
  const { runMonth } = await import("../month/run.mjs")
  const { countLines, sumsOf, writeReport } = await import("../month/report.mjs")
  const outcome = await runMonth(wish, console.log)
  for (const line of [...countLines(outcome), ...sumsOf(outcome)]) console.log(line)
  for (const violation of outcome.told) console.log(`\n${violation}`)
  console.log(`\n${outcome.violations.length} violations in ${outcome.minutes.toFixed(1)} minutes`)
  if (wish.wantsReport) writeReport(outcome)
  process.exitCode = outcome.violations.length > 0 ? 1 : 0
}

/** @param {ReturnType<typeof readArguments>} wish */
async function printPlans(wish) {
  const { capturedByStaff, linesOf, planOf } = await import("../month/plan.mjs")
  const manual = capturedByStaff(wish.seeds[0] ?? 0)
  for (const seed of wish.seeds) console.log([`seed ${seed}`, ...linesOf(planOf({ ...wish, manual, seed }))].join("\n"))
}

main().then(
  // A pipe may not have taken all that was printed yet.
  () => process.stdout.write("", () => process.exit()),
  (error) => {
    console.error(error)
    process.exit(1)
  },
)
