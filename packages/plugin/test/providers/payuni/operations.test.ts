import { describe, expect, it } from "vitest"
import type { WireResponse } from "../../../src/toolkit/contract/conversation"
import type { OperationRequest, Outcome, QueuedOperationStatus } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import type { Fields } from "../../../src/toolkit/redact"
import { twd } from "../../../src/toolkit/twd"
import { answer, LOST } from "../../scripted-gateway"
import { answered, answeredRows, captured, methodOf, row, without } from "./messages"
import {
  AUTHORIZED,
  CANCELED,
  CLOSED,
  CLOSING,
  DONE,
  fateOf,
  PART,
  PROCESSING,
  REQUEST,
  RESUMED,
  refundedBy,
  refused,
  sent,
  talk,
  UNDONE,
  WAITING,
  WALLETS,
  wallet,
} from "./talk"

describe("a refund moves nothing", () => {
  it.each<[string, Fields | WireResponse, string]>([
    ["whose payment is not in the books", answered({ Status: "QUERY03001" }), "unreadable"],
    ["whose books cannot be read", answer("<html></html>"), "unreadable"],
    ["whose books tell another amount", row({ TradeAmt: "1" }), "unreadable"],
    ["of what is not paid", row({ TradeStatus: "9" }), "refused"],
    ["of what failed", row({ TradeStatus: "2" }), "refused"],
    ["of what is cancelled", CANCELED, "refused"],
    ["whose CloseStatus is in no table", row({ CloseStatus: "5" }), "unreadable"],
    ["whose CloseStatus is missing", without(CLOSED, "CloseStatus"), "unreadable"],
    ["whose RefundStatus is in no table", row({ RefundStatus: "5" }), "unreadable"],
    ["whose RefundStatus is missing, of a refund that is there", row({ RefundAmt: "60" }), "unreadable"],
    [
      "whose RefundStatus is empty, of a refund that is there",
      row({ RefundStatus: "", RefundAmt: "60" }),
      "unreadable",
    ],
    ["whose PaymentType is in no table", row({ PaymentType: "5" }), "unreadable"],
    ["that PAYUNi is still working on", row({ DataSource: "B" }), "unreadable"],
    ["whose DataSource is in no table", row({ DataSource: "C" }), "unreadable"],
    ["of an ATM transfer", wallet("2"), "unsupported"],
    ["of a store payment", wallet("3"), "unsupported"],
  ])("%s", async (_what, books, kind) => {
    await expect(talk({ books })).rejects.toMatchObject({ kind })
    expect(sent).toEqual([])
  })

  it.each<[string, Fields]>([
    ["instalments", row({ CardInst: "6" })],
    ["UnionPay", row({ AuthType: "7" })],
    ["icash Pay", wallet(WALLETS.icash)],
  ])("in part of %s, which goes back only in full", async (_what, books) => {
    await expect(talk({ books, request: PART })).rejects.toMatchObject({
      kind: "unsupported",
      message: expect.stringMatching(/only in full/),
    })
    expect(sent).toEqual([])
  })
})

