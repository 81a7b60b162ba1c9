import { describe, expect, it } from "vitest"
import { readNotice } from "../../../src/providers/ecpay/notice"
import { sign } from "../../../src/providers/ecpay/wire"
import type { RawMessage } from "../../../src/toolkit/contract/gateway"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { STAGE_KEYS, signedNotice } from "../../ecpay-account"
import { answer } from "../../scripted-gateway"
import { AUTHORIZED, books, CANCELED, CLOSED, CLOSING, PART, REQUEST, refused, TRADE_NO, talk } from "./card-talk"
import { vector } from "./vectors"

const PAID = vector("sdk-notify-credit").fields
const ATM_NUMBER = vector("sdk-notify-atm-number").fields

function without(fields: Fields, ...names: string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
}

function verified(fields: Fields) {
  const body = Buffer.from(new URLSearchParams({ ...sign(fields, STAGE_KEYS) }).toString())
  const raw: RawMessage = { body, headers: {}, query: "" }
  return signedNotice().verify(raw)
}

describe("a message that our keys signed, and that is no notice", () => {
  it.each([
    ["an answer to a query", vector("node-ecpay-aio-1").fields],
    ["a notice without RtnCode", without(PAID, "RtnCode")],
    ["one with TradeStatus, which a query's answer has", { ...PAID, TradeStatus: "1" }],
    ["one with TotalAmount, which an order has", { ...PAID, TotalAmount: "65" }],
    ["one with ReturnURL, which an order has", { ...PAID, ReturnURL: "https://shop.example.tw" }],
    ["one with ChoosePayment, which an order has", { ...PAID, ChoosePayment: "ALL" }],
  ])("is refused: %s", (_what, fields) => {
    expect(() => verified(fields)).toThrow("The message is not a notice of ECPay's.")
  })

  it("is told from one that is", () => {
    expect(verified(PAID).fields).toMatchObject({ RtnCode: "1" })
  })
})

describe("what a notice leaves out", () => {
  it("is empty: no words, no kind of payment", () => {
    expect(readNotice(without(PAID, "RtnMsg"), "automatic").message).toBe("")
    expect(readNotice({ ...PAID, PaymentType: "OtherCredit_1" }, "manual").state).toBe("captured")
  })

  it.each(["Barcode1", "Barcode2", "Barcode3"])("of a barcode's three parts is none: %s", (name) => {
    const three = { Barcode1: "1105036EA", Barcode2: "0426123456789012", Barcode3: "042677000001500" }
    const number = { ...without(ATM_NUMBER, "BankCode", "vAccount"), ...three }
    expect(readNotice(number, "automatic").voucher).toMatchObject({ kind: "barcode" })
    expect(readNotice({ ...number, [name]: "" }, "automatic")).toMatchObject({ state: "unknown", voucher: null })
  })

  it("of a store code's kind is any store", () => {
    const number = { ...without(ATM_NUMBER, "BankCode", "vAccount", "PaymentType"), PaymentNo: "LLL17355880822" }
    expect(readNotice(number, "automatic").voucher).toMatchObject({ kind: "cvs", chain: "any" })
  })
})

describe("who paid by WebATM", () => {
  it.each([
    ["WebATMAccNo", "1234567890", "67890"],
    ["WebATMAccNo", "123456", "23456"],
    ["WebATMAccNo", "123", "123"],
    ["ATMAccNo", "123456", "23456"],
  ])("%s %s shows five digits at most", (field, account, shown) => {
    const { details } = readNotice({ ...PAID, [field]: account }, "automatic")
    expect(details.payer_account_last5).toBe(shown)
  })

  it.each([
    ["WebATMAccNo", "1234x"],
    ["WebATMAccNo", "x1234"],
    ["ATMAccNo", "x1234"],
    ["ATMAccNo", "1234x"],
  ])("%s %s, which is no account, is not shown", (field, account) => {
    expect(readNotice({ ...PAID, [field]: account }, "automatic").details).not.toHaveProperty("payer_account_last5")
  })
})

describe("a refund", () => {
  it("of the whole, where ECPay's books have a refund that ours have not, undoes no closing", async () => {
    const page = books("已授權", [
      ["要關帳", 1000],
      ["要關帳", -300],
    ])
    expect((await talk({ books: page })).actions).toEqual(["R 1000"])
  })

  it.each<Record<string, string>>([{ installments: "1" }, { bonus_amount: "0" }, {}])(
    "in part of a plain card, %j, is made",
    async (extra) => {
      const trade = { ...REQUEST.trade, details: { ...REQUEST.trade.details, ...extra } }
      expect((await talk({ request: { ...PART, trade } })).actions).toEqual(["R 300"])
    },
  )

  it("of what only ends in a card's name has no API", async () => {
    const trade = { ...REQUEST.trade, details: { payment_type: "OtherCredit_1" } }
    await expect(talk({ request: { trade } })).rejects.toMatchObject({ kind: "unsupported" })
  })

  it("of a part of what is authorised, refused at its second step, takes the closing back by no second one", async () => {
    const asked: string[] = []
    const onAction = (action: string) => asked.push(action)
    const replies = [answer(`MerchantTradeNo=${TRADE_NO}&RtnCode=1&RtnMsg=`), refused("餘額不足")]
    await expect(talk({ books: AUTHORIZED, request: PART, replies, onAction })).rejects.toThrow("R: 餘額不足")
    expect(asked).toEqual(["C 1000", "R 300"])
  })

  it("of a trade whose number ECPay never told names none", async () => {
    const { sent } = await talk({ request: { trade: { ...REQUEST.trade, reference: null } } })
    expect(new URLSearchParams(sent.at(-1)?.body).get("TradeNo")).toBe("")
  })
})

