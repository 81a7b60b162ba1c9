import { describe, expect, it } from "vitest"
import { plainWords } from "../../src/toolkit/plain-words"

describe("a sentence without what tells of a person or opens a door", () => {
  it.each([
    ["mail wang.xiao+ming@mail.example.com.tw bounced", "mail *** bounced"],
    ["買家 0912-345-678 未付款", "買家 *** 未付款"],
    ["call +886912345678", "call ***"],
    ["(02) 2345-6789 or 02-23456789", "*** or ***"],
    ["A123456789 is no id", "*** is no id"],
    ["card 4311-9522 2222 2222 was declined", "card *** was declined"],
    ["carrier /ABC+123 kept", "carrier *** kept"],
    ["GET https://api.shop.tw/pay?token=abc#x failed", "GET https://api.shop.tw/pay failed"],
    ["connect postgres://medusa:s3cret@db:5432/shop", "connect postgres://***@db:5432/shop"],
    ['{"partner_key":"partner_6ID1DoDl"}', '{"partner_key":"***"}'],
    ["HashKey=pwFHCqoQZGmho4w6&Amt=1", "HashKey=***&Amt=1"],
    ["prime 1f3a5b7c9d1f3a5b7c9d1f3a5b7c9d1f3a5b7c9d1f3a5b7c", "prime ***"],
  ])("%s", (told, kept) => expect(plainWords(told)).toBe(kept))

  it.each([
    "付款成功",
    "ECPay refused (10100058): The card was declined. 銀行拒絕交易",
    "The gateway reports 1000 TWD for trade 0123456789ABCDEFGHIJ, which this shop never opened.",
    "LINE Pay refused (1104): 2021113000697317600 is unknown.",
    "options: hashKey: must have 16 characters; backendUrl: use https://api.shop.tw",
    "payses_01JDR6K3Y3W8M8ZC7QYV0N6B5T of order_01JDR6K3Y3W8M8ZC7QYV0N6B5T",
    "tpa_2f4b6d8e0a1c3e5f7092a4b6c8d0e2f4 on 2026-11-28T10:00:00.000Z",
  ])("leaves alone: %s", (told) => expect(plainWords(told)).toBe(told))

  it("is one line of bounded length that keeps its end, whatever comes in", () => {
    const told = plainWords(`insert into "x"\n${"values ($1), ".repeat(1e5)}- duplicate key`)
    expect(told.length).toBeLessThanOrEqual(400)
    expect(told).toMatch(/^insert into "x" values .* … .*- duplicate key$/)
  })

  it.each(["@", "0", "0 ", "a.", "://", "http://a?", "a@b.", "4 ", "/A", 'prime"', "\ud83d"])(
    "takes no time over a megabyte of %j",
    (piece) => {
      const text = piece.repeat(1_000_000 / piece.length)
      const begun = performance.now()
      plainWords(text)
      expect(performance.now() - begun).toBeLessThan(10_000)
    },
  )

  it("says the same when it is asked twice", () => {
    const once = plainWords("wang@example.com 0912345678 4311952222222222 https://u:p@x.tw/?a=1")
    expect(plainWords(once)).toBe(once)
  })
})
