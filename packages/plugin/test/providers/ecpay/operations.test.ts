import { describe, expect, it } from "vitest"
import { sign } from "../../../src/providers/ecpay/wire"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { gatewayOf, LIVE_OPTIONS, methodOf, STAGE_OPTIONS } from "../../ecpay-account"
import { answer, fieldsOf, held } from "../../scripted-gateway"
import {
  AUTHORIZED,
  books,
  CANCELED,
  CLOSED,
  CLOSING,
  DONE,
  NOON,
  PART,
  REQUEST,
  refused,
  TRADE_NO,
  talk,
  UNDONE,
} from "./card-talk"

describe("a refund", () => {
  // 信用卡請退款功能 (p=2885, 9242): the matrix of card state and part or whole
  it.each([
    ["authorised", AUTHORIZED, "whole", ["N 1000"]],
    ["authorised", AUTHORIZED, "part", ["C 1000", "R 300"]],
    ["closing requested", CLOSING, "whole", ["E 1000", "N 1000"]],
    ["closing requested", CLOSING, "part", ["R 300"]],
    ["closed", CLOSED, "whole", ["R 1000"]],
    ["closed", CLOSED, "part", ["R 300"]],
    ["closing undone", UNDONE, "whole", ["N 1000"]],
    ["closing undone", UNDONE, "part", ["C 1000", "R 300"]],
    ["closed, told at the top level", books("已關帳"), "whole", ["R 1000"]],
    ["closing requested, told at the top level", books("要關帳"), "whole", ["E 1000", "N 1000"]],
    ["undone, told at the top level", books("操作取消"), "whole", ["N 1000"]],
    [
      "closed again after it was undone",
      books("已授權", [
        ["操作取消", 1000],
        ["已關帳", 1000],
      ]),
      "part",
      ["R 300"],
    ],
    ["closed, with amounts as text", books("已授權", [["已關帳", "1000"]]), "part", ["R 300"]],
  ])("of a card that is %s (%#): the books decide", async (_state, page, share, steps) => {
    const { outcome, actions } = await talk({ books: page, request: share === "part" ? PART : {} })
    expect(actions).toEqual(steps)
    expect(outcome).toMatchObject({ state: "done", steps })
  })

  it.each([
    ["all", 600, ["N 1000"]],
    ["a part", 200, ["C 600", "R 200"]],
  ])(
    "of %s of what was captured in part asks the bank for no more than that, its closing undone",
    async (_, amount, steps) => {
      const page = books("已授權", [["操作取消", 600]])
      const { actions } = await talk({ books: page, request: { amount: twd(amount), captured: twd(600) } })
      expect(actions).toEqual(steps)
    },
  )

  it.each([
    ["of its own method", "unionpay", {}],
    ["chosen on ECPay's page, where it tells no card number", "all", {}],
  ])("of all of a UnionPay payment %s waits until it is closed: ECPay undoes none", async (_what, id, details) => {
    const trade = { ...REQUEST.trade, method: methodOf(id), details: { ...REQUEST.trade.details, ...details } }
    const actions: string[] = []
    const asked = talk({ books: CLOSING, request: { trade }, onAction: (action) => actions.push(action) })
    const retryAt = new Date("2026-11-22T12:30:00Z")
    await expect(asked).rejects.toMatchObject({ kind: "refused", facts: { code: "closing", retryAt } })
    await expect(talk({ kind: "void", books: CLOSING, request: { trade } })).rejects.toMatchObject({ kind: "refused" })
    expect(actions).toEqual([])
    expect((await talk({ books: CLOSING, request: { ...PART, trade } })).actions).toEqual(["R 300"])
    expect((await talk({ books: CLOSED, request: { trade } })).actions).toEqual(["R 1000"])
  })

  it("of all of a UnionPay payment, asked for after the closing, waits for the next one", async () => {
    const trade = { ...REQUEST.trade, method: methodOf("unionpay") }
    const asked = talk({ books: CLOSING, request: { trade }, now: new Date("2026-11-22T12:30:00Z") })
    await expect(asked).rejects.toMatchObject({ facts: { retryAt: new Date("2026-11-23T12:30:00Z") } })
  })

  it("of all of a card that was chosen on ECPay's page undoes its closing", async () => {
    const details = { ...REQUEST.trade.details, card_last4: "2222" }
    const trade = { ...REQUEST.trade, method: methodOf("all"), details }
    expect((await talk({ books: CLOSING, request: { trade } })).actions).toEqual(["E 1000", "N 1000"])
  })

  it("of the rest after a part is a part", async () => {
    const page = books("已授權", [
      ["要關帳", 1000],
      ["要關帳", -300],
    ])
    const { actions } = await talk({ books: page, request: { amount: twd(700), refunded: twd(300) } })
    expect(actions).toEqual(["R 700"])
  })

  it("of a cancelled card is refused, and nothing is asked", async () => {
    await expect(talk({ books: CANCELED })).rejects.toMatchObject({ kind: "refused", facts: { code: "canceled" } })
  })

  it("asks the books with the authorisation number, the amount and the check code", async () => {
    const { sent } = await talk({})
    expect(sent[0]?.url).toBe("https://payment.ecpay.com.tw/CreditDetail/QueryTrade/V2")
    expect(sent.map(fieldsOf)[0]).toMatchObject({
      CreditRefundId: "11958723",
      CreditAmount: "1000",
      CreditCheckCode: "12345678",
    })
    expect(sent.map(fieldsOf)[1]).toMatchObject({ MerchantTradeNo: TRADE_NO, TradeNo: "2611221830051234" })
  })

  it("marks only what moves money, so that a lost look is not a lost refund", async () => {
    const { sent } = await talk({ books: CLOSING })
    expect(sent.map(({ call, moves }) => [call, moves === true])).toEqual([
      ["QueryTrade/V2", false],
      ["DoAction", true],
      ["DoAction", true],
    ])
  })
})

