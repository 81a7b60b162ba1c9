import { describe, expect, it } from "vitest"
import {
  readPreferences,
  type SessionData,
  withoutForeignKeys,
  withSession,
} from "../../../src/payments/medusa/session-data"
import type { ShopOptions } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"

const SHOP: ShopOptions = {
  backendUrl: "https://api.shop.example.tw",
  returnUrl: "https://shop.example.tw/payment/return",
  storefrontOrigins: ["https://shop.example.tw", "http://localhost:8000"],
  rounding: "refuse",
  limits: {},
}

describe("where a shopper wants to come back to", () => {
  it.each([
    "https://evil.example/payment/return",
    "https://shop.example.tw.evil.example/",
    "https://shop.example.tw@evil.example/",
    "https://user:password@shop.example.tw/",
    "http://shop.example.tw/",
    "https://shop.example.tw:8443/",
    "https://sub.shop.example.tw/",
    "//evil.example/",
    "/payment/return",
    "javascript:alert(1)",
    "data:text/html,x",
    "not a url",
    `https://shop.example.tw/${"x".repeat(500)}`,
  ])("is refused: %s", (return_url) => {
    expect(() => readPreferences({ return_url }, SHOP)).toThrow(expect.objectContaining({ kind: "refused" }))
  })

  it.each([undefined, null, "", 5, {}, ["https://evil.example"]])("is the shop's own when it is %j", (return_url) => {
    expect(readPreferences({ return_url }, SHOP).return_url).toBe("https://shop.example.tw/payment/return")
  })

  it.each(["https://shop.example.tw/tw/done?cart=1", "http://localhost:8000/x", "HTTPS://SHOP.EXAMPLE.TW:443/"])(
    "may be any page of the shop: %s",
    (return_url) => expect(readPreferences({ return_url }, SHOP).return_url).toBe(new URL(return_url).href),
  )
})

describe("an app that wants its buyer back (38)", () => {
  const shop = { ...SHOP, appReturnUrls: ["myshop://payment/return"] }

  it.each(["myshop://payment/return", "myshop://payment/return?cart=1"])(
    "names one of its addresses: %s",
    (return_url) => {
      expect(readPreferences({ return_url }, shop).return_url).toBe(return_url)
    },
  )

  it.each([
    ...["myshop://payment/return/x", "myshop://payment/other", "other://payment/return", "myshop://u:p@payment/return"],
    ...["javascript://payment/return", "https://payment/return"],
  ])("and no other: %s", (return_url) => {
    expect(() => readPreferences({ return_url }, shop)).toThrow(expect.objectContaining({ kind: "refused" }))
  })

  it("comes back with the session's id", () => {
    expect(withSession("myshop://payment/return?cart=1", "payses_1")).toBe(
      "myshop://payment/return?cart=1&session_id=payses_1",
    )
  })
})

describe("the shopper's language", () => {
  it.each([
    ["en", "en"],
    ["zh-TW", "zh-TW"],
    ["EN", "zh-TW"],
    ["<script>", "zh-TW"],
    [undefined, "zh-TW"],
  ])("%j is %s", (locale, read) => expect(readPreferences({ locale }, SHOP).locale).toBe(read))
})

describe("what a shopper sent besides", () => {
  const data: SessionData = {
    ...{ gateway: "fake", method: "card", amount: twd(1000), session_id: "payses_1", start_url: "https://x" },
    ...{ return_url: "https://y", locale: "en", trade_no: null, voucher: null },
  }

  it("is removed by an explicit undefined, since Medusa merges it under what the provider returns", () => {
    const sent = { amount: 1, session_id: "payses_other", merchant: "M2", paid: true, state: "captured", __proto__x: 1 }
    const stored = { ...sent, ...withoutForeignKeys(sent, data) }
    expect(stored).toMatchObject(data)
    expect(JSON.parse(JSON.stringify(stored))).toEqual(data)
    for (const key of ["merchant", "paid", "state", "__proto__x"]) expect(Object.keys(stored)).toContain(key)
  })

  it("may be nothing", () => expect(withoutForeignKeys(undefined, data)).toEqual(data))
})
