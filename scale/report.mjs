import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { cacheDir, root } from "../scripts/lib/paths.mjs"
import { whereAndWhen, writeProof } from "../scripts/lib/proof.mjs"

/**
 * @typedef {import("./percentiles.mjs").Times} Times
 * @typedef {import("./measure.mjs").Throughput} Throughput
 * @typedef {import("./flood.mjs").Flood} Flood
 * @typedef {import("./hanging.mjs").Hanging} Hanging
 * @typedef {import("../bench/history.mjs").History} History
 * @typedef {{ when: string, measured: any }} Kept as JSON, Maps as lists of pairs
 */

const MIB = 2 ** 20
/** Every so much attempts as many milliseconds are noise of the machine, whatever the ratio says. */
const FLAT_MS = 5
const FLAT_RATIO = 3

/** @param {string} name */
const fileOf = (name) => path.join(cacheDir, "scale", `${name}.json`)

/** Keeps what a part measured, until it is measured again. @param {string} name @param {unknown} measured */
export function keep(name, measured) {
  mkdirSync(path.dirname(fileOf(name)), { recursive: true })
  const plain = (/** @type {string} */ _key, /** @type {unknown} */ value) =>
    value instanceof Map ? [...value] : value
  writeFileSync(fileOf(name), JSON.stringify({ when: whereAndWhen(), measured }, plain, 2))
}

/** @param {string} name @returns {Kept | null} */
function keptOf(name) {
  return existsSync(fileOf(name)) ? JSON.parse(readFileSync(fileOf(name), "utf8")) : null
}

/** @param {number} value */
const whole = (value) => Math.round(value).toLocaleString("en")
/** @param {number} value */
const tenths = (value) => value.toFixed(1)
/** @param {Times} times */
const both = ({ p50, p99 }) => `${whole(p50)} / ${whole(p99)} ms`

/** @param {Throughput[]} measured */
function throughputLines(measured) {
  return [
    "| Processes | Orders a second | from the empty cart to captured, p50 / p99 | from paid to captured, p50 / p99 | Acknowledgements a second | p50 / p99 | Connections to PostgreSQL, at most |",
    "| --- | --- | --- | --- | --- | --- | --- |",
    ...measured.map(
      ({ processes, orders, acknowledgements, connections }) =>
        `| ${processes} | ${tenths(orders.perSecond)} | ${both(orders.whole)} | ${both(orders.settled)} | ${whole(acknowledgements.perSecond)} | ${both(acknowledgements.times)} | ${connections} |`,
    ),
  ]
}

/** @param {{ grown: [string, { sent: number, rows: [string, number][], logLines: number }][], curve: Flood["curve"], perSecond: number }} measured */
function noticeLines({ grown, curve, perSecond }) {
  const rowsOf = (/** @type {[string, number][]} */ rows) =>
    rows
      .filter(([, count]) => count !== 0)
      .map(([name, count]) => `${name.replace("taiwan_payment_", "")} ${whole(count)}`)
      .join(", ")
  const memory = (/** @type {"heapUsed" | "rss"} */ key) =>
    curve.map(({ memory: all }) => whole((all[0]?.[key] ?? 0) / MIB)).join(", ")
  return [
    `${whole(curve.at(-1)?.sent ?? 0)} notices in ten rounds of all kinds, ${whole(perSecond)} a second, to one process.`,
    "",
    "| Kind | Sent | Rows grown | Lines of the log |",
    "| --- | --- | --- | --- |",
    ...grown.map(
      ([name, { sent, rows, logLines }]) =>
        `| ${name} | ${whole(sent)} | ${rowsOf(rows) || "none"} | ${whole(logLines)} |`,
    ),
    "",
    `- heap after a garbage collection, MiB, before and after each round: ${memory("heapUsed")}`,
    `- resident memory, MiB: ${memory("rss")}`,
  ]
}

/** @param {Hanging} measured */
function hangingLines({ before, during, waiting }) {
  const row = (/** @type {string} */ name, /** @type {Hanging["before"]} */ { orders, status }) =>
    `| ${name} | ${tenths(orders.perSecond)} | ${both(orders.whole)} | ${both(orders.settled)} | ${both(status)} |`
  return [
    "| ECPay's buyers | Orders a second | empty cart to captured, p50 / p99 | paid to captured, p50 / p99 | status route, p50 / p99 |",
    "| --- | --- | --- | --- | --- |",
    row("all gateways answer", before),
    row("LINE Pay never answers", during),
    "",
    `Meanwhile ${waiting.started} departures to LINE Pay waited for it, twelve at a time, and ${waiting.quiet} requests to it had ended without an answer.`,
  ]
}

/** @param {History} measured */
function historyLines({ sizes, times, bytes }) {
  const sizesOfTables = Object.entries(bytes).map(([name, each]) => `${name} ${whole(each / MIB)}`)
  const rows = Object.entries(times).map(([name, each]) => {
    const ratio = (each.at(-1) ?? Number.NaN) / (each[0] ?? Number.NaN)
    return { name, each, ratio, isFlat: ratio <= FLAT_RATIO || (each.at(-1) ?? 0) <= FLAT_MS }
  })
  const growing = rows.filter(({ isFlat }) => !isFlat)
  const cells = (/** @type {number[]} */ each) => each.map((value) => value.toFixed(2)).join(" | ")
  return [
    `${rows.length} questions, ${rows.length - growing.length} of them flat (at most ${FLAT_RATIO} times as long, or at most ${FLAT_MS} ms, at ${whole(sizes.at(-1) ?? 0)} attempts). Those that grow: ${growing.map(({ name }) => name).join(", ") || "none"}.`,
    "",
    `Tables with their indexes at ${whole(sizes.at(-1) ?? 0)} attempts, MiB: ${sizesOfTables.join(", ")}.`,
    "",
    `| Question, milliseconds | ${sizes.map(whole).join(" | ")} | ratio |`,
    `| --- | ${sizes.map(() => "---").join(" | ")} | --- |`,
    ...rows.map(({ name, each, ratio }) => `| ${name} | ${cells(each)} | ${ratio.toFixed(1)} |`),
  ]
}

/** @type {Readonly<Record<string, { title: string, lines: (measured: any) => string[] }>>} */
const sections = {
  throughput: { title: "Orders and acknowledgements", lines: throughputLines },
  notices: { title: "Memory, rows and log", lines: noticeLines },
  hanging: { title: "Beside a gateway that hangs", lines: hangingLines },
  history: { title: "As the past grows", lines: historyLines },
}

/** What was measured last of a part, in lines. @param {string} name */
export function linesOf(name) {
  const kept = keptOf(name)
  return kept ? (sections[name]?.lines(kept.measured) ?? []) : []
}

/** What the numbers do not say by themselves, by hand. */
const FINDINGS = path.join(root, "scale/findings.md")

/** Writes "Scale" of docs/proof.md, of all parts that were measured. */
export function writeReport() {
  const texts = Object.entries(sections).flatMap(([name, { title, lines }]) => {
    const kept = keptOf(name)
    return kept
      ? [`### ${title}\n\n\`npm run scale -- --only ${name}\`, ${kept.when}.\n\n${lines(kept.measured).join("\n")}`]
      : []
  })
  writeProof(
    "scale",
    `## Scale\n\n${texts.join("\n\n")}\n\n### What came of it\n\n${readFileSync(FINDINGS, "utf8").trim()}\n`,
  )
}
