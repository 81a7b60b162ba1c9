import { describe, expect, it } from "vitest"
import { readConfig } from "../../../src/providers/jkopay/config"
import { KEYS } from "./merchant"

const SHOP = { backendUrl: "https://api.shop.example.tw", storefrontUrl: "https://shop.example.tw" }
const LIVE = {
  ...SHOP,
  apiKey: "0123456789abcdef",
  secretKey: "fedcba9876543210",
  storeId: KEYS.storeId,
  environment: "production",
}

describe("JKOPAY's options", () => {
  it("tell every problem at once, and no key", () => {
    const wrong = {
      ...LIVE,
      apiKey: "hidden key",
      secretKey: 1,
      storeId: undefined,
      host: "onlinepay",
      askbefore: true,
    }
    const read = () => readConfig(wrong)
    for (const problem of [/apiKey must/, /secretKey must/, /storeId is missing/, /host must/, /askbefore is not/])
      expect(read).toThrow(problem)
    expect(read).not.toThrow(/hidden/)
  })

  it("have no example key of JKOPAY's document in production", () => {
    expect(() => readConfig({ ...LIVE, secretKey: KEYS.secretKey })).toThrow(/secretKey is a published test credential/)
    expect(() => readConfig({ ...LIVE, secretKey: "QxN1X" })).toThrow(/secretKey/)
    expect(readConfig({ ...LIVE, secretKey: KEYS.secretKey, environment: "stage" }).secretKey).toBe(KEYS.secretKey)
  })

  it("name the host of the environment, or the contract's", () => {
    expect(readConfig(LIVE).host).toBe("https://onlinepay.jkopay.com")
    expect(readConfig({ ...LIVE, environment: "stage" }).host).toBe("https://uat-onlinepay.jkopay.app")
    expect(readConfig({ ...LIVE, host: "https://test.jkopay.com" }).host).toBe("https://test.jkopay.com")
  })

  it.each([
    ["production", "https://uat-onlinepay.jkopay.app"],
    ["production", "https://UAT-onlinepay.jkopay.app"],
    ["production", "https://uat-onlinepay.jkopay.app."],
    ["stage", "https://onlinepay.jkopay.com"],
  ])("never take %s's payments at %s", (environment, host) => {
    expect(() => readConfig({ ...LIVE, environment, host })).toThrow(/host is that of (stage|production)/)
  })

  it("never send a sandbox's payments to a real host", () => {
    const sandbox = { sandbox: "http://localhost:4545/" }
    const account = readConfig({ ...LIVE, environment: sandbox, host: "https://onlinepay.jkopay.com" })
    expect(account.host).toBe("http://localhost:4545")
  })

  it("let JKOPAY ask before it charges, unless told", () => {
    expect(readConfig(LIVE).asksBeforeCharge).toBe(true)
    expect(readConfig({ ...LIVE, askBeforeCharge: false }).asksBeforeCharge).toBe(false)
  })
})
