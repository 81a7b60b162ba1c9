import { describe, expect, it } from "vitest"
import { linepay } from "../../../src/providers/linepay/gateway"
import { METHODS } from "../../../src/providers/linepay/methods"
import type { MerchantAccount, OperationRequest, Outcome } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import { answer, held } from "../../scripted-gateway"

/** Answers that no sandbox gives, or gives only in passing: what each of them means for the money. */
const NOW = new Date("2026-11-22T04:00:00Z")
const MOMENT = { now: NOW, nonce: () => "nonce" }
const [method] = METHODS

const REQUEST: OperationRequest = {
  trade: {
    tradeNo: "T20261122A0001000001",
    method,
    amount: twd(1000),
    reference: "2026112212345678901",
    startedAt: NOW,
    voucherKnown: false,
    details: {},
  },
  amount: twd(1000),
  captured: twd(1000),
  refunded: twd(0),
  key: "ref_1",
  since: NOW,
  resumed: false,
}

const account: MerchantAccount = linepay.openAccount({
  environment: "production",
  backendUrl: "https://api.shop.example.tw",
  storefrontUrl: "https://shop.example.tw",
  channelId: "1650000001",
  channelSecret: "a-secret-that-nobody-published",
  capture: "manual",
}).account

type Kind = "capture" | "void" | "refund"
const KINDS: Kind[] = ["capture", "void", "refund"]

const said = (returnCode: string, info: object = {}) =>
  answer(JSON.stringify({ returnCode, returnMessage: "LINE Pay's words", info }))

const CAPTURED = { payStatus: "CAPTURE", payInfo: [{ method: "BALANCE", amount: 1000 }] }

/** LINE Pay's record of the payment. */
function record(changes: object): ReturnType<typeof answer> {
  const { tradeNo: orderId, reference: transactionId } = REQUEST.trade
  const payment = { orderId, transactionId, transactionType: "PAYMENT", ...CAPTURED, ...changes }
  return answer(JSON.stringify({ returnCode: "0000", returnMessage: "OK", info: [payment] }))
}

interface Told {
  readonly outcome: Outcome | null
  readonly error: PaymentError | null
  readonly asked: string[]
}

async function talk(
  kind: Kind,
  reply: ReturnType<typeof answer> = said("0000"),
  request: Partial<OperationRequest> = {},
  books = record({}),
): Promise<Told> {
  const operation = account[kind]
  if (!operation) throw new Error(`LINE Pay has no ${kind}.`)
  const asked: string[] = []
  const result = await held(operation({ ...REQUEST, ...request }, MOMENT), ({ call, url, body, moves }) => {
    if (call === "details") return books
    expect(moves).toBe(true)
    asked.push(`${new URL(url).pathname} ${body}`)
    return reply
  }).then(
    ({ result: outcome }) => ({ outcome, error: null }),
    (error: unknown) => ({ outcome: null, error: ours(error) }),
  )
  return { ...result, asked }
}

function ours(error: unknown): PaymentError {
  if (error instanceof PaymentError) return error
  throw error
}

describe.each(KINDS)("a %s", (kind) => {
  // 結果代碼: what is under way, what was asked twice, LINE Pay's own errors; and what is no code of LINE Pay's, or in no table.
  const DOUBTS = ["1145", "1152", "1172", "1198", "1199", "1900", "1909", "1999", "9000", "", "ERROR"]
  it.each([...DOUBTS, "1103", "1175", "1297", "1299", "2104", "5000", "0110"])(
    "answered with %s may have moved the money: it is no refusal",
    async (code) => {
      expect((await talk(kind, said(code))).error).toMatchObject({
        kind: "unreadable",
        facts: { code },
        message: `LINE Pay answered ${code}, which does not tell whether money moved.`,
      })
    },
  )

  it.each(["1101", "1106", "1150", "1154", "1163", "1165", "1179", "1184", "1194", "1280", "1298", "2042", "2101"])(
    "answered with %s is refused, in LINE Pay's words, too",
    async (code) => {
      expect((await talk(kind, said(code))).error).toMatchObject({
        kind: "refused",
        facts: { code },
        message: expect.stringMatching(new RegExp(`^LINE Pay refused \\(${code}\\): .*LINE Pay's words$`)),
      })
    },
  )
})

