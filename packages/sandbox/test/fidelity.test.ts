import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { renderFidelity } from "../src/fidelity-table.js"
import { FIDELITY } from "../src/gateways/ecpay/fidelity.js"

/** The formatter pads the columns of tables; what they say is the same. */
function unpadded(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---")
}

describe("the fidelity table", () => {
  it("says of each behaviour how far it can be trusted, and why", () => {
    for (const { area, behaviour, tag, source } of FIDELITY) {
      expect([area, behaviour, source].every((text) => text.length > 2)).toBe(true)
      expect(["documented", "observed", "assumed"]).toContain(tag)
    }
    expect(new Set(FIDELITY.map(({ behaviour }) => behaviour)).size).toBe(FIDELITY.length)
  })

  it("stands in the README as it is (npm run fidelity writes it)", () => {
    const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
    expect(unpadded(readme)).toContain(unpadded(renderFidelity(FIDELITY)))
  })
})
