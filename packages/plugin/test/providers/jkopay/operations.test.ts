import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { converse, type Send } from "../../../src/toolkit/contract/conversation"
import type { MerchantAccount, PaidTrade } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { gatewayAt, give, moment, paid, query, scripted, send, stateThere, success } from "./merchant"

const DAY = 86_400_000
const REFUND = "/platform/refund"

let sandbox: Sandbox
let gateway: MerchantAccount
let trade: PaidTrade

beforeEach(async () => {
  sandbox = await startSandbox()
  gateway = gatewayAt(sandbox.url)
  trade = await paid(gateway)
})

afterEach(() => sandbox.close())

const loseReply = () => sandbox.fault({ kind: "lost-reply", gateway: "jkopay", endpoint: REFUND })

/** Sums of the refunds that JKOPAY has made. */
function refundsThere(): number[] {
  const details = Object.entries(stateThere(sandbox, trade)?.details ?? {})
  return details.filter(([name]) => name.startsWith("Refund R")).map(([, amount]) => Number(amount))
}

describe("a refund", () => {
  it("gives back in parts, and never more than there is", async () => {
    const first = await give(gateway, trade, 20)
    expect(first).toMatchObject({ state: "done", reference: expect.stringMatching(/^R\d+$/), steps: ["refund"] })
    await give(gateway, trade, 1000, { refunded: twd(20) })
    await expect(give(gateway, trade, 1, { refunded: twd(1020) })).rejects.toMatchObject({
      kind: "refused",
      facts: { code: "922" },
    })
    expect(refundsThere()).toEqual([20, 1000])
    expect((await query(gateway, trade)).state).toBe("captured")
  })

  it("gives back the whole", async () => {
    await give(gateway, trade, 1020)
    expect(stateThere(sandbox, trade)?.state).toBe("refunded")
  })

  it("uses Medusa's key as its id, in JKOPAY's letters", async () => {
    const ids: string[] = []
    const watched: Send = async (request) => {
      ids.push(JSON.parse(request.body ?? "{}").refund_order_id)
      return send(request)
    }
    await give(gateway, trade, 1, { key: "ref_01M82EEJQFZ7PB0WC43M851Q9A" }, watched)
    const alike = ["x", "y"].map((end) => `ref_01${"x".repeat(80)}${end}`)
    for (const key of [...alike, "ref:1", "ref;1"]) await give(gateway, trade, 1, { key }, watched)
    expect(ids[0]).toBe("ref_01M82EEJQFZ7PB0WC43M851Q9A")
    expect(new Set(ids).size).toBe(5)
    for (const id of ids) expect(id).toMatch(/^[\w-]{1,60}$/)
  })
})

describe("a refund whose answer is lost", () => {
  it("is found in the history and not made twice", async () => {
    loseReply()
    await expect(give(gateway, trade, 20, { key: "ref_1" })).rejects.toMatchObject({ kind: "unreachable" })
    expect(await give(gateway, trade, 20, { key: "ref_1", resumed: true })).toMatchObject({ state: "done", steps: [] })
    expect(refundsThere()).toEqual([20])
  })

  it("is made when it never arrived, though others were", async () => {
    await give(gateway, trade, 20, { key: "ref_1" })
    const later = { key: "ref_2", resumed: true }
    expect(await give(gateway, trade, 20, later)).toMatchObject({ steps: ["refund"] })
    expect(refundsThere()).toEqual([20, 20])
  })

  it("is not taken for one that staff made at JKOPAY", async () => {
    await give(gateway, trade, 500, { key: "by-hand" })
    expect(await give(gateway, trade, 20, { key: "ref_1", resumed: true })).toMatchObject({ steps: ["refund"] })
  })

  it("stays unknown while JKOPAY does not show the history", async () => {
    loseReply()
    await expect(give(gateway, trade, 20, { key: "ref_1" })).rejects.toThrow()
    sandbox.fault({ kind: "garbage", gateway: "jkopay", endpoint: "/platform/inquiry" })
    await expect(give(gateway, trade, 20, { key: "ref_1", resumed: true })).rejects.toMatchObject({
      kind: "unreadable",
    })
    expect(refundsThere()).toEqual([20])
  })

  it("that arrives between the look and the next try is done, though its id is burnt", async () => {
    const history = { platform_order_id: trade.tradeNo, status: 0, refund_history: [] }
    const mine = { refund_order_id: "ref_1", amount: "20" }
    const late = scripted(
      success({ transactions: [history] }),
      { result: "105", message: "Inconsistent refund amount", result_object: null },
      success({ transactions: [{ ...history, refund_history: [mine] }] }),
    )
    expect(await give(gateway, trade, 20, { key: "ref_1", resumed: true }, late)).toMatchObject({ steps: [] })
  })

  it("is told by the sum where JKOPAY's rows have no ids", async () => {
    const rows = [{ amount: "20" }, { amount: 100 }]
    const transaction = { platform_order_id: trade.tradeNo, status: 0, refund_history: rows }
    const history = success({ transactions: [transaction] })
    const resumed = { key: "ref_1", refunded: twd(20), resumed: true }
    expect(await give(gateway, trade, 100, resumed, scripted(history))).toMatchObject({ steps: [] })
    const made = success({ refund_tradeNo: "R1" })
    expect(await give(gateway, trade, 101, resumed, scripted(history, made))).toMatchObject({ steps: ["refund"] })
  })
})

