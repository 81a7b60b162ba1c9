import { expect, it } from "vitest"
import { refusalWords, wordsOf } from "../../src/toolkit/code-words"

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

const acme = { en: "Acme Pay", "zh-TW": "頂點支付" }

it("a refusal says who refused, what the code means and the vendor's own words, in both languages", () => {
  expect(refusalWords(acme, "05", explain("05"), "DECLINED")).toEqual({
    en: "Acme Pay refused (05): The bank said no. DECLINED",
    "zh-TW": "頂點支付拒絕（05）：銀行未核准。 DECLINED",
  })
  expect(refusalWords(acme, "06", explain("06"), "DECLINED").en).toBe("Acme Pay refused (06): DECLINED")
})
