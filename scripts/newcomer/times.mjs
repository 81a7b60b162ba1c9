import { readFileSync, writeFileSync } from "node:fs"
import { cpus, loadavg } from "node:os"
import path from "node:path"
import { fillBlocks } from "../docs/blocks.mjs"
import { markdownTable } from "../docs/table.mjs"
import { root } from "../lib/paths.mjs"

/** @typedef {{ what: string, seconds: number }} Time */

/** Where the times of the newcomer's own provider are written down. */
const PAGE = "packages/create-taiwan-payment-provider/README.md"

/** Measures steps by their names. */
export function stopwatch() {
  /** @type {Time[]} */
  const times = []
  /** @template T @param {string} what @param {() => Promise<T>} work */
  const time = async (what, work) => {
    const started = performance.now()
    const result = await work()
    times.push({ what, seconds: (performance.now() - started) / 1000 })
    return result
  }
  return { times, time }
}

/** Its load tells whether others were at work on it. */
function machine() {
  const [{ model } = { model: "a processor" }] = cpus()
  const [, , load = 0] = loadavg()
  const day = new Date().toISOString().slice(0, 10)
  return `${cpus().length} × ${model.trim()}, Node ${process.version}, at a load of ${load.toFixed(1)}, ${day}`
}

/** @param {readonly Time[]} times */
const table = (times) =>
  markdownTable(
    ["Step", "Seconds"],
    times.map(({ what, seconds }) => [what, seconds.toFixed(1)]),
  )

/** @param {readonly Time[]} times */
export function writeTimes(times) {
  const page = path.join(root, PAGE)
  const block = `Measured by \`npm run newcomer -- --write\` on ${machine()}.\n\n${table(times)}`
  writeFileSync(page, fillBlocks(readFileSync(page, "utf8"), { times: block }))
  return PAGE
}
