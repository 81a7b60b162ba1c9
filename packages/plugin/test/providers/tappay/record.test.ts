import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { tappay } from "../../../src/providers/tappay/gateway"
import type { RawMessage } from "../../../src/toolkit/contract/gateway"
import { departure, gatewayAt, KEYS, methodOf, query, recordRow, SHOP, scripted, tradeOf } from "./merchant"

const gateway = gatewayAt("http://127.0.0.1:1")
const leaving = departure()
const trade = tradeOf(leaving, "D1")

const row = (changes: object = {}) => recordRow(trade, { time: 1_763_776_800_000, ...changes })

const list = (rows: object[], status = 2) => ({
  status,
  msg: "",
  number_of_transactions: rows.length,
  trade_records: rows,
})

const say = (answer: object | string) => query(gateway, trade, scripted(answer))

const PUBLISHED = JSON.parse(
  readFileSync(new URL("../../../../../vectors/tappay/published.json", import.meta.url), "utf8"),
)

const STATES: Readonly<Record<string, string>> = {
  ERROR: "failed",
  AUTH: "captured",
  OK: "captured",
  PARTIALREFUNDED: "captured",
  REFUNDED: "refunded",
  PENDING: "pending",
  CANCEL: "failed",
}

describe("the record", () => {
  it.each(PUBLISHED.record_status as { record_status: number; name: string }[])(
    "$record_status, $name, is read as published",
    async ({ record_status, name }) => {
      expect((await say(list([row({ record_status })]))).state).toBe(STATES[name])
    },
  )

  it.each(PUBLISHED.query_status as { status: number }[])("answered with $status is a success", async ({ status }) => {
    expect((await say(list([row()], status))).state).toBe("captured")
  })

  it("tells an authorisation apart where the shop captures by hand, for cards alone", async () => {
    const manual = gatewayAt("http://127.0.0.1:1", { capture: "manual" })
    const authorised = list([row({ record_status: 0, is_captured: false })])
    expect((await query(manual, trade, scripted(authorised))).state).toBe("authorized")
    const wallet = { ...trade, method: methodOf("linepay") }
    const byLine = list([row({ record_status: 0, is_captured: false, merchant_id: "GlobalTesting_LINEPAY" })])
    expect((await query(manual, wallet, scripted(byLine))).state).toBe("captured")
  })

  it("tells a released authorisation from a refund", async () => {
    expect((await say(list([row({ record_status: 3, amount: 0, is_captured: false })]))).state).toBe("voided")
    expect((await say(list([row({ record_status: 3, amount: 0, is_captured: true })]))).state).toBe("refunded")
    for (const is_captured of [undefined, null, "true", 1])
      expect((await say(list([row({ record_status: 3, amount: 0, is_captured })]))).state).toBe("unknown")
  })

  it("is compared by the amount that does not fall", async () => {
    const refunded = row({ record_status: 2, amount: 20, refunded_amount: 1000 })
    expect((await say(list([refunded]))).amount).toBe(1020)
    expect((await say(list([row({ original_amount: undefined })]))).amount).toBeNull()
  })

  it.each(["1", 1.5, null, "01", "constructor", 7])(
    "of a status in no table, %j, is unknown",
    async (record_status) => {
      const { state } = await say(list([row({ record_status })]))
      expect(state).toBe(record_status === "1" ? "captured" : "unknown")
    },
  )

  it.each([1e21, 8.64e15 + 1, Number.MAX_VALUE, -1, 0, "1763776800000", null])(
    "paid at %j was paid at no hour that is known",
    async (time) => {
      expect(await say(list([row({ time })]))).toMatchObject({ state: "captured", paidAt: null })
    },
  )

  it("in another currency is unknown", async () => {
    expect((await say(list([row({ currency: "USD" })]))).state).toBe("unknown")
  })

  it("of another merchant is not ours", async () => {
    expect((await say(list([row({ merchant_id: "SomebodyElse" })]))).merchant).toBe("SomebodyElse")
  })

  it("of a merchant id that this account had before is ours", async () => {
    const account = gatewayAt("http://127.0.0.1:1", { merchantIds: { card: ["shop_NEW", "shop_OLD"] } })
    for (const merchant_id of ["shop_NEW", "shop_OLD"]) {
      const told = await query(account, trade, scripted(list([row({ merchant_id })])))
      expect(told).toMatchObject({ state: "captured", merchant: String(KEYS.appId) })
    }
  })

  it("of another payment is no answer", async () => {
    await expect(say(list([row({ bank_transaction_id: "ANOTHER" })]))).rejects.toThrow(/another payment/)
    await expect(say(list([row({ order_number: "ANOTHER" })]))).rejects.toThrow(/another order/)
  })

  it.each([
    { status: 2, msg: "" },
    { status: 2, msg: "", number_of_transactions: 3, trade_records: [] },
    { status: 2, msg: "", number_of_transactions: "0", trade_records: [] },
  ])("that does not say that there is none, %j, is not taken for none", async (answer) => {
    await expect(say(answer)).rejects.toThrow(/another payment/)
  })

  it.each([
    [80, /partnerKey/],
    [4, /address/],
    [560, /argument/],
    [915, /does not tell/],
    [1234, /does not tell/],
  ])("answered with %i is no state", async (status, words) => {
    await expect(say({ status, msg: "No" })).rejects.toThrow(words)
  })

  it.each(["", "<html>", "null", "[]", "{}", `{"status":"2"}`])("that is %j cannot be read", async (text) => {
    await expect(say(text)).rejects.toThrow(/cannot be read/)
  })

  it("keeps nothing of persons and saved cards", async () => {
    const telling = row({
      cardholder: { name: "王小明" },
      card_secret: { card_key: "k" },
      card_info: { last_four: "1" },
    })
    const { fields } = await say(list([telling]))
    expect(JSON.stringify(fields)).not.toMatch(/王小明|card_key/)
  })
})

