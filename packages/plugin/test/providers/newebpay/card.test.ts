import { describe, expect, it } from "vitest"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { answer, fieldsOf } from "../../scripted-gateway"
import {
  answered,
  BOOKS,
  books,
  codeOf,
  inside,
  NOON,
  OPTIONS,
  OTHER_KEYS,
  REQUEST,
  TRADE_ID,
  TRADE_NO,
} from "./speech"
import { DONE, LOST, refusedWith, talk } from "./talk"

const AUTHORIZED = books({ CloseStatus: "0", CloseAmt: null })
const CLOSING = books({ CloseStatus: "1" })
const PROCESSING = books({ CloseStatus: "2" })
const CLOSED = books()
const CANCELED = books({ TradeStatus: "3", CloseStatus: "0", CloseAmt: null })
const PART = { amount: twd(300) }

describe("a refund", () => {
  // The figure of states (NDNF-1.1.9, figures 5 to 7): the matrix of a card's state and part or whole.
  it.each([
    ["authorised", AUTHORIZED, {}, ["CreditCard/Cancel 1000"]],
    ["authorised", AUTHORIZED, PART, ["capture 700"]],
    ["closing requested", CLOSING, {}, ["capture undone 1000", "CreditCard/Cancel 1000"]],
    ["closing requested", CLOSING, PART, ["capture undone 1000", "capture 700"]],
    ["at the bank", PROCESSING, {}, ["refund 1000"]],
    ["at the bank", PROCESSING, PART, ["refund 300"]],
    ["closed", CLOSED, {}, ["refund 1000"]],
    ["closed", CLOSED, PART, ["refund 300"]],
    ["closed, refunded before", books({ BackStatus: "3", BackBalance: "900" }), PART, ["refund 300"]],
    ["told as refunded", books({ TradeStatus: "6", BackStatus: "3", BackBalance: "900" }), PART, ["refund 300"]],
  ])("of a card that is %s (%#): the books decide", async (_state, page, request, actions) => {
    const told = await talk({ books: page, request })
    expect(told.actions).toEqual(actions)
    expect(told.outcome).toMatchObject({ state: "done" })
  })

  it("of the rest, before the night, gives the authorisation up", async () => {
    const page = books({ CloseStatus: "1", CloseAmt: "700" })
    const told = await talk({ books: page, request: { amount: twd(700), refunded: twd(300) } })
    expect(told.actions).toEqual(["capture undone 700", "CreditCard/Cancel 1000"])
  })

  it("of a cancelled card is refused, and nothing is asked", async () => {
    const { error, actions } = await talk({ books: CANCELED })
    expect([error?.kind, actions]).toEqual(["refused", []])
  })

  it.each([
    ["CloseStatus", { CloseStatus: "9" }],
    ["CloseStatus", { CloseStatus: null }],
    ["BackStatus", { BackStatus: "9" }],
    ["not", { TradeStatus: "0" }],
    ["not", { TradeStatus: "2" }],
    ["not", { TradeStatus: "9" }],
  ])("by books that make no sense asks for nothing (%s)", async (word, changes) => {
    const { error, actions } = await talk({ books: books(changes) })
    expect([error?.kind, actions]).toEqual(["unreadable", []])
    expect(error?.message).toContain(word)
  })

  it("by books that another hand has changed asks for nothing", async () => {
    const { error, actions } = await talk({ books: books({ CloseStatus: "1", CloseAmt: "500" }), request: PART })
    expect([error?.kind, actions]).toEqual(["refused", []])
    expect(error?.message).toContain("500")
  })

  it.each(["1", "2"])("while another is on its way (BackStatus %s) waits for the night", async (BackStatus) => {
    const { error, actions } = await talk({ books: books({ BackStatus, BackBalance: "900" }), request: PART })
    expect([error?.kind, actions]).toEqual(["refused", []])
    expect(error?.message).toContain("21:00")
    expect(error?.facts.retryAt).toEqual(new Date("2026-11-22T13:00:00Z"))
  })

  it("after nine in the evening waits for the next night", async () => {
    const now = new Date("2026-11-22T13:00:00Z")
    const { error } = await talk({ books: books({ BackStatus: "1" }), request: PART, now })
    expect(error?.facts.retryAt).toEqual(new Date("2026-11-23T13:00:00Z"))
  })

  it.each(["UNIONPAY", "DCC"])("in part of %s waits until it is closed", async (PaymentMethod) => {
    const open = books({ CloseStatus: "1", PaymentMethod })
    const { error, actions } = await talk({ books: open, request: PART })
    expect([error?.kind, actions]).toEqual(["refused", []])
    expect((await talk({ books: books({ PaymentMethod }), request: PART })).actions).toEqual(["refund 300"])
    expect((await talk({ books: open })).actions).toEqual(["capture undone 1000", "CreditCard/Cancel 1000"])
  })

  it("of instalments and of bonus points is the whole or nothing", async () => {
    const details = { payment_type: "CREDIT", bonus_amount: "50" }
    const bonus = { ...PART, trade: { ...REQUEST.trade, details } }
    for (const [page, request] of [
      [books({ Inst: "3" }), PART],
      [CLOSED, bonus],
    ] as const) {
      const { error, actions } = await talk({ books: page, request })
      expect([error?.kind, actions]).toEqual(["unsupported", []])
    }
    expect((await talk({ books: books({ Inst: "3" }) })).actions).toEqual(["refund 1000"])
  })

  it("that NewebPay takes on for later is queued", async () => {
    const { outcome } = await talk({ books: AUTHORIZED, replies: [refusedWith("TRA20001")] })
    expect(outcome).toMatchObject({ state: "queued", code: "TRA20001", steps: ["cancel 1000"] })
  })

  it("refused after the closing was undone asks for the closing again", async () => {
    const refused = refusedWith("TRA10047")
    const { error, actions } = await talk({ books: CLOSING, replies: [DONE, refused] })
    expect(actions).toEqual(["capture undone 1000", "CreditCard/Cancel 1000", "capture 1000"])
    expect(error).toMatchObject({ kind: "refused", facts: { code: "TRA10047" } })
    const again = await talk({ books: CLOSING, request: PART, replies: [DONE, refused] })
    expect(again.actions).toEqual(["capture undone 1000", "capture 700", "capture 1000"])
  })

  it.each([
    ["refused", refusedWith("TRA10035")],
    ["lost", LOST],
  ] as const)(
    "whose closing cannot be asked for again (%s) is no clear end, and says what to do",
    async (_what, reply) => {
      const { error } = await talk({ books: CLOSING, replies: [DONE, refusedWith("TRA10047"), reply] })
      expect(error).toMatchObject({ kind: "unreadable", message: expect.stringContaining("repeat this refund") })
    },
  )

  it("never sent after the closing was undone is no refusal", async () => {
    const unsent = new PaymentError("unreachable", "newebpay could not be reached.", {
      gateway: "newebpay",
      unsent: true,
    })
    const { error } = await talk({ books: CLOSING, replies: [DONE, unsent] })
    expect(error).toMatchObject({ kind: "unreachable", facts: { gateway: "newebpay" } })
    expect(error?.facts.unsent).toBeUndefined()
  })

  it("of an authorisation about to be closed asks for the closing again, too, where the release is refused", async () => {
    const { error, actions } = await talk({ kind: "void", books: CLOSING, replies: [DONE, refusedWith("TRA10047")] })
    expect(actions).toEqual(["capture undone 1000", "CreditCard/Cancel 1000", "capture 1000"])
    expect(error).toMatchObject({ kind: "refused", facts: { code: "TRA10047" } })
  })

  it("lost on the way asks for nothing behind our back", async () => {
    const { error, actions } = await talk({ books: CLOSING, replies: [DONE, LOST] })
    expect([error?.kind, actions]).toEqual(["unreachable", ["capture undone 1000", "CreditCard/Cancel 1000"]])
  })

  it.each(["9000", "TRA10015", "NOR1001"])("answered with a broken line (%s) is no refusal", async (code) => {
    expect((await talk({ replies: [refusedWith(code)] })).error).toMatchObject({ kind: "unreadable", facts: { code } })
  })

  it.each(["5000", "1112", "410", "TRA1", "SYS00001", "ERROR"])(
    "answered with what is in no table (%s) is none",
    async (code) => {
      expect((await talk({ replies: [refusedWith(code)] })).error).toMatchObject({
        kind: "unreadable",
        facts: { code },
      })
    },
  )

  it.each(["TRA10036", "MPG02005", "ACC10005", "MEM40008"])(
    "answered with an error of its families (%s) is one",
    async (code) => {
      expect((await talk({ replies: [refusedWith(code)] })).error).toMatchObject({ kind: "refused", facts: { code } })
    },
  )
})

