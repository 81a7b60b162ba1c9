import { describe, expect, it } from "vitest"
import { readFacts, statusCode } from "../../../src/providers/payuni/trade"
import type { QueuedOperationRequest, QueuedOperationStatus } from "../../../src/toolkit/contract/gateway"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { held } from "../../scripted-gateway"
import {
  ATM_ISSUED,
  answered,
  answeredRows,
  CVS_ISSUED,
  gatewayOf,
  heard,
  moment,
  NOON,
  PAID,
  row,
  without,
} from "./messages"
import {
  AUTHORIZED,
  CANCELED,
  CLOSED,
  CLOSING,
  DONE,
  PART,
  PROCESSING,
  REQUEST,
  RESUMED,
  refundedBy,
  sent,
  talk,
  wallet,
} from "./talk"

const paidAs = (fields: Fields, capture: "automatic" | "manual" = "automatic") =>
  readFacts(fields, "paid", statusCode(fields), capture)

describe("a notice", () => {
  it.each([
    ["0", "issued"],
    ["1", "captured"],
    ["2", "failed"],
    ["3", "failed"],
    ["4", "expired"],
    ["8", "pending"],
  ])("of success with TradeStatus %s is %s", (TradeStatus, state) => {
    expect(heard({ ...ATM_ISSUED, TradeStatus }).state).toBe(state)
  })

  it.each(["TradeNo", "TradeStatus", "Status", "ApiType", "InvoiceNotifyType", "PeriodTradeNo", "RefundStatus"])(
    "is one by %s alone",
    (name) => expect(heard({ MerID: PAID.MerID ?? "", [name]: "x" })).toMatchObject({ state: "unknown" }),
  )

  it.each(["NotifyURL", "ReturnURL"])("is told from an order, which has %s", (name) => {
    const order = { ...PAID, [name]: "https://api.shop.example.tw" }
    expect(() => heard(order)).toThrow("The message is not a notice of PAYUNi's.")
  })

  it("of a payment that was given back is about that payment: only one into a bank account is none", () => {
    expect(heard({ ...PAID, RefundStatus: "1" })).toMatchObject({ state: "captured", code: "status 1" })
    expect(heard({ ...PAID, BankDate: "2026-11-25" })).toMatchObject({ state: "captured", code: "status 1" })
  })

  it("that leaves out what it is about says nothing of it", () => {
    expect(heard({ TradeStatus: "2" })).toMatchObject({
      ...{ tradeNo: "", merchant: "", amount: null, message: "", reference: null, details: {}, state: "failed" },
    })
  })

  it("of a decline without a code says so", () => {
    expect(heard({ Status: "CREDIT03001", TradeStatus: "3" }).state).toBe("failed")
    expect(heard({ Status: "OK" })).toMatchObject({ state: "pending", code: "OK" })
    expect(heard({ Status: "SUCCESS" })).toMatchObject({ state: "unknown", code: "status " })
  })

  it.each([
    [{ ResCodeMsg: "餘額不足", Message: "授權失敗" }, "餘額不足"],
    [{ ResCodeMsg: "", Message: "授權失敗" }, "授權失敗"],
    [{ Message: "授權失敗" }, "授權失敗"],
  ])("says, by %j", (words, message) => {
    expect(heard({ ...without(PAID, "ResCodeMsg", "Message"), ...words }).message).toBe(message)
  })
})

