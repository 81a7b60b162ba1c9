import { describe, expect, it } from "vitest"
import { payuni } from "../../../src/providers/payuni/gateway"
import { gatewayOf, KEYS, OPTIONS } from "./messages"

const problems = (options: unknown): string => {
  try {
    payuni.openAccount(options)
    return ""
  } catch (error) {
    return String(error)
  }
}

/** PAYUNi's documentation (加密方式): everybody knows them. */
const PUBLISHED = { hashKey: "12345678901234567890123456789012", hashIv: "1234567890123456" }

describe("the options", () => {
  it("that are missing are named all at once", () => {
    const told = problems({})
    for (const name of ["environment", "backendUrl", "storefrontUrl", "merId", "hashKey", "hashIv"])
      expect(told).toContain(name)
  })

  it.each([
    [{ hashKey: "short" }, /hashKey must be the Hash Key, 32 characters/],
    [{ hashKey: `${KEYS.hashKey}x` }, /hashKey must be/],
    [{ hashIv: "中".repeat(16) }, /hashIv must be/],
    [{ merId: "" }, /merId must be/],
    [{ capture: "later" }, /capture must be one of "automatic", "manual"/],
    [{ installments: ["5"] }, /installments must be a list out of 3, 6, 9/],
    [{ atmExpireDays: 181 }, /atmExpireDays must be a whole number of days from 1 to 180/],
    [{ cvsExpireDays: 8 }, /cvsExpireDays must be a whole number of days from 1 to 7/],
    [{ atmBanks: ["CTBC"] }, /atmBanks must be a list/],
    [{ force3d: "yes" }, /force3d must be true or false/],
    [{ language: "ja" }, /language must be one of/],
    [{ shownMethods: ["all"] }, /shownMethods must be a list out of credit, installment/],
    [{ previousKeys: [{ hashKey: "old" }] }, /previousKeys must be a list/],
    [{ limits: { barcode: { min: 1 } } }, /limits.barcode: there is no such method/],
    [{ hashIV: KEYS.hashIv }, /hashIV is not an option/],
  ])("%j are refused", (wrong, told) => {
    expect(problems({ ...OPTIONS, ...wrong })).toMatch(told)
  })

  it("show no key in a refusal", () => {
    expect(problems({ ...OPTIONS, hashKey: `${KEYS.hashKey}x` })).not.toContain(KEYS.hashKey)
  })

  it("with published keys are refused in production, also among the previous ones", () => {
    expect(problems({ ...OPTIONS, ...PUBLISHED })).toMatch(/hashKey is a published.*hashIv is a published/)
    expect(problems({ ...OPTIONS, previousKeys: [PUBLISHED] })).toMatch(/hashKey is a published/)
  })

  it("with published keys are good for a sandbox", () => {
    expect(problems({ ...OPTIONS, ...PUBLISHED, environment: { sandbox: "http://localhost:4545" } })).toBe("")
  })

  it("name the merchant", () => expect(gatewayOf().merchant).toBe("S09876543"))
})