describe("a refund before the closing, after which the bank is asked for less", () => {
  it.each([
    ["authorised", AUTHORIZED, false],
    ["closing requested", CLOSING, false],
    ["closing with less, after a lost answer", books({ CloseStatus: "1", CloseAmt: "700" }), true],
    ["closed with less, after a lost answer", books({ CloseAmt: "700", BackBalance: "700" }), true],
  ])("says how much that is: %s", async (_state, page, resumed) => {
    expect((await talk({ books: page, request: { ...PART, resumed } })).outcome?.uncaptured).toBe(300)
  })

  it.each([
    ["closed", CLOSED, PART, false],
    ["given back, after a lost answer", books({ BackStatus: "1", BackBalance: "700" }), PART, true],
    [
      "after another that was asked for less",
      books({ CloseAmt: "700" }),
      { amount: twd(100), refunded: twd(300) },
      false,
    ],
    ["given up", CANCELED, {}, true],
  ])("and nothing of one that gives back: %s", async (_state, page, request, resumed) => {
    const { outcome } = await talk({ books: page, request: { ...request, resumed } })
    expect(outcome).toMatchObject({ state: "done" })
    expect(outcome?.uncaptured).toBeUndefined()
  })
})

describe("a refund that may have gone through", () => {
  const resumed = true

  it.each([
    ["closed, given back", books({ BackStatus: "1", BackBalance: "700" }), PART, []],
    ["closed, not given back", CLOSED, PART, ["refund 300"]],
    ["closing with less", books({ CloseStatus: "1", CloseAmt: "700" }), PART, []],
    ["closing as before", CLOSING, PART, ["capture undone 1000", "capture 700"]],
    ["undone and no more", AUTHORIZED, PART, ["capture 700"]],
    ["given up", CANCELED, {}, []],
  ])("of a card that is %s", async (_state, page, request, actions) => {
    const told = await talk({ books: page, request: { ...request, resumed } })
    expect(told.actions).toEqual(actions)
    expect(told.outcome).toMatchObject({ state: "done" })
  })

  it("counts earlier ones: half done is not done", async () => {
    const request = { amount: twd(100), refunded: twd(300), resumed }
    expect((await talk({ books: books({ BackStatus: "3", BackBalance: "700" }), request })).actions).toEqual([
      "refund 100",
    ])
    expect((await talk({ books: books({ BackStatus: "1", BackBalance: "600" }), request })).actions).toEqual([])
    expect((await talk({ books: AUTHORIZED, request })).actions).toEqual(["capture 600"])
  })

  it("in part, of a card that was given up as a whole, is not called done", async () => {
    expect((await talk({ books: CANCELED, request: { ...PART, resumed } })).error?.kind).toBe("refused")
  })

  it("as a void that NewebPay keeps for later is queued, and only then", async () => {
    const replies = [refusedWith("TRA10047")]
    const taken = await talk({ books: AUTHORIZED, request: { resumed }, replies })
    expect(taken.outcome).toMatchObject({ state: "queued", code: "TRA10047" })
    expect((await talk({ books: AUTHORIZED, replies })).error?.kind).toBe("refused")
  })

  it("is never called refused because the question was", async () => {
    for (const Status of ["TRA10071", "TRA10054", "TRA10021"]) {
      const { error, actions } = await talk({ books: answered([], { Status }), request: { resumed } })
      expect([error?.kind, actions]).toEqual(["unreadable", []])
    }
  })
})