describe("money", () => {
  it.each([
    [{ RefundStatus: "2", RemainAmt: "0" }, "refunded"],
    [{ RefundStatus: "2", RemainAmt: "1" }, "captured"],
    [{ RefundStatus: "1", RemainAmt: "0" }, "captured"],
    [{ RemainAmt: "0" }, "captured"],
  ])("of which the row tells %j is %s", (told, state) => {
    expect(paidAs({ ...PAID, ...told }).state).toBe(state)
  })

  it.each([
    [{ CloseStatus: "1" }, "captured"],
    [{ CloseStatus: "2" }, "captured"],
    [{ CloseStatus: "7" }, "captured"],
    [{ CloseStatus: "2", CloseAmt: "1060" }, "captured"],
    [{ CloseStatus: "2", CloseAmt: "600" }, "authorized"],
    [{ CloseStatus: "3", CloseAmt: "1060" }, "authorized"],
    [{ CloseStatus: "9" }, "authorized"],
    [{ CloseStatus: "" }, "authorized"],
    [{}, "authorized"],
  ])("of a card that the shop captures by itself, %j, is %s", (told, state) => {
    expect(paidAs({ ...PAID, ...told }, "manual").state).toBe(state)
    expect(paidAs({ ...PAID, ...told }, "automatic").state).toBe("captured")
  })

  it.each([
    ["PaymentDay", { PaymentDay: "2026-11-22 12:00:00", PayTime: "2026-01-01 00:00:00" }],
    ["PayTime", { PayTime: "2026-11-22 12:00:00", AuthDay: "20260101", AuthTime: "000000" }],
    ["AuthDay and AuthTime", { AuthDay: "20261122", AuthTime: "120000", CreateDT: "2026-01-01 00:00:00" }],
    ["CreateDT", { CreateDT: "2026-11-22 12:00:00" }],
    ["CreateDT, of a day that is none", { AuthDay: "120261122", CreateDT: "2026-11-22 12:00:00", AuthTime: "120000" }],
    [
      "CreateDT, of an hour that is none",
      { AuthDay: "20261122", CreateDT: "2026-11-22 12:00:00", AuthTime: "1200000" },
    ],
  ])("has its time by %s", (_what, told) => {
    expect(paidAs({ ...without(PAID, "AuthDay", "AuthTime"), ...told }).paidAt).toEqual(NOON)
  })

  it("of no time has none, nor has what is no money", () => {
    expect(paidAs(without(PAID, "AuthDay", "AuthTime")).paidAt).toBeNull()
    expect(readFacts(PAID, "pending", "", "automatic").paidAt).toBeNull()
  })

  it("is simulated only by its words", () => {
    expect(paidAs(without(PAID, "ResCodeMsg")).simulated).toBe(false)
    expect(paidAs({ ...PAID, ResCodeMsg: "模擬付款" }).simulated).toBe(true)
  })
})

describe("a code", () => {
  const terms = { amount: 1060, expires_at: "2026-11-25T15:59:59.000Z" }
  const ofQuery = (fields: Fields, changes: Fields): Fields => ({
    ...without(fields, "ExpireDate", "PayNo", "BankType", "Store"),
    ...changes,
  })

  it("of an ATM has other names in a query", () => {
    const told = { OffExpireTime: "2026-11-25 23:59:59", OffPayNo: "9900140673104366", OffChannel: "822" }
    const voucher = { kind: "atm", bank_code: "822", account: "9900140673104366", ...terms }
    expect(heard(ofQuery(ATM_ISSUED, told)).voucher).toMatchObject(voucher)
    for (const name of Object.keys(told))
      expect(heard(without(ofQuery(ATM_ISSUED, told), name)), name).toMatchObject({ state: "unknown", voucher: null })
  })

  it.each([
    ["SEVEN", "7-eleven"],
    ["seven", "7-eleven"],
    ["7-ELEVEN", "7-eleven"],
    ["7ELEVEN", "7-eleven"],
    ["SEVENTH", "any"],
    ["NO-SEVEN", "any"],
    ["7--ELEVEN", "any"],
    ["", "any"],
  ])("of the store %j is to be paid at %s", (Store, chain) => {
    expect(heard({ ...CVS_ISSUED, Store }).voucher).toMatchObject({ kind: "cvs", chain })
    const told = { OffExpireTime: "2026-11-25 23:59:59", OffPayNo: "CSA26112200001", OffChannel: Store }
    expect(heard(ofQuery(CVS_ISSUED, told)).voucher).toEqual({ kind: "cvs", code: "CSA26112200001", chain, ...terms })
  })

  it("of a store that is not told is for any", () => {
    expect(heard(without(CVS_ISSUED, "Store")).voucher).toMatchObject({ chain: "any" })
  })

  it.each([
    ["1", "pending"],
    ["2", "unknown"],
    ["3", "unknown"],
    ["6", "pending"],
    ["7", "pending"],
    ["11", "pending"],
    ["", "unknown"],
  ])("without a number, of PaymentType %j, is %s", (PaymentType, state) => {
    expect(heard({ ...without(ATM_ISSUED, "PayNo"), PaymentType })).toMatchObject({ state, voucher: null })
  })
})

