import { describe, expect, it } from "vitest"
import { twd } from "../../../src/toolkit/twd"
import { answered, BOOKS, books, inside, NOON, REQUEST, TRADE_NO } from "./speech"
import { DONE, refusedWith, talk } from "./talk"

const AUTHORIZED = books({ CloseStatus: "0", CloseAmt: null })
const CLOSING = books({ CloseStatus: "1" })
const CANCELED = books({ TradeStatus: "3", CloseStatus: "0", CloseAmt: null })
const PART = { amount: twd(300) }

describe("what the merchant reads", () => {
  type Told = Parameters<typeof talk>[0]
  const bonus = { ...REQUEST.trade, details: { payment_type: "CREDIT", bonus_amount: "50" } }

  it.each<[string, Told]>([
    ["The earlier request had gone through.", { books: CANCELED, request: { resumed: true } }],
    ["The card payment was released already.", { kind: "void", books: CANCELED }],
    ["The payment was closed already.", { kind: "capture", books: CLOSING }],
  ])("%s", async (message, told) => {
    const { outcome, actions } = await talk(told)
    expect(outcome).toMatchObject({ state: "done", code: "SUCCESS", message })
    expect(actions).toEqual([])
  })

  it.each<[string, Told]>([
    ["NewebPay cannot do this: this card payment is cancelled already.", { books: CANCELED }],
    ["NewebPay refunds instalments and bonus points only in full.", { request: { ...PART, trade: bonus } }],
    [
      "it will ask the bank for 500 TWD tonight, and by this shop's books 1000 TWD are due",
      { books: books({ CloseStatus: "1", CloseAmt: "500" }), request: PART },
    ],
    [
      "a part of this card's payment can go back once it is closed, after 21:00 Taipei time",
      { books: books({ CloseStatus: "1", PaymentMethod: "DCC" }), request: PART },
    ],
    [
      "an earlier refund is still on its way to the bank, and the next one has to wait for its end, until after 21:00 Taipei time at least",
      { books: books({ BackStatus: "1", BackBalance: "900" }), request: PART },
    ],
    ["the payment is closed; refund it instead of releasing it", { kind: "void" }],
    ["the payment is closed with 1000 TWD and takes no other capture", { kind: "capture", request: PART }],
    ["NewebPay answered about another trade.", { replies: [answered({ ...BOOKS, MerchantOrderNo: "OTHER" })] }],
    ["NewebPay answered about another trade.", { books: books({ MerchantOrderNo: "OTHER" }) }],
    ["NewebPay answered about another trade.", { books: books({ MerchantID: "MS999999999" }) }],
    ["NewebPay answered about another trade.", { books: books({ Amt: 100 }) }],
    ["NewebPay answered 9000, which does not tell whether money moved.", { replies: [refusedWith("9000")] }],
    ["NewebPay answered ERROR, which does not tell whether money moved.", { replies: [refusedWith("ERROR")] }],
    [
      "NewebPay has no refund API for VACC: transfer the money to the buyer, then record it.",
      { books: books({ PaymentType: "VACC" }) },
    ],
  ])("%s", async (message, told) => {
    const { error } = await talk(told)
    expect(error?.message).toContain(message)
    expect(error?.facts.gateway).toBe("newebpay")
  })
})