describe("a refund's way is decided by the books", () => {
  it.each<[string, Fields, Partial<OperationRequest>, string[], Outcome["state"]]>([
    ["whole, authorised", AUTHORIZED, {}, ["cancel"], "done"],
    ["whole, capture undone", UNDONE, {}, ["cancel"], "done"],
    ["part, authorised", AUTHORIZED, PART, ["close 1 1060", "close 2 60"], "queued"],
    ["all of a part, its capture undone", UNDONE, { amount: twd(600), captured: twd(600) }, ["cancel"], "done"],
    [
      "a part of a part, its capture undone",
      UNDONE,
      { amount: twd(60), captured: twd(600) },
      ["close 1 600", "close 2 60"],
      "queued",
    ],
    ["whole, closing", CLOSING, {}, ["close -1", "cancel"], "done"],
    ["part, closing", CLOSING, PART, ["close 2 60"], "queued"],
    ["whole, processing", PROCESSING, {}, ["close 2 1060"], "queued"],
    ["part, processing", PROCESSING, PART, ["close 2 60"], "queued"],
    ["whole, closed", CLOSED, {}, ["close 2 1060"], "done"],
    ["part, closed", CLOSED, PART, ["close 2 60"], "done"],
    ["whole, instalments", row({ CardInst: "6" }), {}, ["close 2 1060"], "done"],
    ["whole, UnionPay", row({ AuthType: "7", CloseStatus: "9" }), {}, ["close 1 1060", "close 2 1060"], "queued"],
    ["whole, UnionPay, closing", row({ AuthType: "7", CloseStatus: "1" }), {}, ["close 2 1060"], "queued"],
    [
      "the rest, after a refund that is done",
      refundedBy("60", "1000"),
      { amount: twd(1000), refunded: twd(60) },
      ["close 2 1000"],
      "done",
    ],
    [
      "the rest, while a refund is under way",
      refundedBy("60", "1000", { RefundStatus: "8" }),
      { amount: twd(1000), refunded: twd(60) },
      ["close 2 1000"],
      "queued",
    ],
    [
      "after a refund that was cancelled",
      refundedBy("60", "1060", { RefundStatus: "3" }),
      {},
      ["close 2 1060"],
      "done",
    ],
  ])("%s", async (_what, books, request, moves, state) => {
    const told = await talk({ books, request })
    expect(told.moves).toEqual(moves)
    expect(told.outcome.state).toBe(state)
    expect(told.outcome.steps).toHaveLength(moves.length)
  })

  it.each(Object.entries(WALLETS))("of %s is its own API's", async (name, PaymentType) => {
    const reply = answered({ ...DONE, RefundNo: "R1", RefundAmt: "1060" })
    const { moves, outcome } = await talk({ books: wallet(PaymentType), replies: [reply] })
    expect(moves).toEqual([`common/refund/${name} 1060`])
    expect(outcome).toMatchObject({ state: "done", reference: "R1" })
  })

  it("through the chooser is by what the buyer really used", async () => {
    const trade = { ...REQUEST.trade, method: methodOf("all") }
    expect((await talk({ books: wallet("9"), request: { trade } })).moves).toEqual(["common/refund/linepay 1060"])
    await expect(talk({ books: wallet("2"), request: { trade } })).rejects.toMatchObject({ kind: "unsupported" })
  })

  it("of a number that was tried before is of the row that was paid", async () => {
    const books = answeredRows(row({ TradeNo: "1", TradeStatus: "2" }), row({ TradeNo: "2", TradeAmt: "9" }), CLOSED)
    expect((await talk({ books })).moves).toEqual(["close 2 1060"])
    const trade = { ...REQUEST.trade, reference: null }
    expect((await talk({ books, request: { trade } })).moves).toEqual(["close 2 1060"])
  })
})

describe("PAYUNi's no", () => {
  it("to a refund is told in words, with PAYUNi's own", async () => {
    const { Status = "", Message = "" } = captured("close-refused-too-much")
    await expect(talk({ replies: [refused(Status, Message)] })).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "CLOSE03001" },
      message: expect.stringContaining("目前已退款($30)"),
    })
  })

  it("to the second of two steps is told by its own code, once the first is taken back", async () => {
    const replies = [answered(DONE), refused("CANCEL03001", "取消授權失敗")]
    await expect(talk({ books: CLOSING, replies })).rejects.toMatchObject({ facts: { code: "CANCEL03001" } })
    expect(sent).toEqual(["close -1", "cancel", "close 1 1060"])
  })

  it.each<[string, WireResponse | PaymentError]>([
    ["no answer", LOST],
    ["a page", answer("<html></html>")],
    ["an empty object", answer("{}")],
    ["an unsealed success", answer(JSON.stringify({ Status: "SUCCESS" }))],
    ["no answer of the bank", refused("UNKNOWN")],
    ["a code of no family of its errors", refused("SYS00001")],
    ["a number of no table", refused("CLOSE04001")],
    ["an identical request in progress", refused("API00009")],
    ["an identical request in progress, unsealed", answer(`{"Status":"API00009"}`)],
    ["another payment", answered({ ...DONE, TradeNo: "1" })],
  ])("is not %s: nobody knows what was done", async (_what, reply) => {
    const error = await talk({ replies: [reply] }).then(
      () => null,
      (thrown) => thrown,
    )
    expect(["unreachable", "unreadable"]).toContain(error?.kind)
  })
})

