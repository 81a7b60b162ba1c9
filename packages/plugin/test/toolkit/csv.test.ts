import { describe, expect, it } from "vitest"
import { csvRow } from "../../src/toolkit/csv"

describe("a row for spreadsheets", () => {
  it.each(["=1+1", "+886912345678", "-2", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "\n@x"])("%j stays text", (text) =>
    expect(csvRow([text])).toMatch(/^"?'/),
  )

  it("quotes what would end a cell or a row", () => {
    expect(csvRow(['王,"小"明', "a\nb", " x", "plain"])).toBe('"王,""小""明","a\nb"," x",plain\r\n')
  })

  it("leaves numbers, and nothing, as they are", () => {
    expect(csvRow([-5, 1280, null, "0912345678", "a=b"])).toBe("-5,1280,,0912345678,a=b\r\n")
  })
})
