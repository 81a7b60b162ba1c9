import { describe, expect, it } from "vitest"
import type { QueuedOperationRequest } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { answer, fieldsOf, held } from "../../scripted-gateway"
import { at, books, gatewayOf, inside, NOON, OTHER_KEYS, REQUEST, seal, shaOf, TRADE_ID, TRADE_NO } from "./speech"
import { LOST, talk } from "./talk"

const later = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000)
const HOUR = later(60)

const wallet = (type: string, changes = {}) => books({ PaymentType: type, PaymentMethod: type, ...changes })

function gave(changes: object = {}, outer: Record<string, string> = {}) {
  const inner = { TradeNo: TRADE_ID, MerchantOrderNo: TRADE_NO, BankMessage: "", BankCode: "", RefundAmount: "1000" }
  const EncryptData = seal(JSON.stringify({ ...inner, ...changes }))
  const HashData = shaOf(EncryptData)
  return answer(JSON.stringify({ Status: "1000", Message: "退款申請完成", EncryptData, HashData, UID: "", ...outer }))
}

describe("a wallet's refund", () => {
  it.each(["ESUNWALLET", "LINEPAY", "TAIWANPAY", "TWQR", "EZPALIPAY", "EZPWECHAT"])(
    "is asked of %s in JSON",
    async (type) => {
      const { outcome, sent } = await talk({ books: wallet(type), replies: [gave()], now: HOUR })
      expect(outcome).toMatchObject({ state: "queued", reference: TRADE_ID, steps: ["refund 1000"] })
      const request = sent[1]
      expect(request).toMatchObject({ url: "https://core.newebpay.com/API/EWallet/refund", moves: true })
      const fields = request ? fieldsOf(request) : {}
      expect(fields).toMatchObject({ UID_: "MS9990001", Version_: "1.1", RespondType_: "JSON" })
      expect(fields.HashData_).toBe(shaOf(fields.EncryptData_ ?? ""))
      expect(request && inside(request)).toEqual({
        MerchantOrderNo: TRADE_NO,
        Amount: "1000",
        TimeStamp: String(HOUR.getTime() / 1000),
        PaymentType: type,
      })
    },
  )

  it.each([
    ["a success of cards", gave({}, { Status: "SUCCESS" }), "unreadable"],
    ["a refusal", gave({}, { Status: "1104" }), "refused"],
    ["a broken line", gave({}, { Status: "9000" }), "unreadable"],
    ["a number of no table", gave({}, { Status: "1113" }), "unreadable"],
    ["a sum that is wrong", gave({}, { HashData: "0" }), "signature"],
    ["a sum of other keys", gave({}, { HashData: shaOf("00", OTHER_KEYS) }), "signature"],
    ["no encrypted part", gave({}, { EncryptData: "" }), "unreadable"],
    ["another trade", gave({ MerchantOrderNo: "ANOTHER" }), "unreadable"],
    ["another amount", gave({ RefundAmount: "1" }), "unreadable"],
    ["nothing", LOST, "unreachable"],
  ])("answered with %s is not taken for done", async (_what, reply, kind) => {
    const { outcome, error } = await talk({ books: wallet("TWQR"), replies: [reply], now: HOUR })
    expect([outcome, error?.kind]).toEqual([null, kind])
  })

  it.each(["ESUNWALLET", "TAIWANPAY"])("of %s waits ten minutes, and says until when", async (type) => {
    const early = await talk({ books: wallet(type), now: later(9) })
    expect([early.error?.kind, early.actions]).toEqual(["refused", []])
    expect(early.error?.facts.retryAt).toEqual(later(10))
    expect((await talk({ books: wallet(type), replies: [gave()], now: later(10) })).outcome?.state).toBe("queued")
  })

  it.each([
    ["LINEPAY", 60],
    ["TAIWANPAY", 29],
    ["ESUNWALLET", 89],
    ["TWQR", 89],
    ["EZPALIPAY", 89],
    ["EZPWECHAT", 89],
    ["AFTEE", 365],
  ])("of %s ends after %i days", async (type, days) => {
    const { error, actions } = await talk({ books: wallet(type), now: later(days * 1440 + 1) })
    expect([error?.kind, actions]).toEqual(["unsupported", []])
    expect(error?.message).toContain(`${days} days`)
  })

  it("of Taiwan Pay is the whole or nothing", async () => {
    const { error, actions } = await talk({ books: wallet("TAIWANPAY"), request: { amount: twd(1) }, now: HOUR })
    expect([error?.kind, actions]).toEqual(["unsupported", []])
  })

  it.each(["1", "2"])("waits for an earlier one (BackStatus %s)", async (BackStatus) => {
    const page = wallet("TWQR", { BackStatus })
    const { error, actions } = await talk({ books: page, now: HOUR, request: { amount: twd(1) } })
    expect([error?.kind, actions]).toEqual(["refused", []])
    expect(error?.message).toContain("an earlier refund of this payment is not done yet; ask again when it is")
  })

  it.each(["LINEPAY", "AFTEE"])("of %s is asked for until its last second", async (type) => {
    const days = { LINEPAY: 60, AFTEE: 365 }[type] ?? 0
    const reply = gave({}, { Status: type === "AFTEE" ? "SUCCESS" : "1000" })
    const { outcome } = await talk({ books: wallet(type), replies: [reply], now: later(days * 1440) })
    expect(outcome?.state).toBe("queued")
  })

  it("of what was paid at no known hour is not asked for", async () => {
    const { error, actions } = await talk({ books: wallet("TWQR", { PayTime: null }), now: HOUR })
    expect([error?.kind, actions]).toEqual(["unreadable", []])
    expect(error?.message).toContain("NewebPay does not tell when this was paid.")
  })

  it("keeps the bank's words, or none", async () => {
    const told = async (changes: object) =>
      (await talk({ books: wallet("TWQR"), replies: [gave(changes)], now: HOUR })).outcome
    expect(await told({ BankMessage: "受理" })).toMatchObject({ message: "受理", reference: TRADE_ID })
    expect(await told({ BankMessage: undefined, TradeNo: "" })).toMatchObject({ message: "", reference: null })
  })

  it.each([
    [wallet("TAIWANPAY"), { amount: twd(1) }, HOUR, "NewebPay refunds this wallet only in full: 1000 TWD."],
    [wallet("ESUNWALLET"), {}, later(9), "this wallet gives money back 10 minutes after the payment at the earliest"],
  ])("says why not (%#)", async (page, request, now, words) => {
    expect((await talk({ books: page, request, now })).error?.message).toContain(words)
  })

  it("answered about another refund, or with nothing sealed, says so", async () => {
    const told = async (reply: ReturnType<typeof gave>) =>
      (await talk({ books: wallet("TWQR"), replies: [reply], now: HOUR })).error
    expect((await told(gave({ RefundAmount: "1" })))?.message).toContain("NewebPay result about another refund.")
    const { EncryptData: _, HashData: __, ...bare } = JSON.parse(gave().text)
    expect((await told(answer(JSON.stringify(bare))))?.kind).toBe("unreadable")
  })
})

