import { BigNumber as MedusaNumber } from "@medusajs/framework/utils"
import { BigNumber } from "bignumber.js"
import { describe, expect, it } from "vitest"
import { isPaymentError } from "../../src/toolkit/payment-error"
import { decimalOf, readTwd, toWholeDollars, twd, ZERO } from "../../src/toolkit/twd"

function kindOf(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (isPaymentError(error)) return error.kind
    throw error
  }
  return "no error"
}

describe("twd", () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])("refuses %s", (value) => {
    expect(kindOf(() => twd(value))).toBe("config")
  })

  it("takes nought and the largest exact number", () => {
    expect(ZERO).toBe(0)
    expect(twd(Number.MAX_SAFE_INTEGER)).toBe(9_007_199_254_740_991)
  })
})

describe("readTwd", () => {
  it.each([undefined, "", " 1", "1 ", "+1", "-1", "1.0", "1e3", "0x10", "１００", "1,000", "1234567890123"])(
    "is null for %j",
    (text) => expect(readTwd(text)).toBeNull(),
  )

  it("reads plain whole numbers", () => {
    expect(readTwd("0")).toBe(0)
    expect(readTwd("1060")).toBe(1060)
    expect(readTwd("999999999")).toBe(999_999_999)
  })
})

describe("decimalOf", () => {
  it.each([
    undefined,
    null,
    true,
    "",
    "abc",
    "1,000",
    "0x10",
    "Infinity",
    "1e400",
    Number.NaN,
    Number.NEGATIVE_INFINITY,
    {},
    [],
    { value: null },
    { amount: 5 },
    { raw: null },
    { toFixed: "5" },
    Symbol.iterator,
  ])("refuses what is no amount (%#)", (amount) => {
    expect(kindOf(() => decimalOf(amount))).toBe("config")
  })

  it.each([
    ["a number", 1060.5, "1060.5"],
    ["a bigint", 1060n, "1060"],
    ["a decimal string", "1060.50", "1060.5"],
    ["a string with spaces and a plus", " +12 ", "12"],
    ["Medusa's raw form", { value: "1060.5", precision: 20 }, "1060.5"],
    ["a raw form with a number", { value: 12 }, "12"],
    ["something with a raw value inside", { raw: { value: "7.10" }, numeric: 1 }, "7.1"],
    ["something with a numeric value", { numeric: 8.25 }, "8.25"],
    ["Medusa's BigNumber", new MedusaNumber({ value: "100.5", precision: 20 }), "100.5"],
    ["Medusa's BigNumber of a number", new MedusaNumber(1060), "1060"],
    ["bignumber.js", new BigNumber("0.30"), "0.3"],
    ["bignumber.js beyond exact numbers", new BigNumber("12345678901234567890.5"), "12345678901234567890.5"],
    ["trailing zeros of a whole number", "1200", "1200"],
    ["nothing but zeros", "0.000", "0"],
    ["zeros inside", "1.00500", "1.005"],
    ["an exponent", "1.06e3", "1060"],
    ["a tiny exponent", 1e-7, "0.0000001"],
    ["a negative number", -5.5, "-5.5"],
  ])("reads %s", (_shape, amount, decimal) => {
    expect(decimalOf(amount)).toBe(decimal)
  })
})

it("decimalOf takes no longer for many zeros than for other digits", () => {
  const begun = performance.now()
  expect(decimalOf(`1.${"0".repeat(300_000)}1`)).toHaveLength(300_003)
  expect(performance.now() - begun).toBeLessThan(10_000)
})

describe("toWholeDollars", () => {
  it.each([-1, "-0.01", { value: "-1060" }, new MedusaNumber(-3)])("refuses a negative amount (%#)", (amount) => {
    expect(kindOf(() => toWholeDollars(amount, "refuse"))).toBe("refused")
    expect(kindOf(() => toWholeDollars(amount, "nearest"))).toBe("refused")
  })

  it("refuses a fraction and says what to change", () => {
    expect(() => toWholeDollars(1060.5, "refuse")).toThrow(/1060\.5 TWD.*whole-dollar prices.*rounding to "nearest"/)
    expect(kindOf(() => toWholeDollars("1060.01", "refuse"))).toBe("refused")
    expect(kindOf(() => toWholeDollars(0.1 + 0.2, "refuse"))).toBe("refused")
  })

  it.each(["99999999999999999999", "9007199254740993", 1e21, new BigNumber(2).pow(60)])(
    "refuses more than a number holds exactly (%#)",
    (amount) => expect(kindOf(() => toWholeDollars(amount, "nearest"))).toBe("config"),
  )

  it.each([
    ["1060.5", 1061],
    ["1060.49999999999999999999", 1060],
    ["1060.50000000000000000001", 1061],
    ["0.4", 0],
    [0.1 + 0.2, 0],
    [1060.05, 1060],
    [{ value: "99.5", precision: 20 }, 100],
  ])("charges the nearest dollar for %j, half up", (amount, charge) => {
    expect(toWholeDollars(amount, "nearest")).toBe(charge)
  })

  it.each(["refuse", "nearest"] as const)("leaves whole dollars alone with %s", (rounding) => {
    expect(toWholeDollars("1060.00", rounding)).toBe(1060)
    expect(toWholeDollars(0, rounding)).toBe(0)
    expect(toWholeDollars("9007199254740991", rounding)).toBe(Number.MAX_SAFE_INTEGER)
  })
})
