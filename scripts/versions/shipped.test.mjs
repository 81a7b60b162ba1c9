import { expect, test } from "vitest"
import { byLicence } from "./shipped.mjs"

test("what comes with a package is told by its licences, each name once", () => {
  expect(byLicence("hono MIT, qs BSD-3-Clause, ms MIT, hono MIT")).toBe("MIT: hono, ms; BSD-3-Clause: qs")
  expect(byLicence("alone")).toBe("alone")
})