describe("a refund that is asked for again", () => {
  const nothing = { moves: [], outcome: { state: "done", steps: [] } }

  it.each<[string, Fields, Partial<OperationRequest>]>([
    ["a part that went through", refundedBy("60", "1000"), PART],
    ["a second part", refundedBy("60", "940"), { ...PART, refunded: twd(60) }],
    ["the whole, which was cancelled", CANCELED, {}],
    ["all of what was captured in part, which was cancelled", CANCELED, { amount: twd(700), captured: twd(700) }],
    ["a part that is under way", refundedBy("60", "1000", { RefundStatus: "1" }), PART],
    ["a wallet's part", wallet("9", { RemainAmt: "1000" }), PART],
    ["icash Pay's whole", wallet("6", { RemainAmt: "0", RefundStatus: "2" }), {}],
  ])("is found in the books and not made twice: %s", async (_what, books, request) => {
    expect(await talk({ books, request: { ...request, ...RESUMED } })).toMatchObject(nothing)
  })

  it("and waits in the books is queued", async () => {
    const books = refundedBy("60", "1000", { RefundType: "3", RefundStatus: "1" })
    const { outcome, moves } = await talk({ books, request: { ...PART, ...RESUMED } })
    expect([outcome.state, moves]).toEqual(["queued", []])
  })

  it.each<[string, Fields, Partial<OperationRequest>, string[]]>([
    ["nothing is in the books", CLOSED, PART, ["close 2 60"]],
    ["only an earlier one is", refundedBy("60", "1000"), { ...PART, refunded: twd(60) }, ["close 2 60"]],
    ["it was cancelled", refundedBy("60", "1060", { RefundStatus: "3" }), PART, ["close 2 60"]],
    ["the capture was undone, and no more", UNDONE, {}, ["cancel"]],
    ["a card is reserved of which nothing can be refunded", row({ CloseStatus: "9", RemainAmt: "0" }), {}, ["cancel"]],
    ["a wallet has all of it", wallet("9"), PART, ["common/refund/linepay 60"]],
  ])("is made when %s", async (_what, books, request, moves) => {
    expect((await talk({ books, request: { ...request, ...RESUMED } })).moves).toEqual(moves)
  })

  it.each<[string, Fields]>([
    ["one of this amount is under way that the balance does not show", refundedBy("60", "1060", { RefundStatus: "1" })],
    ["one of an unknown amount is", without(refundedBy("", "1060", { RefundStatus: "8" }), "RefundAmt")],
    ["PAYUNi is still working on the payment", row({ DataSource: "B" })],
  ])("stays unknown, and is not made again, while %s", async (_what, books) => {
    await expect(talk({ books, request: { ...PART, ...RESUMED } })).rejects.toMatchObject({ kind: "unreadable" })
    expect(sent).toEqual([])
  })

  it("is made beside another one that is under way", async () => {
    const books = refundedBy("100", "960", { RefundStatus: "8" })
    const request = { ...PART, ...RESUMED, refunded: twd(100) }
    expect((await talk({ books, request })).moves).toEqual(["close 2 60"])
  })

  it("in part of what is cancelled is refused", async () => {
    await expect(talk({ books: CANCELED, request: { ...PART, ...RESUMED } })).rejects.toMatchObject({ kind: "refused" })
  })

  it.each<[string, Fields]>([
    ["a wallet", without(wallet("9"), "RemainAmt")],
    ["a card with a refund", without(refundedBy("60", ""), "RemainAmt")],
  ])("stays unknown where the books of %s do not tell what is left", async (_what, books) => {
    await expect(talk({ books, request: { ...PART, ...RESUMED } })).rejects.toMatchObject({ kind: "unreadable" })
    expect(sent).toEqual([])
  })
})

describe("a capture", () => {
  const capture = (books: Fields, request: Partial<OperationRequest> = {}) => talk({ kind: "capture", books, request })

  it.each<[string, Fields, Partial<OperationRequest>, string[]]>([
    ["the whole", AUTHORIZED, {}, ["close 1 1060"]],
    ["a part", AUTHORIZED, { amount: twd(600) }, ["close 1 600"]],
    ["after an undone one", UNDONE, {}, ["close 1 1060"]],
    ["again, being asked for", CLOSING, {}, []],
    ["again, under way", PROCESSING, {}, []],
    ["again, done", row({ CloseAmt: "600" }), { amount: twd(600) }, []],
  ])("of %s", async (_what, books, request, moves) => {
    expect(await capture(books, request)).toMatchObject({ moves, outcome: { state: "done" } })
  })

  it.each<[string, Fields, Partial<OperationRequest>, string]>([
    ["of a second part", row({ CloseAmt: "600" }), { amount: twd(460) }, "refused"],
    ["of what is cancelled", CANCELED, {}, "refused"],
    ["in part of instalments", row({ CardInst: "3", CloseStatus: "9" }), { amount: twd(600) }, "unsupported"],
    ["in part of UnionPay", row({ AuthType: "7", CloseStatus: "9" }), { amount: twd(600) }, "unsupported"],
  ])("%s is refused", async (_what, books, request, kind) => {
    await expect(capture(books, request)).rejects.toMatchObject({ kind })
    expect(sent).toEqual([])
  })
})