describe("what cannot be refunded by API", () => {
  it.each(["ATM_CHINATRUST", "CVS_IBON", "BARCODE_BARCODE", "WebATM_BOT", "TWQR_OPAY", "BNPL_URICH", "WeiXin_OPAY"])(
    "%s: says what to do instead, and asks nothing",
    async (payment_type) => {
      const trade = { ...REQUEST.trade, details: { payment_type } }
      const attempt = talk({ request: { trade }, replies: [] })
      await expect(attempt).rejects.toMatchObject({ kind: "unsupported" })
      await expect(attempt).rejects.toThrow(`${payment_type}: transfer the money to the buyer, then record it`)
    },
  )

  it.each<Record<string, string>>([{ installments: "6" }, { bonus_amount: "50" }])("part of %j", async (extra) => {
    const trade = { ...REQUEST.trade, details: { ...REQUEST.trade.details, ...extra } }
    await expect(talk({ request: { ...PART, trade } })).rejects.toMatchObject({ kind: "unsupported" })
    await expect(talk({ request: { trade, refunded: twd(300) } })).rejects.toMatchObject({ kind: "unsupported" })
    expect((await talk({ request: { trade } })).actions).toEqual(["R 1000"])
  })

  it.each(["refund", "void", "capture"] as const)("anything on the stage (%s): it has no such API", async (kind) => {
    const options = { ...STAGE_OPTIONS, creditCheckCode: "1" }
    await expect(talk({ kind, options })).rejects.toMatchObject({ kind: "unsupported" })
  })

  it.each(["refund", "void", "capture"] as const)(
    "a card without the check code (%s): names the option",
    async (kind) => {
      const { creditCheckCode: _code, ...options } = LIVE_OPTIONS
      const gateway = gatewayOf(options)
      const attempt = held(gateway[kind]?.(REQUEST, { now: NOON, nonce: () => "" }) ?? silent(), () => CLOSED)
      await expect(attempt).rejects.toMatchObject({ kind: "config" })
      await expect(attempt).rejects.toThrow("creditCheckCode")
    },
  )
})

function silent(): never {
  throw new Error("ECPay can do all three.")
}

describe("ECPay's refusals", () => {
  it.each([
    "更新失敗.(error_amount_R)",
    "error_overDate",
    "error_overDAY",
    "error_Stop",
    "error_nopay",
    "TradeNo Error",
  ])("%s is passed on to staff, and nothing more is tried", async (message) => {
    const attempt = talk({ books: CLOSING, replies: [refused(message)] })
    await expect(attempt).rejects.toMatchObject({ kind: "refused", facts: { code: "0" } })
    await expect(attempt).rejects.toThrow(message)
  })

  it.each([
    ["about another trade", answer("MerchantTradeNo=OTHER&RtnCode=1&RtnMsg=")],
    ["a page", answer("<html></html>")],
    ["an error of the server", answer("", 500)],
  ])("%s is no answer", async (_what, reply) => {
    await expect(talk({ replies: [reply] })).rejects.toMatchObject({ kind: "unreadable" })
  })

  it("at the second of two steps tells of the second", async () => {
    const attempt = talk({ books: CLOSING, replies: [DONE, refused("error_nopay")] })
    await expect(attempt).rejects.toThrow("N: error_nopay")
  })

  it("of too many questions says until when", async () => {
    await expect(talk({ books: answer("", 403) })).rejects.toMatchObject({
      kind: "refused",
      facts: { retryAt: new Date("2026-11-22T04:30:00Z") },
    })
  })
})