describe("a card's refund", () => {
  it.each([
    ["UNIONPAYX", ["capture undone 1000", "capture 700"]],
    ["XDCC", ["capture undone 1000", "capture 700"]],
    ["CREDIT", ["capture undone 1000", "capture 700"]],
  ])("in part of %s, which is no card that closes whole, does not wait", async (PaymentMethod, actions) => {
    expect((await talk({ books: books({ CloseStatus: "1", PaymentMethod }), request: PART })).actions).toEqual(actions)
  })

  it("in part of a card whose kind is not told does not wait", async () => {
    const page = books({ CloseStatus: "1", PaymentMethod: null })
    expect((await talk({ books: page, request: PART })).actions).toEqual(["capture undone 1000", "capture 700"])
  })

  it.each([{ Inst: "1" }, { Inst: null }])("in part of what is no instalment plan, %j, is made", async (changes) => {
    expect((await talk({ books: books(changes), request: PART })).actions).toEqual(["refund 300"])
  })

  it("of the rest of instalments, after a part, is refused", async () => {
    const request = { amount: twd(700), captured: twd(700), refunded: twd(300) }
    const { error } = await talk({ books: books({ Inst: "3" }), request })
    expect(error?.kind).toBe("unsupported")
  })

  it("of all that was captured of instalments is the whole of it", async () => {
    const request = { amount: twd(700), captured: twd(700) }
    expect((await talk({ books: books({ Inst: "3" }), request })).actions).toEqual(["refund 700"])
  })

  it("of the last of it tells what was asked, in order", async () => {
    const { outcome } = await talk({ books: CLOSING })
    expect(outcome).toMatchObject({ state: "done", steps: ["undo 1000", "cancel 1000"] })
    const part = await talk({ books: CLOSING, request: PART })
    expect(part.outcome).toMatchObject({ state: "done", steps: ["undo 1000", "capture 700"] })
    expect((await talk({ request: PART })).outcome).toMatchObject({ state: "done", steps: ["refund 300"] })
  })

  it("that was resumed goes by its own figures, whatever the record has", async () => {
    const page = books({ CloseStatus: "1", CloseAmt: "900" })
    const told = await talk({ books: page, request: { ...PART, resumed: true } })
    expect(told.actions).toEqual(["capture undone 900", "capture 700"])
  })

  it.each(["0", "4"])("asked for again is made where no refund is there (BackStatus %s)", async (BackStatus) => {
    const page = books({ BackBalance: null, BackStatus })
    expect((await talk({ books: page, request: { ...PART, resumed: true } })).actions).toEqual(["refund 300"])
  })

  it.each(["1", "2", "3", null])(
    "asked for again stays unknown where one may be there (BackStatus %s), and no balance: it may be this one",
    async (BackStatus) => {
      const page = books({ BackBalance: null, BackStatus })
      const { error, actions } = await talk({ books: page, request: { ...PART, resumed: true } })
      expect([error?.kind, actions]).toEqual(["unreadable", []])
      expect(error?.message).toContain("does not tell how much of this payment is left")
    },
  )

  it("asked for again is done where more than it is gone", async () => {
    const page = books({ BackStatus: "3", BackBalance: "500" })
    const { outcome, actions } = await talk({ books: page, request: { ...PART, resumed: true } })
    expect([outcome?.state, actions]).toEqual(["done", []])
  })

  it.each(["refund", "void"] as const)(
    "or a release (%s), refused at its only step, captures nothing",
    async (kind) => {
      const { error, actions } = await talk({ kind, books: AUTHORIZED, replies: [refusedWith("TRA10047")] })
      expect([error?.kind, actions]).toEqual(["refused", ["CreditCard/Cancel 1000"]])
    },
  )

  it("of a part of what was authorised, after another, captures the rest", async () => {
    const { actions } = await talk({ books: AUTHORIZED, request: { ...PART, refunded: twd(300) } })
    expect(actions).toEqual(["capture 400"])
  })

  it.each(["refund", "void"] as const)("or a release (%s) asks again for the closing that there was", async (kind) => {
    const page = books({ CloseStatus: "1", CloseAmt: "900" })
    const replies = [DONE, refusedWith("TRA10047")]
    const { actions } = await talk({ kind, books: page, replies, request: { resumed: true, amount: twd(900) } })
    expect(actions.at(-1)).toBe(kind === "void" ? "CreditCard/Cancel 1000" : "capture 900")
  })

  it("that was asked for before, refused for another reason, was not taken on", async () => {
    const replies = [refusedWith("TRA10035")]
    const { error } = await talk({ books: AUTHORIZED, request: { resumed: true }, replies })
    expect(error).toMatchObject({ kind: "refused", facts: { code: "TRA10035" } })
  })

  it("of a closing whose amount the record does not tell undoes the payment's", async () => {
    const page = books({ CloseStatus: "1", CloseAmt: null })
    expect((await talk({ books: page, request: PART })).actions).toEqual(["capture undone 1000", "capture 700"])
  })
})