describe("a release", () => {
  it.each([
    [AUTHORIZED, ["CreditCard/Cancel 1000"]],
    [CLOSING, ["capture undone 1000", "CreditCard/Cancel 1000"]],
    [CANCELED, []],
  ])("%#", async (page, actions) => {
    expect((await talk({ kind: "void", books: page })).actions).toEqual(actions)
  })

  it("of what is closed is refused", async () => {
    expect((await talk({ kind: "void", books: CLOSED })).error?.kind).toBe("refused")
  })

  it.each([
    ["without CheckCode", { CheckCode: "" }],
    ["with one of other keys", { CheckCode: codeOf({ ...BOOKS }, OTHER_KEYS) }],
    ["about another trade", { MerchantOrderNo: "ANOTHER" }],
  ])("answered %s is no release", async (_what, changes) => {
    const told = { MerchantID: OPTIONS.merchantId, Amt: 1000, TradeNo: TRADE_ID, MerchantOrderNo: TRADE_NO }
    const Result = { ...told, CheckCode: codeOf(told), ...changes }
    const reply = answer(JSON.stringify({ Status: "SUCCESS", Message: "", Result }))
    const { outcome, error } = await talk({ kind: "void", books: AUTHORIZED, replies: [reply] })
    expect([outcome, ["signature", "unreadable"].includes(error?.kind ?? "")]).toEqual([null, true])
  })
})