describe("books that cannot be read", () => {
  it.each([
    ["not JSON", answer("<html></html>"), "unreadable"],
    ["null", answer("null"), "unreadable"],
    ["an empty value without a reason", answer(`{"RtnMsg":"","RtnValue":""}`), "unreadable"],
    ["an error", answer(`{"RtnMsg":"error_Stop","RtnValue":""}`), "refused"],
    ["an unknown state", books("處理中"), "unreadable"],
    ["an unknown closing", books("已授權", [["處理中", 1000]]), "unreadable"],
    ["no state", answer(`{"RtnMsg":"","RtnValue":{}}`), "unreadable"],
  ])("because they are %s move nothing", async (_why, page, kind) => {
    await expect(talk({ books: page })).rejects.toMatchObject({ kind })
  })
})

describe("a release", () => {
  it.each([
    ["authorised", AUTHORIZED, ["N 1000"]],
    ["closing undone", UNDONE, ["N 1000"]],
    ["closing requested", CLOSING, ["E 1000", "N 1000"]],
    ["cancelled already", CANCELED, []],
  ])("of a card that is %s", async (_state, page, steps) => {
    expect((await talk({ kind: "void", books: page })).actions).toEqual(steps)
  })

  it("of a closed card is refused: that is a refund", async () => {
    await expect(talk({ kind: "void" })).rejects.toThrow("refund it instead of releasing it")
  })
})

describe("a capture", () => {
  it.each([
    ["the whole", twd(1000)],
    ["a part", twd(600)],
  ])("of %s closes that much", async (_what, amount) => {
    const { actions } = await talk({ kind: "capture", books: AUTHORIZED, request: { amount } })
    expect(actions).toEqual([`C ${amount}`])
  })

  it("of what is closed already is done; of another amount is refused", async () => {
    expect((await talk({ kind: "capture", books: CLOSING })).actions).toEqual([])
    expect((await talk({ kind: "capture", books: CLOSED })).actions).toEqual([])
    await expect(talk({ kind: "capture", request: { amount: twd(600) } })).rejects.toMatchObject({ kind: "refused" })
  })

  it("of a cancelled card is refused", async () => {
    await expect(talk({ kind: "capture", books: CANCELED })).rejects.toMatchObject({ kind: "refused" })
  })
})

describe("a trade whose authorisation number is not known", () => {
  const trade = { ...REQUEST.trade, details: {} }
  const keys = { hashKey: LIVE_OPTIONS.hashKey, hashIv: LIVE_OPTIONS.hashIv }
  const info = { MerchantID: "3999001", MerchantTradeNo: TRADE_NO, TradeAmt: "1000", TradeStatus: "1" }

  async function refundWith(fields: Record<string, string>) {
    const plain = Object.entries(sign(fields, keys)).map(([name, value]) => `${name}=${value}`)
    const operation = gatewayOf(LIVE_OPTIONS).refund ?? silent
    return held(operation({ ...REQUEST, trade }, { now: NOON, nonce: () => "" }), ({ call }) => {
      if (call.startsWith("QueryTradeInfo")) return answer(plain.join("&"))
      return call === "DoAction" ? DONE : CLOSED
    })
  }

  it("is asked for it first", async () => {
    const { sent } = await refundWith({ ...info, gwsr: "777" })
    expect(sent.map(({ call }) => call)).toEqual(["QueryTradeInfo/V5", "QueryTrade/V2", "DoAction"])
    expect(sent.map(fieldsOf)[1]).toMatchObject({ CreditRefundId: "777" })
  })

  it.each([{ MerchantTradeNo: "OTHER" }, { MerchantID: "2000132" }, { TradeAmt: "100" }, { TradeAmt: "1e3" }])(
    "is not told it by an answer about another: %j",
    async (changes) => {
      await expect(refundWith({ ...info, gwsr: "777", ...changes })).rejects.toMatchObject({ kind: "unreadable" })
    },
  )

  it("is refused when it has none: then it is no card", async () => {
    await expect(refundWith(info)).rejects.toMatchObject({ kind: "refused" })
  })

  it("is told to be refunded by hand when it turns out to be no card", async () => {
    await expect(refundWith({ ...info, gwsr: "", PaymentType: "ATM_LAND" })).rejects.toBeInstanceOf(PaymentError)
  })
})
