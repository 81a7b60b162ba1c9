import { readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { alarmDetail } from "../../src/admin/parts/alarm-detail"

test("what an alarm tells is told in the reader's language, in the alarm and in the payment's story", () => {
  expect(alarmDetail({ detail: "Paid twice.", detail_zh: "重複付款。" })["zh-TW"]).toBe("重複付款。")
  expect(alarmDetail({ detail: "Paid twice.", detail_zh: null })["zh-TW"]).toBe("Paid twice.")
  for (const file of ["alarm-note.tsx", "timeline-entries.ts"]) {
    const text = readFileSync(path.join(import.meta.dirname, "../../src/admin/parts", file), "utf8")
    expect(text, file).toContain("pick(alarmDetail(alarm))")
  }
})
