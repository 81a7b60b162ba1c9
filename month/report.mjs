import { readFileSync, writeFileSync } from "node:fs"
import { cpus, platform, totalmem } from "node:os"
import path from "node:path"
import { root } from "../scripts/lib/paths.mjs"

/** @typedef {import("./run.mjs").Outcome} Outcome */

/** How often each thing was done, and how often it came to nothing. @param {Outcome} outcome */
export function countsOf({ diaries }) {
  /** @type {Map<string, { times: number, refused: number }>} */
  const counts = new Map()
  for (const { step, problem } of diaries.flatMap(({ done }) => done)) {
    const name = `${step.who}: ${step.what}`
    const { times, refused } = counts.get(name) ?? { times: 0, refused: 0 }
    counts.set(name, { times: times + 1, refused: refused + (problem ? 1 : 0) })
  }
  return [...counts]
    .sort()
    .map(([name, { times, refused }]) => `${name}: ${times}${refused ? ` (${refused} refused)` : ""}`)
}
export function writeReport() {}
