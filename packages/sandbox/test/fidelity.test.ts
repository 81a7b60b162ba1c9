import { readFileSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { renderFidelity } from "../src/fidelity-table.js"
import { startSandbox } from "../src/index.js"

/** Ignores the padding of columns, which the formatter adds. */
function unpadded(markdown: string): string {
  return markdown.replace(/ +/g, " ").replace(/-{3,}/g, "---")
}

const sandbox = await startSandbox()
afterAll(() => sandbox.close())

describe.each(sandbox.gateways.map((gateway) => [gateway.name, gateway] as const))(
  "the fidelity table of %s",
  (name, { fidelity }) => {
    it("says of each behaviour how far it can be trusted, and why", () => {
      for (const { area, behaviour, tag, source } of fidelity) {
        expect([area, behaviour, source].every((text) => text.length > 2)).toBe(true)
        expect(["documented", "observed", "assumed"]).toContain(tag)
      }
      expect(new Set(fidelity.map(({ area, behaviour }) => area + behaviour)).size).toBe(fidelity.length)
    })

    it("stands in the README as it is (npm run fidelity writes it)", () => {
      const readme = readFileSync(new URL("../README.md", import.meta.url), "utf8")
      expect(unpadded(readme)).toContain(unpadded(`### ${name}\n\n${renderFidelity(fidelity)}`))
    })
  },
)