describe("what the merchant reads", () => {
  type Told = Parameters<typeof talk>[0]

  it.each<[string, Told]>([
    ["The earlier request had gone through.", { books: CANCELED, request: RESUMED }],
    ["The earlier request had gone through.", { kind: "void", books: CANCELED }],
    ["The earlier request had gone through.", { kind: "capture", books: CLOSING }],
  ])("%s", async (message, told) => {
    expect((await talk(told)).outcome).toMatchObject({ state: "done", code: "SUCCESS", message, steps: [] })
  })

  it.each<[string, string, Told]>([
    ["this payment is cancelled already", "canceled", { books: CANCELED }],
    ["the payment is captured; refund it instead of releasing it", "closed", { kind: "void" }],
    ["the payment is captured; refund it instead of releasing it", "processing", { kind: "void", books: PROCESSING }],
    [
      "UnionPay cannot be released; capture it, then refund it",
      "authorized",
      { kind: "void", books: row({ AuthType: "7", CloseStatus: "9" }) },
    ],
    [
      "it is closed with 1060 TWD and takes no other capture",
      "closed",
      { kind: "capture", request: { amount: twd(600) } },
    ],
    [
      "it is closed with 0 TWD and takes no other capture",
      "closed",
      { kind: "capture", books: without(CLOSED, "CloseAmt"), request: { amount: twd(600) } },
    ],
  ])("PAYUNi cannot do this: %s", async (words, code, told) => {
    const attempt = talk(told)
    await expect(attempt).rejects.toThrow(`PAYUNi cannot do this: ${words}.`)
    await expect(attempt).rejects.toMatchObject({ kind: "refused", facts: { code } })
    expect(sent).toEqual([])
  })

  it.each<[string, Told]>([
    [
      "PAYUNi refunds ATM and store payments only into a bank account of the buyer's: refund there or transfer the money, then record it.",
      { books: wallet("2") },
    ],
    ["PAYUNi refunds instalments and UnionPay only in full.", { books: row({ CardInst: "6" }), request: PART }],
    ["PAYUNi refunds icash Pay only in full.", { books: wallet("6"), request: PART }],
    [
      "PAYUNi captures instalments and UnionPay only in full.",
      { kind: "capture", books: row({ CardInst: "6", CloseStatus: "9" }), request: PART },
    ],
  ])("%s", async (words, told) => {
    const attempt = talk(told)
    await expect(attempt).rejects.toThrow(words)
    await expect(attempt).rejects.toMatchObject({ kind: "unsupported" })
  })

  it("when a capture that was undone cannot be asked for again", async () => {
    const no = answered({ Status: "CREDIT03001", Message: "" })
    const attempt = talk({ books: CLOSING, replies: [answered(DONE), no, no] })
    await expect(attempt).rejects.toThrow(
      "Its capture was undone before, and could not be asked for again: repeat this today.",
    )
  })
})

describe("a refund", () => {
  it.each<[string, Fields, Parameters<typeof talk>[0]["request"], string[]]>([
    ["a part, authorised", AUTHORIZED, PART, ["capture 1060", "refund 60"]],
    ["the whole, closing", CLOSING, {}, ["undo capture", "cancel"]],
    ["the whole, closed", CLOSED, {}, ["refund 1060"]],
    ["a wallet's", wallet("9"), PART, ["refund 60"]],
  ])("tells what was asked: %s", async (_what, books, request, steps) => {
    expect((await talk({ books, request })).outcome.steps).toEqual(steps)
  })

  it("has PAYUNi's number of it, or none", async () => {
    const numbered = answered({ ...DONE, RefundNo: "R1" })
    expect((await talk({ replies: [numbered] })).outcome.reference).toBe("R1")
    expect(
      (await talk({ books: AUTHORIZED, request: PART, replies: [answered(DONE), numbered] })).outcome,
    ).toMatchObject({ reference: "R1", state: "queued" })
    expect((await talk({})).outcome.reference).toBeNull()
    expect((await talk({ replies: [answered({ ...DONE, RefundNo: "" })] })).outcome.reference).toBeNull()
  })

  it("need not be answered with the payment's number, and not with another's", async () => {
    expect((await talk({ replies: [answered(without(DONE, "TradeNo"))] })).outcome.state).toBe("done")
    await expect(talk({ replies: [answered({ ...DONE, TradeNo: "1" })] })).rejects.toThrow(
      "PAYUNi answered about another payment.",
    )
  })

  it("of the whole, when a part went back before, releases nothing", async () => {
    const books = refundedBy("60", "1000", { CloseStatus: "1" })
    const { moves } = await talk({ books, request: { amount: twd(1060), refunded: twd(60) } })
    expect(moves).toEqual(["close 2 1060"])
  })

  it.each(["1", "8"])(
    "while a scheduled one applies (RefundStatus %s) is queued only where it waits",
    async (status) => {
      const books = refundedBy("60", "1000", { RefundType: "3", RefundStatus: status })
      expect((await talk({ books, request: { ...PART, ...RESUMED } })).outcome).toMatchObject({
        ...{ state: "queued", message: "The earlier request had gone through.", steps: [] },
      })
      const done = refundedBy("60", "1000", { RefundType: "3", RefundStatus: "2" })
      expect((await talk({ books: done, request: { ...PART, ...RESUMED } })).outcome.state).toBe("done")
    },
  )

  it("captures anew what the books had asked for, where undoing it led nowhere", async () => {
    const books = row({ CloseStatus: "1", CloseAmt: "900" })
    const replies = [answered(DONE), answered({ Status: "CREDIT03001", Message: "" })]
    await expect(talk({ kind: "void", books, replies })).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual(["close -1", "cancel", "close 1 900"])
  })

  it("captures anew the whole, where the books do not tell how much it was", async () => {
    const books = without(row({ CloseStatus: "1" }), "CloseAmt")
    const replies = [answered(DONE), answered({ Status: "CREDIT03001", Message: "" })]
    await expect(talk({ kind: "void", books, replies })).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual(["close -1", "cancel", "close 1 1060"])
  })

  it("captures nothing anew where a part of what was authorised is refused", async () => {
    const replies = [answered(DONE), answered({ Status: "CREDIT03001", Message: "" })]
    await expect(talk({ books: AUTHORIZED, request: PART, replies })).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual(["close 1 1060", "close 2 60"])
  })
})