describe("a wallet's refund that may have been taken", () => {
  const request = { resumed: true, amount: twd(100) }

  it.each([
    [{ BackStatus: "1", BackBalance: "900" }, request, []],
    [{ BackStatus: "3", BackBalance: "900" }, { ...request, refunded: twd(100) }, ["EWallet/refund 100"]],
    [{ BackStatus: "3", BackBalance: "800" }, { ...request, refunded: twd(100) }, []],
    [{ BackStatus: "0" }, request, ["EWallet/refund 100"]],
    [{ BackStatus: "4" }, request, ["EWallet/refund 100"]],
    [{ BackStatus: "1", BackBalance: null }, request, []],
    [{ BackStatus: "3", BackBalance: null }, request, []],
    [{ BackStatus: "0", BackBalance: null }, request, ["EWallet/refund 100"]],
    [{ BackStatus: "4", BackBalance: null }, request, ["EWallet/refund 100"]],
    [{ BackStatus: "4", BackBalance: null }, { ...request, refunded: twd(100) }, ["EWallet/refund 100"]],
  ])("%#", async (changes, wish, actions) => {
    const replies = [gave({ RefundAmount: "100" })]
    const told = await talk({ books: wallet("TWQR", changes), request: wish, replies, now: HOUR })
    expect(told.actions).toEqual(actions)
    expect(told.outcome?.state).toBe("queued")
    if (actions.length === 0)
      expect(told.outcome).toMatchObject({ steps: [], message: "The earlier request had been taken." })
  })

  it.each([
    ["a second one without a balance", "3", 100],
    ["one of which the record tells nothing", null, 0],
  ])("%s is left to a person", async (_what, BackStatus, refunded) => {
    const page = wallet("LINEPAY", { BackStatus, BackBalance: null })
    const { error, actions } = await talk({ books: page, request: { ...request, refunded: twd(refunded) }, now: HOUR })
    expect([error?.kind, actions]).toEqual(["unreadable", []])
    expect(error?.message).toContain("does not tell whether an earlier refund of this payment went through")
  })
})

it.each(["AFTEE", "OPPAY"])("a refund of %s is asked of the lender, as a form", async (type) => {
  const { outcome, sent } = await talk({ books: wallet(type), replies: [gave({}, { Status: "SUCCESS" })], now: HOUR })
  expect(outcome?.state).toBe("queued")
  expect(sent[1]?.url).toBe("https://core.newebpay.com/API/Bnpl/refund")
  expect(sent[1] && inside(sent[1])).toMatchObject({
    MerchantOrderNo: TRADE_NO,
    Amt: "1000",
    PaymentType: type,
    Reason: "Refund",
  })
})