describe("what is asked", () => {
  const payments = "/v4/payments"

  it.each<[Kind, string, string, number]>([
    [
      "capture",
      `${payments}/authorizations/2026112212345678901/capture {"amount":600,"currency":"TWD"}`,
      "capture 600",
      600,
    ],
    ["void", `${payments}/authorizations/2026112212345678901/void {}`, "void", 1000],
    ["refund", `${payments}/2026112212345678901/refund {"refundAmount":300}`, "refund 300", 300],
  ])("by a %s", async (kind, asked, step, amount) => {
    const told = await talk(kind, said("0000"), { amount: twd(amount) })
    expect(told.asked).toEqual([asked])
    expect(told.outcome).toMatchObject({ state: "done", code: "0000", steps: [step] })
  })

  it("by a refund is answered with its number, or none", async () => {
    const numbered = said("0000", { refundTransactionId: "2026112300000000001" })
    expect((await talk("refund", numbered)).outcome?.reference).toBe("2026112300000000001")
    expect((await talk("refund", said("0000", {}))).outcome?.reference).toBeNull()
    const bare = answer(`{"returnCode":"0000","returnMessage":"OK"}`)
    expect((await talk("refund", bare)).outcome?.reference).toBeNull()
  })
})

describe("what may have happened before", () => {
  const resumed = true
  const authorized = record({ payStatus: "AUTHORIZATION" })

  it.each<[string, Kind, Partial<OperationRequest>, ReturnType<typeof answer>, string]>([
    ["a capture", "capture", {}, record({}), "It had been captured."],
    ["a release", "void", {}, record({ payStatus: "VOIDED_AUTHORIZATION" }), "It had been released."],
    [
      "a refund",
      "refund",
      { amount: twd(300) },
      record({ refundList: [{ refundAmount: -300 }] }),
      "It had been refunded.",
    ],
    [
      "a second refund",
      "refund",
      { amount: twd(300), refunded: twd(200) },
      record({ refundList: [{ refundAmount: -200 }, { refundAmount: -300 }] }),
      "It had been refunded.",
    ],
  ])("%s is found in the record, and not asked for", async (_what, kind, request, books, message) => {
    const { outcome, asked } = await talk(kind, said("9000"), { ...request, resumed }, books)
    expect(outcome).toMatchObject({ state: "done", steps: [], message })
    expect(asked).toEqual([])
  })

  it.each<[string, Kind, Partial<OperationRequest>, ReturnType<typeof answer>]>([
    ["a capture of what is authorised", "capture", {}, authorized],
    ["a capture of another amount", "capture", { amount: twd(600) }, record({})],
    ["a release of what is authorised", "void", {}, authorized],
    ["a refund that is not there", "refund", { amount: twd(300) }, record({})],
    [
      "a second refund, of which the first is there",
      "refund",
      { amount: twd(300), refunded: twd(200) },
      record({ refundList: [{ refundAmount: -200 }] }),
    ],
  ])("%s is asked for", async (_what, kind, request, books) => {
    const { outcome, asked } = await talk(kind, said("0000"), { ...request, resumed }, books)
    expect(outcome?.state).toBe("done")
    expect(asked).toHaveLength(1)
  })

  const refunds = (...amounts: unknown[]) => record({ refundList: amounts.map((refundAmount) => ({ refundAmount })) })

  it.each<[string, Kind, ReturnType<typeof answer>]>([
    ["a capture of which LINE Pay's own error tells nothing", "capture", said("9000")],
    ["a capture of which LINE Pay then knows no payment", "capture", said("1150")],
    ["a release of which LINE Pay's own error tells nothing", "void", said("9000")],
    ["a release in a state of no table", "void", record({ payStatus: "NEW_STATUS" })],
    ["a refund of which LINE Pay's own error tells nothing", "refund", said("9000")],
    ["a refund of which LINE Pay then knows no payment", "refund", said("1150")],
    ["a capture in another transaction's record", "capture", record({ transactionId: "2026112299999999999" })],
    ["a refund in another transaction's record", "refund", record({ transactionId: 1 })],
    ["a refund in a record of another currency", "refund", record({ currency: "USD" })],
    ["a refund of a list that is none", "refund", record({ refundList: "none" })],
    ["a refund of a list with no rows", "refund", record({ refundList: [null] })],
    ...[undefined, null, "", "-300.0", "1e3", " -300", "３００"].map(
      (amount) =>
        [`a refund beside one of ${amount}`, "refund", refunds(amount)] as const satisfies [string, Kind, object],
    ),
  ])("%s is not asked for again: it may be done", async (_what, kind, books) => {
    const { error, asked } = await talk(kind, said("0000"), { resumed, amount: twd(300) }, books)
    expect(error).toMatchObject({ kind: "unreadable" })
    expect(asked).toEqual([])
  })

  it.each<[Kind, ReturnType<typeof answer>]>([
    ["capture", record({})],
    ["void", record({ payStatus: "VOIDED_AUTHORIZATION" })],
    ["refund", record({ refundList: [{ refundAmount: -1000 }] })],
  ])("is not looked for by a %s that is asked for the first time", async (kind, books) => {
    expect((await talk(kind, said("0000"), {}, books)).asked).toHaveLength(1)
  })
})

