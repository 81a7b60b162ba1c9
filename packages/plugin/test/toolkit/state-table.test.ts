import { expect, it } from "vitest"
import { type StateTable, stateIn } from "../../src/toolkit/state-table"

const table: StateTable = { "1": "captured" }

it("reads a code that is in the table", () => expect(stateIn(table, "1")).toBe("captured"))

it.each(["2", "", undefined, "constructor", "toString"])("takes %j for unknown", (code) => {
  expect(stateIn(table, code)).toBe("unknown")
})
