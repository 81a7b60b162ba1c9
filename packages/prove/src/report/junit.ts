import type { Report, Result } from "../verdict.js"
import { escaped } from "./xml.js"

function detailsOf({ verdict, seen, loss }: Result): string {
  const message = escaped(`${seen}`)
  if (verdict === "fail") return `<failure message="${message}">${escaped(loss)}</failure>`
  return verdict === "pass" ? "" : `<skipped message="${message}"/>`
}

const caseOf = (identifier: string) => (result: Result) =>
  `    <testcase classname="${escaped(identifier)}.${result.tier}" name="${result.id}" time="${result.ms / 1000}">` +
  `${detailsOf(result)}</testcase>`

function suiteOf({ provider: { identifier }, results, trouble }: Report): string {
  const failures = results.filter(({ verdict }) => verdict === "fail").length
  const name = escaped(identifier)
  const broken = trouble ? `    <testcase name="prove"><error message="${escaped(trouble)}"/></testcase>\n` : ""
  const counts = `tests="${results.length + (trouble ? 1 : 0)}" failures="${failures}" errors="${trouble ? 1 : 0}"`
  return `  <testsuite name="${name}" ${counts}>\n${broken}${results.map(caseOf(identifier)).join("\n")}\n  </testsuite>`
}

/** The form that CI services read. */
export function junit(reports: readonly Report[]): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${reports.map(suiteOf).join("\n")}\n</testsuites>\n`
}
