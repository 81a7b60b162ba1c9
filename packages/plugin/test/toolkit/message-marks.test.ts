import { expect, it } from "vitest"
import { bearsMarks } from "../../src/toolkit/message-marks"

const marks = { oneOf: ["Status", "TradeStatus"], noneOf: ["NotifyURL"] }

it.each([
  [{ Status: "" }, true],
  [{ TradeStatus: "1", Other: "2" }, true],
  [{ Other: "2" }, false],
  [{ Status: "1", NotifyURL: "" }, false],
  [{ constructor: "1" }, false],
])("%j: %j", (fields, expected) => {
  expect(bearsMarks(fields, marks)).toBe(expected)
})
