import { describe, expect, it } from "vitest"
import { checkMacValue } from "../../../src/providers/ecpay/wire"
import type { RawMessage } from "../../../src/toolkit/contract/notice"
import type { Fields } from "../../../src/toolkit/redact"
import { gatewayOf, STAGE_KEYS, signedNotice } from "../../ecpay-account"

const MANUAL = signedNotice(gatewayOf({ capture: "manual", creditCheckCode: "12345678" }))

const PAID: Fields = {
  MerchantID: "3002607",
  MerchantTradeNo: "T20261122A00010000AB",
  StoreID: "",
  RtnCode: "1",
  RtnMsg: "ok",
  TradeNo: "2611221830051234",
  TradeAmt: "1060",
  PaymentDate: "2026/11/22 18:31:40",
  PaymentType: "Credit_CreditCard",
  PaymentTypeChargeFee: "22",
  TradeDate: "2026/11/22 18:30:05",
  SimulatePaid: "0",
  CustomField1: "01M827V6CG0M4HZH5RT2Y2AYW3",
}

/** A message that says the same to CheckMacValue as the genuine one. */
function disguised(change: Fields, ...without: string[]): RawMessage {
  const rest = Object.entries(PAID).filter(([name]) => !without.includes(name))
  const fields = { ...Object.fromEntries(rest), ...change }
  const genuine = checkMacValue(PAID, STAGE_KEYS)
  expect(checkMacValue(fields, STAGE_KEYS)).toBe(genuine)
  return raw(new URLSearchParams({ ...fields, CheckMacValue: genuine }).toString())
}

const raw = (body: string): RawMessage => ({ body: Buffer.from(body), headers: {}, query: "" })

it("is believed as ECPay writes it", () => {
  const trade = MANUAL.read(MANUAL.verify(disguised({})))
  expect(trade).toMatchObject({ state: "authorized", reference: "2611221830051234", amount: 1060 })
})

it("is not captured for a PaymentType whose name was re-cased, with keys that ECPay published", () => {
  const message = raw(
    "MerchantID=3002607&MerchantTradeNo=T20261122A00010000AB&StoreID=&RtnCode=1&RtnMsg=ok&TradeNo=2611221830051234&TradeAmt=1060&PaymentDate=2026%2F11%2F22+18%3A31%3A40&paymentType=Credit_CreditCard&PaymentTypeChargeFee=22&TradeDate=2026%2F11%2F22+18%3A30%3A05&SimulatePaid=0&CheckMacValue=626C446747C25AEAD1CB29B42E46622A531C10AC3ACA2A01C0EB86BC62891DC7",
  )
  expect(() => MANUAL.verify(message)).toThrow("paymentType")
})

describe("is refused where a browser changed what CheckMacValue does not cover:", () => {
  it.each(Object.keys(PAID))("the case of the name %s", (name) => {
    const message = disguised({ [name.toUpperCase()]: PAID[name] ?? "" }, name)
    expect(() => MANUAL.verify(message)).toThrow(name.toUpperCase())
  })

  it.each([
    ["PaymentDate", "MerchantTradeNo"],
    ["SimulatePaid", "RtnMsg"],
    ["TradeAmt", "StoreID"],
    ["TradeNo", "TradeDate"],
    ["PaymentTypeChargeFee", "PaymentType"],
  ])("%s, hidden in the field before it", (name) => {
    const sorted = Object.keys(PAID).toSorted((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    const before = sorted[sorted.indexOf(name) - 1] ?? ""
    const message = disguised({ [before]: `${PAID[before]}&${name}=${PAID[name]}` }, name)
    expect(() => MANUAL.verify(message)).toThrow(before)
  })

  it("the value of PaymentType", () => {
    expect(() => MANUAL.verify(disguised({ PaymentType: "credit_creditcard" }))).toThrow("PaymentType")
  })
})

it("leaves the reference whole: nothing can be merged into TradeNo", () => {
  const fields = { ...PAID, TradeNo: "2611221000001001", WebATMAccBank: "" }
  const genuine = checkMacValue(fields, STAGE_KEYS)
  const { WebATMAccBank: _, ...rest } = fields
  const merged = { ...rest, TradeNo: "2611221000001001&WebATMAccBank=" }
  expect(checkMacValue(merged, STAGE_KEYS)).toBe(genuine)
  const message = raw(new URLSearchParams({ ...merged, CheckMacValue: genuine }).toString())
  expect(() => MANUAL.verify(message)).toThrow("TradeNo")
})

it("is read by how the trade was opened, whatever the options say by then", () => {
  const automatic = signedNotice(gatewayOf())
  const verified = automatic.verify(disguised({}))
  expect(automatic.read(verified).state).toBe("captured")
  expect(automatic.read(verified, "manual").state).toBe("authorized")
})