describe("a capture", () => {
  it("of a cancelled card is refused, though the books have a closing of that much", async () => {
    const attempt = talk({ kind: "capture", books: books("已取消", [["已關帳", 1000]]) })
    await expect(attempt).rejects.toMatchObject({ kind: "refused", facts: { code: "canceled" } })
  })
})

describe("ECPay's reply", () => {
  it("need not name the trade", async () => {
    expect((await talk({ replies: [answer("RtnCode=1&RtnMsg=")] })).outcome.state).toBe("done")
  })

  it.each([
    ["without a trade's number is a refusal where it says no", "MerchantTradeNo=&RtnCode=0&RtnMsg=no", "R: no", "0"],
    ["without words is a refusal", `MerchantTradeNo=${TRADE_NO}&RtnCode=0`, "R: no reason given", "0"],
    [
      "with words of ECPay's is a refusal",
      `MerchantTradeNo=${TRADE_NO}&RtnCode=10000001&RtnMsg=更新失敗.(error_amount_R)`,
      "R: 更新失敗.(error_amount_R)",
      "10000001",
    ],
    [
      "at the door is a refusal",
      "MerchantTradeNo=&RtnCode=10200027&RtnMsg=TradeNo Error",
      "R: TradeNo Error",
      "10200027",
    ],
    ["of a merchant who is not known is a refusal", "RtnCode=10200094&RtnMsg=MerchantID", "R: MerchantID", "10200094"],
    ["of a service that is not open is a refusal", "RtnCode=10200141&RtnMsg=商店", "R: 商店", "10200141"],
  ])("%s", async (_what, text, words, code) => {
    const attempt = talk({ replies: [answer(text)] })
    await expect(attempt).rejects.toThrow(words)
    await expect(attempt).rejects.toMatchObject({ kind: "refused", facts: { code } })
  })

  it.each([
    ["a firewall's page", '<!doctype html><html lang="zh-TW"><title>系統維護中</title></html>'],
    ["without a code", `MerchantTradeNo=${TRADE_NO}&RtnMsg=no`],
    ["with no code of ECPay's", `MerchantTradeNo=${TRADE_NO}&RtnCode=ERROR&RtnMsg=no`],
    ["with an empty code", `MerchantTradeNo=${TRADE_NO}&RtnCode=&RtnMsg=no`],
    ["with a code of no table", `MerchantTradeNo=${TRADE_NO}&RtnCode=5000003&RtnMsg=系統忙碌中`],
    [
      "with a code of what is not known yet",
      `MerchantTradeNo=${TRADE_NO}&RtnCode=10300066&RtnMsg=交易付款結果待確認中`,
    ],
    ["a no about another trade", "MerchantTradeNo=OTHER&RtnCode=0&RtnMsg=no"],
    ["a yes without a trade", "MerchantTradeNo=&RtnCode=1&RtnMsg="],
  ])("that is %s does not tell what was done", async (_what, text) => {
    await expect(talk({ replies: [answer(text)] })).rejects.toMatchObject({ kind: "unreadable" })
  })

  it("about another trade is none", async () => {
    const attempt = talk({ replies: [answer("MerchantTradeNo=OTHER&RtnCode=1&RtnMsg=")] })
    await expect(attempt).rejects.toThrow("ECPay answered about another trade.")
  })
})

describe("what the merchant reads", () => {
  type Told = Parameters<typeof talk>[0]

  it.each<[string, Told]>([
    ["The earlier request had gone through.", { books: CANCELED, request: { resumed: true } }],
    ["The card payment was released already.", { kind: "void", books: CANCELED }],
    ["The payment was closed already.", { kind: "capture", books: CLOSING }],
  ])("%s", async (message, told) => {
    expect((await talk(told)).outcome).toMatchObject({ state: "done", code: "1", message })
  })

  const installments = { ...REQUEST.trade, details: { ...REQUEST.trade.details, installments: "6" } }

  it.each<[string, Told]>([
    ["this card payment is cancelled already", { books: CANCELED }],
    ["ECPay refunds instalments and bonus points only in full.", { request: { ...PART, trade: installments } }],
    [
      "the payment is closed with 1000 TWD and takes no other capture",
      { kind: "capture", books: CLOSED, request: { amount: twd(600) } },
    ],
    [
      "ECPay closes its books from 20:15 to 20:30 Taipei time; try again after 20:30.",
      { now: new Date("2026-11-22T12:20:00Z") },
    ],
  ])("%s", async (message, told) => {
    await expect(talk(told)).rejects.toThrow(message)
  })

  it("of a closed card that cannot be released has its code", async () => {
    await expect(talk({ kind: "void" })).rejects.toMatchObject({ kind: "refused", facts: { code: "closed" } })
  })
})
