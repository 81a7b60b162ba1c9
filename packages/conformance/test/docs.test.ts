import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { describe, expect, it } from "vitest"
import {
  CONTRACT_SCENARIOS,
  type GatewayUnderTest,
  MODULE_SCENARIOS,
  type Result,
  renderMatrix,
  SERVER_SCENARIOS,
  whyNot,
} from "../src/index.js"
import { SUBJECTS } from "./gateways/all.js"

const SCENARIOS = [...CONTRACT_SCENARIOS, ...MODULE_SCENARIOS, ...SERVER_SCENARIOS]

/** Every subject here is run with a database and a server; the tests of each say that what applies passes. */
function expectedResults(subject: GatewayUnderTest): Result[] {
  const open = () => Promise.reject(new Error("Not opened here."))
  const equipped = { ...subject, openModuleHarness: open, openShop: open }
  return SCENARIOS.map((scenario) => {
    const reason = whyNot(scenario, equipped)
    const verdict = reason === null ? "pass" : "not applicable"
    return { scenario, subject: subject.name, verdict, reason: reason ?? "" }
  })
}

describe("docs/conformance.md", () => {
  /** `vitest run docs --update` writes it without playing anything; what it says is held by the tests of each subject. */
  it("has the matrix of every scenario and subject", async () => {
    const page = fileURLToPath(new URL("../../../docs/conformance.md", import.meta.url))
    const matrix = renderMatrix(SCENARIOS, SUBJECTS.flatMap(expectedResults))
    const text = readFileSync(page, "utf8")
    const block = /<!-- matrix -->[\s\S]*<!-- \/matrix -->/
    expect(text).toMatch(block)
    const due = text.replace(block, () => `<!-- matrix -->\n${matrix}\n<!-- /matrix -->`)
    await expect(due).toMatchFileSnapshot(page)
  })
})