describe("a capture", () => {
  it("of a part closes that much, and tells it", async () => {
    const { outcome, actions } = await talk({ kind: "capture", books: AUTHORIZED, request: { amount: twd(600) } })
    expect(actions).toEqual(["capture 600"])
    expect(outcome).toMatchObject({ state: "done", steps: ["capture 600"] })
  })

  it("of a cancelled card is refused, though the record has a closing of that much", async () => {
    const page = books({ TradeStatus: "3", CloseAmt: "1000" })
    const { error, actions } = await talk({ kind: "capture", books: page })
    expect([error?.kind, actions]).toEqual(["refused", []])
  })

  it("of as much as is closed was done before", async () => {
    const told = await talk({ kind: "capture", books: books({ CloseAmt: "600" }), request: { amount: twd(600) } })
    expect([told.outcome?.state, told.actions]).toEqual(["done", []])
  })

  it("of which the record tells no amount is the whole", async () => {
    const page = books({ CloseStatus: "3", CloseAmt: null })
    expect((await talk({ kind: "capture", books: page })).outcome?.state).toBe("done")
    expect((await talk({ kind: "capture", books: page, request: PART })).error?.kind).toBe("refused")
  })

  it.each([
    ["capture", AUTHORIZED, "done"],
    ["refund", books(), "refused"],
  ] as const)("of what needs none (TRA10070) is done, and a %s it is not", async (kind, page, end) => {
    const { outcome, error } = await talk({ kind, books: page, replies: [refusedWith("TRA10070")] })
    expect(outcome?.state ?? error?.kind).toBe(end)
  })
})

describe("what is asked of NewebPay", () => {
  const named = {
    RespondType: "JSON",
    MerchantOrderNo: TRADE_NO,
    IndexType: "1",
    TimeStamp: `${NOON.getTime() / 1000}`,
  }

  it("names the trade by both its numbers, or by ours alone", async () => {
    const { sent } = await talk({ request: PART })
    expect(sent[1] && inside(sent[1])).toEqual({
      ...{ ...named, Amt: "300", TradeNo: REQUEST.trade.reference, Version: "1.1", CloseType: "2" },
    })
    const bare = await talk({ request: { ...PART, trade: { ...REQUEST.trade, reference: null } } })
    expect(bare.sent[1] && inside(bare.sent[1])).not.toHaveProperty("TradeNo")
  })

  it("is the same of a release", async () => {
    const { sent } = await talk({ kind: "void", books: AUTHORIZED })
    const [, cancel] = sent
    expect(cancel).toMatchObject({ url: "https://core.newebpay.com/API/CreditCard/Cancel", moves: true })
    expect(cancel && inside(cancel)).toMatchObject({ ...named, Amt: "1000", Version: "1.0" })
    expect(new URLSearchParams(cancel?.body).get("MerchantID_")).toBe("MS9990001")
  })

  it("and answered about another trade, or without a sum, releases nothing", async () => {
    const other = answered({ ...BOOKS, MerchantOrderNo: "OTHER" })
    expect((await talk({ kind: "void", books: AUTHORIZED, replies: [other] })).error).toMatchObject({
      kind: "unreadable",
      message: expect.stringContaining("about another trade"),
    })
    const unsigned = answered([], { Message: "放棄授權成功" })
    expect((await talk({ kind: "void", books: AUTHORIZED, replies: [unsigned] })).error?.kind).toBe("signature")
    expect((await talk({ kind: "void", books: AUTHORIZED, replies: [DONE] })).outcome?.state).toBe("done")
  })

  it("in the last minute before nine waits for tonight, at nine for tomorrow", async () => {
    const page = books({ BackStatus: "2" })
    const at = async (now: string) => (await talk({ books: page, request: PART, now: new Date(now) })).error?.facts
    expect((await at("2026-11-22T12:59:59Z"))?.retryAt).toEqual(new Date("2026-11-22T13:00:00Z"))
    expect((await at("2026-11-22T13:00:00Z"))?.retryAt).toEqual(new Date("2026-11-23T13:00:00Z"))
  })
})
