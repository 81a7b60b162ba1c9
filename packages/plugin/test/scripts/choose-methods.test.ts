import { describe, expect, it } from "vitest"
import { chooseMethods } from "../../src/scripts/choose-methods"

const configured = [
  "pp_ecpay_main",
  "pp_ecpay-credit_main",
  "pp_ecpay-atm_main",
  "pp_linepay_main",
  "pp_linepay_second",
]

describe("the methods that a command line names", () => {
  it("are all of them without a word", () => {
    expect(chooseMethods(configured, [])).toEqual(configured)
  })

  it("are a gateway's, by its name", () => {
    expect(chooseMethods(configured, ["ecpay"])).toEqual(["pp_ecpay_main", "pp_ecpay-credit_main", "pp_ecpay-atm_main"])
  })

  it("are one method's accounts, and whole ids", () => {
    expect(chooseMethods(configured, ["ecpay-atm", "pp_linepay_second"])).toEqual([
      "pp_ecpay-atm_main",
      "pp_linepay_second",
    ])
  })

  it.each(["ecpa", "atm", "pp_ecpay", ""])("refuses %j, which names none", (word) => {
    expect(() => chooseMethods(configured, ["linepay", word])).toThrow(/no such method is configured/)
  })

  it("refuses to enable nothing", () => {
    expect(() => chooseMethods([], [])).toThrow(/No gateway/)
  })
})
