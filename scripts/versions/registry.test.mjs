import { expect, test } from "vitest"
import { takes } from "./node-range.mjs"
import { previewAfter } from "./registry.mjs"

test("the newest preview is the last day's of a version to come", () => {
  const published = [
    "2.21.0-preview-20260911072753",
    "2.21.2",
    "2.22.0-snapshot-20260911212358",
    "2.22.0-preview-20260912000000",
  ]
  expect(previewAfter("2.21.2", published)).toEqual(["2.22.0-preview-20260912000000"])
  expect(previewAfter("2.22.0", published)).toEqual([])
  expect(previewAfter("2.9.0", ["2.10.0-snapshot-20260101000000"])).toEqual(["2.10.0-snapshot-20260101000000"])
})

test.each([
  [">=20", "20.0.0", true],
  [">=22.15", "22.12.0", false],
  [">= 22.15.0", "22.15.0", true],
  ["^20.19 || >=22.12", "20.20.2", true],
  ["^20.19 || >=22.12", "21.7.0", false],
  ["^20.19 || >=22.12", "24.0.0", true],
  ["^20.19", "20.18.9", false],
])("%s and Node %s: %s", (range, version, taken) => {
  expect(takes(range, version)).toBe(taken)
})
