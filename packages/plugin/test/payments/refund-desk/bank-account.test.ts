import { describe, expect, it } from "vitest"
import { readAccount, writtenAccount } from "../../../src/payments/refund-desk/bank-account"
import { ACCOUNT, WRITTEN } from "./a-desk"

describe("an account that a buyer writes", () => {
  it("is read in wide digits, with spaces and with hyphens", () => {
    const number = " ０００１２３４－５６７８９０-1 "
    expect(readAccount({ ...WRITTEN, branch: "００２１", number, holder: "  王  小明 " })).toEqual({
      account: { ...ACCOUNT, holder: "王 小明" },
      problems: {},
    })
  })

  it("may lack its branch, and may be at a bank that is not in the list", () => {
    const written = { bank: "other", other: "951", branch: "", number: "1234567890", holder: "Ann" }
    const account = { bank: "951", branch: null, number: "1234567890", holder: "Ann" }
    expect(readAccount(written).account).toEqual(account)
    expect(readAccount({ ...written, bank: "" }).account).toEqual(account)
  })

  it.each([
    [{ bank: "" }, { bank: "bank" }],
    [{ bank: "other" }, { other: "code" }],
    [{ bank: "70" }, { bank: "bank" }],
    [{ branch: "21" }, { branch: "branch" }],
    [{ bank: "822", number: "123456789" }, { number: "length" }],
    [{ bank: "822", number: "12345678901234567" }, { number: "length" }],
    [{ number: "1234567890123" }, { number: "post" }],
    [{ number: "12345678901a" }, { number: "digits" }],
    [{ number: "" }, { number: "digits" }],
    [{ holder: " " }, { holder: "holder" }],
    [{ holder: "王\u0000小明" }, { holder: "holder" }],
    [{ holder: "王".repeat(61) }, { holder: "holder" }],
  ])("%j is told as %j", (change, problems) => {
    expect(readAccount({ ...WRITTEN, ...change })).toEqual({ account: null, problems })
  })

  it("is nothing where a program sends something else", () => {
    const nothing = { bank: "", other: "", branch: "", number: "", holder: "" }
    for (const body of [null, "x", [], { bank: {}, number: ["1"] }]) expect(writtenAccount(body)).toEqual(nothing)
  })
})
