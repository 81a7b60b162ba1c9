import { describe, expect, it } from "vitest"
import { bankName } from "../../src/toolkit/banks"

describe("bankName", () => {
  it.each(["999", "", "constructor", "__proto__"])("shows the code of a bank it does not know: %j", (code) => {
    expect(bankName(code)).toEqual({ en: `Bank ${code}`, "zh-TW": `銀行代碼 ${code}` })
  })

  // 附錄：銀行代碼 (p=44089), the banks that ECPay issues accounts of
  it.each([
    ["004", "臺灣銀行"],
    ["005", "土地銀行"],
    ["007", "第一銀行"],
    ["013", "國泰世華銀行"],
    ["118", "板信商業銀行"],
    ["822", "中國信託銀行"],
  ])("knows %s", (code, name) => expect(bankName(code)["zh-TW"]).toBe(name))
})
