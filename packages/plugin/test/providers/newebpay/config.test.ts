import { describe, expect, it } from "vitest"
import { readConfig } from "../../../src/providers/newebpay/config"
import { newebpay } from "../../../src/providers/newebpay/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { OPTIONS, OTHER_KEYS } from "./speech"

function problemsOf(options: unknown): string {
  try {
    readConfig(options)
  } catch (error) {
    if (error instanceof PaymentError && error.kind === "config") return error.message
    throw error
  }
  return ""
}

describe("NewebPay's options", () => {
  it("tell every problem at once, and no key", () => {
    const message = problemsOf({
      ...OPTIONS,
      merchantId: "MS-1",
      hashKey: "secret-but-short",
      hashIv: undefined,
      previousKeys: [{ hashKey: "x" }],
      capture: "never",
      respondType: "XML",
      installments: ["5"],
      expireDays: 181,
      pageSeconds: 30,
      atmBanks: ["CITI"],
      oppayFee: "nobody",
      force3d: "yes",
      language: "kr",
      shownMethods: ["all"],
      hashkey: "typo",
    })
    for (const name of [
      "merchantId must be",
      "hashKey must be",
      "hashIv is missing",
      "previousKeys must be",
      "capture must be",
      "respondType must be",
      "installments must be",
      "expireDays must be",
      "pageSeconds must be",
      "atmBanks must be",
      "oppayFee must be",
      "force3d must be",
      "language must be",
      "shownMethods must be",
      "hashkey is not an option",
    ])
      expect(message).toContain(name)
    expect(message).not.toContain("secret-but-short")
  })

  it.each([
    { merchantId: "MS127874575" },
    { hashKey: "Fs5cX1TGqYM2PpdbE14a9H83YQSQF5jn" },
    { hashIv: "C6AcmfqJILwgnhIP" },
    { hashKey: "12345678901234567890123456789012" },
    { previousKeys: [{ hashKey: "IaWudQJsuOT994cpHRWzv7Ge67yC1cE3", hashIv: "C1dLm3nxZRVlmBSP" }] },
  ])("refuse in production what the manuals show (%#)", (published) => {
    expect(problemsOf({ ...OPTIONS, ...published })).toContain("published test credential")
    expect(problemsOf({ ...OPTIONS, ...published, environment: "stage" })).toBe("")
  })

  it("refuse an address that NewebPay would cut", () => {
    expect(problemsOf({ ...OPTIONS, backendUrl: `https://api.example.tw/${"a".repeat(100)}` })).toContain("at most 100")
  })

  it("take the pairs of a rotation", () => {
    expect(readConfig({ ...OPTIONS, previousKeys: [OTHER_KEYS] }).keys).toHaveLength(2)
  })

  it("know where each environment lives", () => {
    const hostOf = (environment: string | object) => readConfig({ ...OPTIONS, environment }).host
    expect(hostOf("production")).toBe("https://core.newebpay.com")
    expect(hostOf("stage")).toBe("https://ccore.newebpay.com")
    expect(hostOf({ sandbox: "http://localhost:4545/" })).toBe("http://localhost:4545")
  })
})

it("every code in words is in both languages, and inherited names are no codes", () => {
  const { explain } = newebpay.openAccount(OPTIONS).account
  for (const code of ["MPG03009", "TRA10071", "trade 2", "1108"]) {
    const told = explain?.(code)
    for (const text of [told?.shopper, told?.merchant]) {
      expect(text?.en).toMatch(/[a-z]/)
      expect(text?.["zh-TW"]).toMatch(/[\u4e00-\u9fff]/)
    }
  }
  for (const code of ["", "constructor", "SUCCESS"]) expect(explain?.(code)).toBeNull()
})