describe("a capture", () => {
  it("of what is cancelled is refused, though the books have one of that much", async () => {
    await expect(talk({ kind: "capture", books: row({ TradeStatus: "3" }) })).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "canceled" },
    })
  })
})

describe("the fate of a refund that waits", () => {
  async function fateOf(
    books: Fields,
    request: Partial<QueuedOperationRequest> = PART,
  ): Promise<QueuedOperationStatus> {
    const { queuedOperationStatus } = gatewayOf()
    if (!queuedOperationStatus) throw new Error("PAYUNi queues refunds.")
    const queued = { ...REQUEST, resumed: true, ...request, kind: "refund" } as const
    return (await held(queuedOperationStatus(queued, moment), () => answeredRows(books))).result
  }

  const waiting = { RefundType: "3", RefundStatus: "1" }
  const two = { amount: twd(300), refunded: twd(200), alsoQueued: [twd(200)] }

  it.each<[string, Fields, Partial<QueuedOperationRequest>, QueuedOperationStatus]>([
    ["it waits", refundedBy("60", "1000", waiting), PART, { state: "queued", code: "RefundType 3", message: "" }],
    ["it is done", refundedBy("60", "1000"), PART, { state: "done", code: "SUCCESS", message: "" }],
    [
      "it was cancelled",
      refundedBy("60", "1060", { RefundType: "3", RefundStatus: "3" }),
      PART,
      { state: "refused", code: "RefundStatus 3", message: "PAYUNi cancelled the scheduled refund." },
    ],
    [
      "another of another amount was cancelled, and this one is done",
      refundedBy("100", "1000", { RefundType: "3", RefundStatus: "3" }),
      PART,
      { state: "done", code: "SUCCESS", message: "" },
    ],
    [
      "nothing was done",
      CLOSED,
      PART,
      { state: "refused", code: "RemainAmt", message: "PAYUNi still has 1060 TWD of this payment." },
    ],
    [
      "none of two is known to be done",
      refundedBy("200", "900"),
      two,
      { state: "queued", code: "RemainAmt", message: "PAYUNi does not tell which refund was done." },
    ],
    [
      "one of two waits",
      refundedBy("200", "760", { RefundStatus: "8" }),
      two,
      { state: "queued", code: "RefundType 3", message: "" },
    ],
    [
      "the other of two is done",
      refundedBy("300", "860", { RefundType: "3", RefundStatus: "3" }),
      two,
      { state: "refused", code: "RemainAmt", message: "PAYUNi still has 860 TWD of this payment." },
    ],
    ["this of two is done", refundedBy("200", "760"), two, { state: "done", code: "SUCCESS", message: "" }],
  ])("when %s", async (_what, books, request, status) => {
    expect(await fateOf(books, request)).toEqual(status)
  })
})