describe("LINE Pay's record of another transaction of the same order", () => {
  const other = record({ transactionId: "2026112299999999999" })
  const books = (path: string) => (path.endsWith("/check") ? said("0123") : other)
  const { trade } = REQUEST

  it("is no answer about this one, and its number is not taken over", async () => {
    const asked = held(account.query(trade, MOMENT), ({ url }) => books(new URL(url).pathname))
    await expect(asked).rejects.toMatchObject({ kind: "unreadable" })
  })

  it("tells nothing of what is left of this one", async () => {
    const asked = held(account.balance?.({ trade, captured: twd(1000) }, MOMENT) ?? fail(), () => other)
    await expect(asked).rejects.toMatchObject({ kind: "unreadable" })
  })
})

function fail(): never {
  throw new Error("LINE Pay tells balances")
}

describe("LINE Pay's record", () => {
  const look = async (changes: object) => {
    const { reference, ...rest } = REQUEST.trade
    const { result } = await held(account.query({ ...rest, reference: null }, MOMENT), () => record(changes))
    return result
  }
  const card = { method: "CREDIT_CARD", amount: 900, maskedCreditCardNumber: "************1234" }

  it.each([
    [[{ method: "BALANCE", amount: 1000 }], 1000, "BALANCE 1000"],
    [[card, { method: "DISCOUNT", amount: 100 }], 1000, "CREDIT_CARD 900, DISCOUNT 100"],
    [[{ method: "POINT", amount: 100 }, card], 1000, "POINT 100, CREDIT_CARD 900"],
    [[card, { method: "DISCOUNT" }], null, "CREDIT_CARD 900, DISCOUNT "],
    [[card, { method: "DISCOUNT", amount: -1 }], null, "CREDIT_CARD 900, DISCOUNT -1"],
    [[card, "nonsense"], 900, "CREDIT_CARD 900"],
    [[], null, undefined],
    ["nonsense", null, undefined],
  ])("of the sources %j has their sum, or none", async (payInfo, amount, sources) => {
    const trade = await look({ payInfo })
    expect(trade.amount).toBe(amount)
    expect(trade.details.sources).toBe(sources)
  })

  it.each([
    [card, "1234"],
    [{ ...card, maskedCreditCardNumber: "1234" }, "1234"],
    [{ ...card, maskedCreditCardNumber: "123x" }, undefined],
    [{ ...card, maskedCreditCardNumber: "12" }, undefined],
    [{ method: "BALANCE", amount: 1 }, undefined],
  ])("shows the last four digits of the card of %j", async (source, last4) => {
    expect((await look({ payInfo: [{ method: "POINT", amount: 1 }, source] })).details.card_last4).toBe(last4)
  })

  it.each([
    ["2026-12-22T04:00:00Z", "2026-12-22T04:00:00Z"],
    ["2026-12-22", "2026-12-22"],
    ["2026-12", undefined],
    ["on 2026-12-22T04:00:00Z", undefined],
    ["2026-12-22T04:00:00Z, or so", undefined],
    ["2".repeat(41), undefined],
  ])("shows until when it can be captured: %s", async (authorizationExpireDate, shown) => {
    expect((await look({ authorizationExpireDate })).details.capture_before).toBe(shown)
  })

  it.each([
    ["TWD", "captured"],
    [undefined, "captured"],
    ["USD", "unknown"],
    ["JPY", "unknown"],
    ["twd", "unknown"],
  ])("in %s is %s", async (currency, state) => {
    expect((await look({ currency })).state).toBe(state)
  })

  it.each([
    ["2026-11-22T04:00:00Z", NOW],
    ["2026-11-22T04:00:00.000Z", NOW],
    ["2026-02-30T04:00:00Z", null],
    ["2026-11-22T24:00:00Z", null],
    ["2026-11-22 04:00:00", null],
    ["2026-11-22T04:00:00", null],
    ["2026-11-22", null],
    ["1", null],
    [1_795_320_000_000, null],
  ])("was paid, by %j, at %j", async (transactionDate, paidAt) => {
    expect((await look({ transactionDate })).paidAt).toEqual(paidAt)
  })

  it("keeps an hour only where it is one, and a number only where there is one", async () => {
    expect(await look({ transactionDate: "2026-11-22T04:00:00Z" })).toMatchObject({
      ...{ paidAt: NOW, reference: REQUEST.trade.reference, merchant: "1650000001" },
      ...{ message: "OK", fields: { orderId: REQUEST.trade.tradeNo, code: "0000", message: "OK" } },
    })
    expect(await look({ transactionDate: "soon", transactionId: "" })).toMatchObject({ paidAt: null, reference: null })
    expect((await look({ transactionDate: undefined })).paidAt).toBeNull()
  })
})
