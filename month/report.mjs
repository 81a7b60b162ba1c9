import { whereAndWhen, writeProof } from "../scripts/lib/proof.mjs"

/** @typedef {import("./run.mjs").Outcome} Outcome */

/** How often each thing was done, and how often it was refused or found nothing to do. @param {Outcome} outcome */
function countsOf({ diaries }) {
  /** @type {Map<string, { times: number, refused: number }>} */
  const counts = new Map()
  for (const { step, problem } of diaries.flatMap(({ done }) => done)) {
    const name = `${step.who}: ${step.what}`
    const { times, refused } = counts.get(name) ?? { times: 0, refused: 0 }
    counts.set(name, { times: times + 1, refused: refused + (problem ? 1 : 0) })
  }
  return [...counts].sort(([one], [other]) => one.localeCompare(other))
}

/** @param {Outcome} outcome */
export function countLines(outcome) {
  return countsOf(outcome).map(
    ([name, { times, refused }]) => `${name}: ${times}${refused ? ` (${refused} refused)` : ""}`,
  )
}

/** What the books came to. @param {Outcome} outcome */
export function sumsOf({ books }) {
  const { trades, attempts, orders, alarms, payments, said } = books
  const sum = (/** @type {number[]} */ amounts) =>
    `NT$${amounts.reduce((total, amount) => total + amount, 0).toLocaleString("en")}`
  return [
    `gateways: ${trades.length} trades, ${sum(trades.map(({ paid }) => paid))} paid, ${sum(trades.map(({ back }) => back))} back`,
    `ledger: ${attempts.length} attempts, ${sum(attempts.map(({ captured }) => captured))} captured, ${sum(attempts.map(({ refunded }) => refunded))} refunded`,
    `Medusa: ${orders.length} orders, ${sum(payments.map(({ captured }) => captured))} captured, ${sum(payments.map(({ refunded }) => refunded))} refunded`,
    `alarms open: ${alarms.length}${alarms.length ? ` (${kindsOf(alarms)})` : ""}; answers of the shop's page checked: ${said.length}`,
  ]
}

/** @param {readonly { kind: string }[]} alarms */
function kindsOf(alarms) {
  /** @type {Record<string, number>} */
  const counts = {}
  for (const { kind } of alarms) counts[kind] = (counts[kind] ?? 0) + 1
  return Object.entries(counts)
    .map(([kind, count]) => `${count} ${kind}`)
    .join(", ")
}

/** The command that does it again. @param {Outcome} outcome */
function commandOf({ wish: { seeds, orders, days, processes, redis, methods } }) {
  const options = [
    ...seeds.map((seed) => `--seed ${seed}`),
    `--orders ${orders}`,
    `--days ${days}`,
    `--processes ${processes}`,
  ]
  return [
    "npm run month --",
    ...options,
    ...(redis ? ["--redis"] : []),
    ...(methods ? [`--methods ${methods.join(",")}`] : []),
  ].join(" ")
}

/** @param {Outcome} outcome */
function runOf(outcome) {
  const { violations, told, minutes } = outcome
  const rows = countsOf(outcome).map(([name, { times, refused }]) => `| ${name} | ${times} | ${refused} |`)
  const verdict = violations.length === 0 ? "No violation." : `${violations.length} violations:`
  return [
    `### \`${commandOf(outcome)}\``,
    `${minutes.toFixed(0)} minutes; ${whereAndWhen()}.`,
    sumsOf(outcome)
      .map((line) => `- ${line}`)
      .join("\n"),
    verdict,
    ...told.map((each) => `- ${each.split("\n", 1)[0]}`),
    `| Done | Times | Of which refused, or with nothing to do |\n| --- | --- | --- |\n${rows.join("\n")}`,
  ].join("\n\n")
}

const INTRODUCTION = `Shoppers, staff and the world from a seed, at real Medusa processes on PostgreSQL, all on one clock that is moved on; then an auditor that shares no code with the plugin compares the gateways' own books, the ledger, Medusa's payments, captures, refunds and transactions, stock, alarms, and all that the shop's page said, to the dollar. The same seed is the same plan (\`--plan\` prints it); what happens at once may end in another order.`

/** Writes the month's section of the page. @param {Outcome} outcome */
export function writeReport(outcome) {
  writeProof("month", ["## The month", INTRODUCTION, runOf(outcome)].join("\n\n"))
}