describe("a history that does not tell", () => {
  const historyOf = (refund_history: unknown) =>
    success({ transactions: [{ platform_order_id: trade.tradeNo, status: 0, refund_history }] })
  const used = { result: "105", message: "Inconsistent refund amount", result_object: null }

  it.each<[string, unknown]>([
    ["of no list", "none"],
    ["of no rows", [null]],
    ...[undefined, null, "", "1e2", "20.5", " 20"].map((amount) => [`of ${amount}`, [{ amount }]] as [string, unknown]),
  ])("%s is no word that nothing was given back", async (_what, history) => {
    const resumed = give(gateway, trade, 20, { key: "ref_1", resumed: true }, scripted(historyOf(history)))
    await expect(resumed).rejects.toMatchObject({ kind: "unreadable" })
    const burnt = give(gateway, trade, 20, { key: "ref_1" }, scripted(used, historyOf(history)))
    await expect(burnt).rejects.toMatchObject({ kind: "unreadable" })
    const { balance } = gateway
    if (!balance) throw new Error("JKOPAY tells the balance.")
    const asked = { trade, captured: trade.amount }
    expect(await converse(balance(asked, moment()), scripted(historyOf(history)))).toBeNull()
  })

  it.each([
    ["not found", { status: 102 }],
    ["failed", { status: 100 }],
    ["in a state of no table", { status: 7 }],
    ["in another currency", { status: 0, currency: "JPY" }],
  ])("of an order that is %s tells nothing", async (_what, row) => {
    const unpaid = success({ transactions: [{ platform_order_id: trade.tradeNo, ...row }] })
    const resumed = give(gateway, trade, 20, { key: "ref_1", resumed: true }, scripted(unpaid))
    await expect(resumed).rejects.toMatchObject({ kind: "unreadable" })
    const { balance } = gateway
    expect(
      balance && (await converse(balance({ trade, captured: trade.amount }, moment()), scripted(unpaid))),
    ).toBeNull()
  })

  it("is no refusal after a refund was sent, where the look is refused", async () => {
    const refused = { result: "922", message: "No.", result_object: null }
    const burnt = give(gateway, trade, 20, { key: "ref_1" }, scripted(used, refused))
    await expect(burnt).rejects.toMatchObject({ kind: "unreadable", facts: { code: "922" } })
  })
})

describe("a used id", () => {
  it("with another amount is refused", async () => {
    await give(gateway, trade, 20, { key: "ref_1" })
    for (const one of [trade, await paid(gateway)])
      await expect(give(gateway, one, 30, { key: "ref_1" })).rejects.toMatchObject({ facts: { code: "105" } })
    expect(refundsThere()).toEqual([20])
  })

  it("gives nothing twice, whatever JKOPAY answers to it", async () => {
    await give(gateway, trade, 20, { key: "ref_1" })
    await give(gateway, trade, 20, { key: "ref_1" })
    sandbox.gateway("jkopay").configure({ repeatedRefund: "idempotent" })
    await give(gateway, trade, 20, { key: "ref_1" })
    expect(refundsThere()).toEqual([20])
  })
})

describe("JKOPAY's no", () => {
  const refused = (code: string, words: RegExp) => ({
    kind: "refused",
    facts: { code },
    message: expect.stringMatching(words),
  })

  it("to a part of a payment with a coupon says: in full or not at all", async () => {
    trade = await paid(gateway, { redeem: "official" })
    await expect(give(gateway, trade, 20)).rejects.toMatchObject(refused("117", /coupon.*in full or not at all/))
    await give(gateway, trade, 1020)
    expect(refundsThere()).toEqual([1020])
  })

  it("after 180 days says: by hand", async () => {
    await sandbox.advance(179 * DAY)
    await give(gateway, trade, 20)
    await sandbox.advance(2 * DAY)
    await expect(give(gateway, trade, 20)).rejects.toMatchObject(refused("102", /180 days.*by hand/))
  })

  it.each([
    ["closed", "111", /closed/],
    ["unreimbursed", "113", /still owes/],
    ["couponFailed", "116", /coupon/],
    ["accountClosed", "978", /account is closed/],
  ])("of %s is told in words", async (outcome, code, words) => {
    const id = stateThere(sandbox, trade)?.id ?? ""
    await sandbox.gateway("jkopay").act(id, "refuse-next", { outcome })
    await expect(give(gateway, trade, 20)).rejects.toMatchObject(refused(code, words))
    expect(refundsThere()).toEqual([])
  })

  it("of an internal error tells nothing, so that the next try looks first", async () => {
    const id = stateThere(sandbox, trade)?.id ?? ""
    await sandbox.gateway("jkopay").act(id, "refuse-next", { outcome: "internal" })
    await expect(give(gateway, trade, 20)).rejects.toMatchObject({ kind: "unreadable" })
  })

  it.each(["500", "118", "2-GW-0504", "000000"])("in a code of no table (%s) tells nothing either", async (result) => {
    const told = scripted({ result, message: "upstream timeout", result_object: null })
    await expect(give(gateway, trade, 20, {}, told)).rejects.toMatchObject({
      ...{ kind: "unreadable", facts: { code: result }, message: `JKOPAY answered ${result}: upstream timeout` },
    })
  })

  it.each(["103", "108", "201"])("of the older table (%s) is one", async (result) => {
    const told = scripted({ result, message: "No.", result_object: null })
    await expect(give(gateway, trade, 20, {}, told)).rejects.toMatchObject({ kind: "refused", facts: { code: result } })
  })

  it("to keys that were changed moves nothing", async () => {
    const stranger = gatewayAt(sandbox.url, { secretKey: "another-secret-key" })
    await expect(give(stranger, trade, 20)).rejects.toMatchObject({ kind: "config" })
    expect(refundsThere()).toEqual([])
  })
})
