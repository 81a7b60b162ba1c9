import { expect, it } from "vitest"
import { wordsOf } from "../../src/toolkit/code-words"

const explain = wordsOf([["05", { en: "Declined.", "zh-TW": "未核准。" }, "The bank said no.", "銀行未核准。"]])

it("a code in the table has words for both", () => {
  expect(explain("05")).toEqual({
    shopper: { en: "Declined.", "zh-TW": "未核准。" },
    merchant: { en: "The bank said no.", "zh-TW": "銀行未核准。" },
  })
})

it.each(["06", "", "constructor", "__proto__"])("%j is in no table", (code) => {
  expect(explain(code)).toBeNull()
})
