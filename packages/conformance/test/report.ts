import { mkdirSync, writeFileSync } from "node:fs"
import path from "node:path"
import type { Result } from "../src/index.js"

/** Prints the matrix, and leaves the results where `npm run matrix` wants them. */
export function report(matrix: string, results: readonly Result[]): void {
  console.log(`\n${matrix}\n`)
  const folder = process.env.CONFORMANCE_RESULTS
  const [first] = results
  if (!folder || !first) return
  mkdirSync(folder, { recursive: true })
  const rows = results.map(({ scenario, ...rest }) => ({ id: scenario.id, ...rest }))
  writeFileSync(path.join(folder, `${first.subject}.json`), JSON.stringify(rows))
}