it.each(["VACC", "CVS", "BARCODE", "WEBATM", "BITOPAY", "CVSCOM", "toString"])(
  "%s is refunded by hand",
  async (type) => {
    const { error, actions } = await talk({ books: wallet(type), now: HOUR })
    expect([error?.kind, actions]).toEqual(["unsupported", []])
    expect(error?.message).toMatch(/transfer .* record/)
  },
)

describe("what became of a queued movement", () => {
  const since = NOON
  const after = (days: number) => new Date(NOON.getTime() + days * 86_400_000)

  async function fateOf(page: ReturnType<typeof books>, days = 1, request: Partial<QueuedOperationRequest> = {}) {
    const { queuedOperationStatus } = gatewayOf()
    if (!queuedOperationStatus) throw new Error("NewebPay queues.")
    const asked = { ...REQUEST, resumed: true, ...request, kind: "refund" as const, since }
    return (await held(queuedOperationStatus(asked, at(after(days))), () => page)).result.state
  }

  it.each([
    ["a void that happened", books({ TradeStatus: "3" }), 1, "done"],
    ["a void that is still to come", books({ CloseStatus: "0" }), 1, "queued"],
    ["a void of what was closed instead", books({ CloseStatus: "3" }), 1, "refused"],
    ["a void that never comes", books({ CloseStatus: "0" }), 8, "refused"],
    ["a void that may still come", books({ CloseStatus: "0" }), 7, "queued"],
    ["a wallet's refund done", wallet("TWQR", { BackStatus: "3", BackBalance: "0" }), 1, "done"],
    [
      "the only refund done, whatever the balance says",
      wallet("TWQR", { BackStatus: "3", BackBalance: "900" }),
      1,
      "done",
    ],
    ["a wallet's refund on its way", wallet("TWQR", { BackStatus: "2" }), 1, "queued"],
    ["a wallet's refund that takes its time", wallet("TWQR", { BackStatus: "2" }), 30, "queued"],
    ["a wallet's refund that failed", wallet("TWQR", { BackStatus: "4" }), 1, "refused"],
    ["a wallet's refund that never begins", wallet("TWQR", { BackStatus: "0" }), 8, "refused"],
  ] as const)("%s", async (_what, page, days, state) => {
    expect(await fateOf(page, days)).toBe(state)
  })

  it.each([
    ["this one is done", { BackStatus: "3", BackBalance: "700" }, 0.1, {}, "done"],
    ["the earlier one is done", { BackStatus: "3", BackBalance: "900" }, 0.1, {}, "queued"],
    ["the earlier one is done, and no more ever is", { BackStatus: "3", BackBalance: "900" }, 8, {}, "refused"],
    ["a balance that neither gives", { BackStatus: "3", BackBalance: "850" }, 8, {}, "queued"],
    ["done, without a balance, perhaps the earlier one", { BackStatus: "3", BackBalance: null }, 0.1, {}, "queued"],
    ["done, without a balance, and not told of anew", { BackStatus: "3", BackBalance: null }, 1, {}, "done"],
    ["failed, perhaps an earlier one", { BackStatus: "4", BackBalance: "900" }, 0.1, { hadFailed: true }, "queued"],
    ["failed, and not told of anew", { BackStatus: "4", BackBalance: "900" }, 1, { hadFailed: true }, "refused"],
    ["failed", { BackStatus: "4", BackBalance: "900" }, 0.1, {}, "refused"],
  ] as const)(
    "after another one is not taken from what is told of that one: %s",
    async (_what, changes, days, asked, state) => {
      const request = { amount: twd(200), refunded: twd(100), ...asked }
      expect(await fateOf(wallet("TWQR", changes), days, request)).toBe(state)
    },
  )

  it.each([
    ["300 done, 200 failed", { BackStatus: "4", BackBalance: "700" }, "done", "refused", 1],
    ["200 done, 300 not shown yet", { BackStatus: "3", BackBalance: "800" }, "queued", "done", 1],
    ["the last one on its way", { BackStatus: "2", BackBalance: "700" }, "queued", "queued", 1],
    ["the last one waiting", { BackStatus: "1", BackBalance: "700" }, "queued", "queued", 1],
    ["no balance, as LINE Pay has none", { BackStatus: "4", BackBalance: null }, "queued", "queued", 1],
    ["200 done, and 300 not within the week", { BackStatus: "3", BackBalance: "800" }, "refused", "done", 8],
  ] as const)("of two refunds that wait is told by the balance: %s", async (_what, changes, three, two, days) => {
    const [first, second] = [twd(300), twd(200)]
    const fates = [
      await fateOf(wallet("TWQR", changes), days, { amount: first, refunded: second, alsoQueued: [second] }),
      await fateOf(wallet("TWQR", changes), days, { amount: second, refunded: first, alsoQueued: [first] }),
    ]
    expect(fates).toEqual([three, two])
  })

  it("is not known when NewebPay does not answer", async () => {
    await expect(fateOf(answer("<html>"))).rejects.toMatchObject({ kind: "unreadable" })
  })
})