describe("a capture", () => {
  it("is the whole or a part of what is authorised", async () => {
    expect((await talk({ kind: "capture", books: AUTHORIZED })).actions).toEqual(["capture 1000"])
    expect((await talk({ kind: "capture", books: AUTHORIZED, request: PART })).actions).toEqual(["capture 300"])
  })

  it("of the same amount is done already, of another is refused", async () => {
    expect((await talk({ kind: "capture", books: CLOSING })).outcome?.steps).toEqual([])
    expect((await talk({ kind: "capture", books: CLOSED })).outcome?.steps).toEqual([])
    expect((await talk({ kind: "capture", books: CLOSED, request: PART })).error?.kind).toBe("refused")
    expect((await talk({ kind: "capture", books: CANCELED })).error?.kind).toBe("refused")
  })

  it("that UnionPay needs none of is done", async () => {
    const replies = [refusedWith("TRA10070")]
    expect((await talk({ kind: "capture", books: AUTHORIZED, replies })).outcome?.state).toBe("done")
    expect((await talk({ books: CLOSED, replies })).error?.facts.code).toBe("TRA10070")
  })

  it("answered about another trade, or not at all, is none", async () => {
    const other = answered({ ...BOOKS, MerchantOrderNo: "ANOTHER" })
    const replies = [other, answered([]), answer("{}"), answer("<html>")]
    for (const reply of replies)
      expect((await talk({ kind: "capture", books: AUTHORIZED, replies: [reply] })).error?.kind).toBe("unreadable")
  })
})

it("what moves money is marked, encrypted, dated, and names the trade twice", async () => {
  const { sent } = await talk({ books: CLOSING })
  expect(sent.map(({ call, moves }) => [call, moves === true])).toEqual([
    ["QueryTradeInfo", false],
    ["CreditCard/Close", true],
    ["CreditCard/Cancel", true],
  ])
  const [, undo, cancel] = sent
  expect(undo && Object.keys(fieldsOf(undo))).toEqual(["MerchantID_", "PostData_"])
  const named = { MerchantOrderNo: TRADE_NO, TradeNo: TRADE_ID, IndexType: "1", RespondType: "JSON", Amt: "1000" }
  const TimeStamp = String(NOON.getTime() / 1000)
  expect(undo && inside(undo)).toEqual({ ...named, TimeStamp, Version: "1.1", CloseType: "1", Cancel: "1" })
  expect(cancel && inside(cancel)).toEqual({ ...named, TimeStamp, Version: "1.0" })
})
