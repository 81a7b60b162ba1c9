import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { L0, L1, L2, type Result, renderMatrix, type Subject, whyNot } from "../src/index.js"
import { SUBJECTS } from "./subjects/all.js"

const SCENARIOS = [...L0, ...L1, ...L2]

/** Every subject here is run with a database and a server; the tests of each say that what applies passes. */
function expectedResults(subject: Subject): Result[] {
  const open = () => Promise.reject(new Error("Not opened here."))
  const equipped = { ...subject, openTill: open, openShop: open }
  return SCENARIOS.map((scenario) => {
    const reason = whyNot(scenario, equipped)
    const verdict = reason === null ? "pass" : "not applicable"
    return { scenario, subject: subject.name, verdict, reason: reason ?? "" }
  })
}

describe("docs/conformance.md", () => {
  it("has the matrix that `npm run matrix -w @taiwan-payments/conformance` writes", () => {
    const page = readFileSync(new URL("../../../docs/conformance.md", import.meta.url), "utf8")
    const table = /<!-- matrix -->\n([\s\S]*)\n<!-- \/matrix -->/.exec(page)?.[1]
    expect(table?.trim()).toBe(renderMatrix(SCENARIOS, SUBJECTS.flatMap(expectedResults)))
  })
})