describe("a release", () => {
  it.each<[string, Fields, string[]]>([
    ["of an authorisation", AUTHORIZED, ["cancel"]],
    ["of a capture that can be undone", CLOSING, ["close -1", "cancel"]],
    ["of what is cancelled already", CANCELED, []],
  ])("%s", async (_what, books, moves) => {
    expect(await talk({ kind: "void", books })).toMatchObject({ moves, outcome: { state: "done" } })
  })

  it.each([PROCESSING, CLOSED])("of what is captured is refused: a refund is what gives it back", async (books) => {
    await expect(talk({ kind: "void", books })).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual([])
  })

  it("of UnionPay is refused: PAYUNi cancels none", async () => {
    const books = row({ AuthType: "7", CloseStatus: "9" })
    await expect(talk({ kind: "void", books })).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual([])
  })
})

describe.each(["refund", "void"] as const)("a %s that undoes the capture, then cancels", (kind) => {
  const unsent = new PaymentError("unreachable", "payuni could not be reached.", { gateway: "payuni", unsent: true })
  const no = refused("CREDIT03001")

  it("captures again where the second step is refused, which then is a refusal", async () => {
    const told = talk({ kind, books: CLOSING, replies: [answered(DONE), no] })
    await expect(told).rejects.toMatchObject({ kind: "refused" })
    expect(sent).toEqual(["close -1", "cancel", "close 1 1060"])
  })

  it.each([
    ["refused", no],
    ["lost", LOST],
  ] as const)("has no clear end where it cannot be captured again (%s)", async (_, reply) => {
    const told = talk({ kind, books: CLOSING, replies: [answered(DONE), no, reply] })
    await expect(told).rejects.toMatchObject({ kind: "unreadable" })
  })

  it.each([
    ["lost", LOST],
    ["never sent", unsent],
  ] as const)(
    "has no clear end where the second step is %s, and nothing is asked behind our back",
    async (_, reply) => {
      const told = talk({ kind, books: CLOSING, replies: [answered(DONE), reply] })
      const error: unknown = await told.catch((thrown: unknown) => thrown)
      expect(error).toMatchObject({ kind: "unreachable" })
      expect(error instanceof PaymentError && error.facts.unsent).toBeFalsy()
      expect(sent).toEqual(["close -1", "cancel"])
    },
  )
})

describe("the fate of a refund that waits", () => {
  it.each<[string, Fields, QueuedOperationStatus["state"]]>([
    ["it still waits", refundedBy("60", "1000", WAITING), "queued"],
    ["it was cancelled", refundedBy("60", "1060", { RefundType: "3", RefundStatus: "3" }), "refused"],
    ["it is under way", refundedBy("60", "1000", { RefundStatus: "8" }), "done"],
    ["it is under way, and in no balance yet", refundedBy("60", "1060", { RefundStatus: "8" }), "queued"],
    ["it is asked for, and in no balance yet", refundedBy("60", "1060", { RefundStatus: "1" }), "queued"],
    ["it is done", refundedBy("60", "1000"), "done"],
    ["all is left, and it is not shown yet", CLOSED, "queued"],
    ["another one waits behind it", refundedBy("100", "900", WAITING), "queued"],
  ])("when %s", async (_what, books, state) => {
    expect((await fateOf(books)).state).toBe(state)
  })

  it.each<[string, Fields, QueuedOperationStatus["state"], QueuedOperationStatus["state"]]>([
    ["300 done, 200 cancelled", refundedBy("200", "760", { RefundType: "3", RefundStatus: "3" }), "done", "refused"],
    ["200 done, 300 cancelled", refundedBy("300", "860", { RefundType: "3", RefundStatus: "3" }), "refused", "done"],
    ["both done", refundedBy("200", "560"), "done", "done"],
    ["the last one still waiting", refundedBy("200", "760", WAITING), "queued", "queued"],
    ["a balance that no choice of them gives", refundedBy("200", "900"), "queued", "queued"],
  ])("beside another one that waits is told by the balance: %s", async (_what, books, three, two) => {
    const [first, second] = [twd(300), twd(200)]
    const fates = [
      await fateOf(books, { amount: first, refunded: second, alsoQueued: [second] }),
      await fateOf(books, { amount: second, refunded: first, alsoQueued: [first] }),
    ]
    expect(fates.map(({ state }) => state)).toEqual([three, two])
  })

  it("is not told while PAYUNi is still working on the payment", async () => {
    await expect(fateOf(row({ DataSource: "B" }))).rejects.toMatchObject({ kind: "unreadable" })
  })

  it("with others after it is told by what is left", async () => {
    const later = { ...PART, refunded: twd(100) }
    expect((await fateOf(refundedBy("100", "900"), later)).state).toBe("done")
    expect((await fateOf(refundedBy("100", "900"), later)).code).toBe("SUCCESS")
    expect((await fateOf(refundedBy("100", "960"), later)).state).toBe("queued")
    expect((await fateOf(refundedBy("100", "960"), later, 8)).state).toBe("refused")
  })
})