describe("a notice", () => {
  const { notice } = gateway
  const heard = (body: string | Buffer): string | null => {
    if (notice?.kind !== "hint") throw new Error("TapPay's notices are hints")
    const raw: RawMessage = { body: Buffer.from(body as string), headers: {}, query: "" }
    return notice.tradeNo(raw)
  }

  it("names the trade and nothing else", () => {
    expect(heard(JSON.stringify({ bank_transaction_id: leaving.tradeNo, status: 0, amount: 1 }))).toBe(leaving.tradeNo)
  })

  it.each([
    "",
    "{",
    "null",
    "[]",
    "{}",
    `{"bank_transaction_id":12345678901234567890}`,
    `{"bank_transaction_id":"' or 1=1"}`,
  ])("that is %j names none", (body) => expect(heard(body)).toBeNull())
})

describe("what the shop's page needs", () => {
  const browser = (id: Parameters<typeof methodOf>[0], options: object = {}) => {
    const { start } = tappay.openAccount({
      ...SHOP,
      ...KEYS,
      environment: "stage",
      backendUrl: "https://api.shop.tw",
      ...options,
    }).account
    return start.kind === "token" ? start.browser(methodOf(id)) : null
  }

  it("is the app, the script and the part of it, and no secret", () => {
    expect(browser("card")).toEqual({
      script: "https://js.tappaysdk.com/sdk/tpdirect/v5.19.2",
      app_id: 11327,
      app_key: KEYS.appKey,
      server_type: "sandbox",
      sdk: "card",
    })
    expect(JSON.stringify(browser("linepay"))).not.toContain(KEYS.partnerKey)
  })

  it("names the merchant to Apple and Google where they want one", () => {
    expect(browser("applepay", { appleMerchantId: "merchant.tw.shop" })).toMatchObject({
      sdk: "paymentRequestApi",
      apple_merchant_id: "merchant.tw.shop",
    })
    expect(browser("googlepay", { googleMerchantId: "123" })).toMatchObject({ google_merchant_id: "123" })
    expect(browser("card", { googleMerchantId: "123" })).not.toHaveProperty("google_merchant_id")
  })

  it("is refused for a method that the shop has no merchant id for", () => {
    expect(() => browser("jkopay", { merchantIds: { card: "M" } })).toThrow(/JKOPAY is not set up.*merchantIds\.jkopay/)
    expect(() => browser("linepay", { merchantIds: { card: "M" } })).toThrow(/not set up/)
  })
})
