import { describe, expect, it } from "vitest"
import type { QueuedOperationRequest, QueuedOperationStatus } from "../../../src/toolkit/contract/gateway"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { answered, row, without } from "./messages"
import {
  AUTHORIZED,
  CANCELED,
  CLOSED,
  CLOSING,
  DONE,
  fateOf,
  PART,
  PROCESSING,
  RESUMED,
  refundedBy,
  sent,
  talk,
  WAITING,
  wallet,
} from "./talk"

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
    [
      "PAYUNi refunds ATM and store payments only into a bank account of the buyer's: refund there or transfer the money, then record it.",
      { books: wallet("3") },
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
  it("of instalments is the whole", async () => {
    const { moves } = await talk({ kind: "capture", books: row({ CardInst: "6", CloseStatus: "9" }) })
    expect(moves).toEqual(["close 1 1060"])
  })

  it("of what is cancelled is refused, though the books have one of that much", async () => {
    await expect(talk({ kind: "capture", books: row({ TradeStatus: "3" }) })).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "canceled" },
    })
  })
})

describe("the fate of a refund that waits", () => {
  const CALLED_OFF = refundedBy("60", "1060", { RefundType: "3", RefundStatus: "3" })
  const two = { amount: twd(300), refunded: twd(200), alsoQueued: [twd(200)] }

  it.each<[string, Fields, Partial<QueuedOperationRequest>, QueuedOperationStatus]>([
    ["it waits", refundedBy("60", "1000", WAITING), PART, { state: "queued", code: "RefundType 3", message: "" }],
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
      "nothing is shown yet",
      CLOSED,
      PART,
      { state: "queued", code: "RemainAmt", message: "PAYUNi still has 1060 TWD of this payment." },
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
      { state: "refused", code: "RefundStatus 3", message: "PAYUNi cancelled the scheduled refund." },
    ],
    [
      "of two none is in the books yet",
      CLOSED,
      two,
      { state: "queued", code: "RemainAmt", message: "PAYUNi still has 1060 TWD of this payment." },
    ],
    ["this of two is done", refundedBy("200", "760"), two, { state: "done", code: "SUCCESS", message: "" }],
  ])("when %s", async (_what, books, request, status) => {
    expect(await fateOf(books, request)).toEqual(status)
  })

  it.each<[string, Fields, number, Partial<QueuedOperationRequest>, QueuedOperationStatus["state"]]>([
    ["nothing is shown while the card is being closed", PROCESSING, 1, {}, "queued"],
    ["nothing ever was shown", CLOSED, 8, {}, "refused"],
    ["of two none ever was shown", CLOSED, 8, two, "refused"],
    ["the earlier one is done", refundedBy("60", "1000"), 1, { refunded: twd(60) }, "queued"],
    ["the earlier one is done, and no more ever is", refundedBy("60", "1000"), 8, { refunded: twd(60) }, "refused"],
    ["one that was cancelled may be an earlier one", CALLED_OFF, 0.1, { hadFailed: true }, "queued"],
    ["none is told but one that was cancelled", CALLED_OFF, 1, { hadFailed: true }, "refused"],
  ])("is not told by what became of another: %s", async (_what, books, days, request, state) => {
    expect((await fateOf(books, { ...PART, ...request }, days)).state).toBe(state)
  })
})
