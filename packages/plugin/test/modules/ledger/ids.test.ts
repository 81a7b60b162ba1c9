import { expect, it } from "vitest"
import { newId } from "../../../src/modules/ledger/ids"

it("an id is Medusa's kind: a prefix and letters and figures, none twice", () => {
  const ids = Array.from({ length: 20 }, () => newId("tpa"))
  for (const id of ids) expect(id).toMatch(/^tpa_[0-9a-f]{32}$/)
  expect(new Set(ids).size).toBe(20)
})
