import { describe, expect, it } from "vitest"
import { recordNotice } from "../../src/payments/notices/verify"
import { plainTrade } from "../../src/payments/plain-trade"
import { bareTrade } from "../../src/toolkit/bare-trade"
import type { Trade } from "../../src/toolkit/contract/gateway"
import { twd } from "../../src/toolkit/twd"
import { methodAccountAt, notice } from "../fake-gateway"
import { newAttempt, newId, useShop } from "../shop-database"

const place = useShop()
const BANK = { url: "http://127.0.0.1:1" }
const NONE = ["\u0000", "\u0085", "\ud800", "a\udc00b"]
const terms = { amount: twd(10), expires_at: "2030-01-01T00:00:00.000Z" }

describe("a signed notice with a character that no database takes", () => {
  it.each(["tradeNo", "merchant"])("in its %s is about no trade of ours", async (field) => {
    const message = notice({ tradeNo: newId("T"), [field]: "A\u0000" })
    const taken = await recordNotice(place.shop.context, methodAccountAt(BANK), message, "notice")
    expect(taken).toEqual({ verdict: "foreign", attempt: null })
  })

  it.each(NONE)("in its reference (%j) is money all the same", async (character) => {
    const { account, ...at } = methodAccountAt(BANK)
    const { notice: signed } = account
    if (signed?.kind !== "signed") throw new Error("the fake bank signs its notices")
    const read: typeof signed.read = (...message) => ({ ...signed.read(...message), reference: `1${character}` })
    const attempt = await place.shop.context.ledger.open(newAttempt())
    const teller = { ...at, account: { ...account, notice: { ...signed, read } } }
    const message = notice({ tradeNo: attempt.trade_no, merchant: attempt.merchant, amount: attempt.amount })
    const taken = await recordNotice(place.shop.context, teller, message, "notice")
    expect(taken).toMatchObject({ verdict: "accepted", attempt: { state: "captured", reference: null } })
  })
})

describe("a trade as a database takes it", () => {
  const told: Trade = bareTrade({ tradeNo: "T1", merchant: "M1", reference: "R1", state: "issued" })
  const code = { kind: "cvs", code: "LLL1", chain: "any", ...terms } as const
  const barcodes = ["1", "2", "3"] as const

  it("is as it was told, where it has none of them", () => {
    for (const voucher of [null, code, { kind: "barcode", barcodes, ...terms } as const])
      expect(plainTrade({ ...told, voucher })).toEqual({ ...told, voucher })
  })

  it.each(NONE)("has no number to pay with that has %j in it", (character) => {
    const bad = { state: "unknown", voucher: null }
    expect(plainTrade({ ...told, voucher: { ...code, code: character } })).toMatchObject(bad)
    const voucher = { kind: "barcode", ...terms, barcodes: ["1", character, "3"] } as const
    expect(plainTrade({ ...told, voucher })).toMatchObject(bad)
    expect(plainTrade({ ...told, voucher, state: "captured" })).toMatchObject({ state: "captured", voucher: null })
  })
})
