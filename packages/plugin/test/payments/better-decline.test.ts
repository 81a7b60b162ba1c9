import { describe, expect, it } from "vitest"
import { explainsWorse } from "../../src/payments/better-decline"
import { gatewayOf } from "../ecpay-account"

const account = gatewayOf()
const LIMIT = { state: "failed", code: "10100252", message: "額度不足" } as const
const NOT_PAID = { state: "failed", code: "10200095", message: "" } as const

describe("the better explanation of a decline", () => {
  it("stays when ECPay's query only says that it was not paid", () =>
    expect(explainsWorse(account, LIMIT, NOT_PAID, "answer")).toBe(true))

  it("replaces one that explains nothing", () => expect(explainsWorse(account, NOT_PAID, LIMIT, "notice")).toBe(false))

  it("is that of the latest try, when a notice tells of another one", () =>
    expect(explainsWorse(account, LIMIT, { ...LIMIT, code: "10100251" }, "notice")).toBe(false))

  it("is the vendor's own word where no code is in a table", () => {
    const own = { state: "failed", code: "X1", message: "card blocked" } as const
    expect(explainsWorse({}, own, { ...own, code: "2", message: "" }, "answer")).toBe(true)
    expect(explainsWorse({}, { ...own, message: "" }, { ...own, code: "2" }, "answer")).toBe(false)
  })

  it("is the one whose code is in a table, whoever tells the other", () => {
    const tables = { explain: (code: string) => (code === "known" ? { en: "no money", "zh-TW": "額度不足" } : null) }
    const [known, strange] = [
      { ...LIMIT, code: "known" },
      { ...LIMIT, code: "strange" },
    ]
    expect(explainsWorse(tables, known, strange, "notice")).toBe(true)
    expect(explainsWorse(tables, strange, known, "answer")).toBe(false)
    expect(explainsWorse(tables, strange, strange, "answer")).toBe(true)
    expect(explainsWorse(tables, known, known, "notice")).toBe(false)
  })

  it("is any, where none was known", () => {
    expect(explainsWorse(account, { ...LIMIT, state: "issued" }, NOT_PAID, "answer")).toBe(false)
    expect(explainsWorse(account, { ...LIMIT, code: null }, NOT_PAID, "answer")).toBe(false)
  })

  it("never stands against money", () =>
    expect(explainsWorse(account, LIMIT, { ...NOT_PAID, state: "captured" }, "answer")).toBe(false))
})
