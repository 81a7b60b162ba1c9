import { readFileSync } from "node:fs"
import { type Sandbox, startSandbox } from "@taiwan-payments/sandbox"
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { converse } from "../../../src/toolkit/contract/conversation"
import type { MerchantAccount, PaidTrade, QueuedOperationRequest } from "../../../src/toolkit/contract/gateway"
import { PaymentError } from "../../../src/toolkit/payment-error"
import { twd } from "../../../src/toolkit/twd"
import {
  captureNow,
  charge,
  gatewayAt,
  losing,
  methodOf,
  moment,
  move,
  primeOf,
  query,
  request,
  scripted,
  send,
  watching,
} from "./merchant"

let sandbox: Sandbox
beforeAll(async () => {
  sandbox = await startSandbox()
})
afterAll(() => sandbox.close())
beforeEach(() => sandbox.reset())

const HOUR = 3_600_000
const direct = (options = {}): MerchantAccount => gatewayAt(sandbox.url, { threeDomainSecure: false, ...options })
const manual = () => direct({ capture: "manual" })

async function paid(gateway = direct(), amount = 1020): Promise<PaidTrade> {
  return (await charge(gateway, await primeOf(sandbox), { amount: twd(amount) })).paid
}

async function captured(gateway = direct(), amount = 1020): Promise<PaidTrade> {
  const trade = await paid(gateway, amount)
  await captureNow(sandbox)
  return trade
}

async function rowOf({ tradeNo }: PaidTrade) {
  const body = { partner_key: partner, filters: { bank_transaction_id: tradeNo } }
  const headers = { "content-type": "application/json", "x-api-key": partner }
  const init = { method: "POST", headers, body: JSON.stringify(body) }
  const { trade_records } = Object(await (await fetch(`${sandbox.url}/tpc/transaction/query`, init)).json())
  return trade_records[0]
}

const partner = "partner_6ID1DoDlaPrfHw6HBZsULfTYtDmWs0q0ZZGKMBpp4YICWBxgK97eK3RM"
const lostThat = new PaymentError("unreachable", "The answer was lost.")

interface RefundVector {
  readonly id: string
  readonly original_amount: number
  readonly before: { is_captured: boolean; refunded_amount: number }
  readonly refund: number | null
  readonly status: number
  readonly after: Record<string, unknown>
}

const VECTORS: RefundVector[] = JSON.parse(
  readFileSync(new URL("../../../../../vectors/tappay/refunds.json", import.meta.url), "utf8"),
).refunds

describe("a refund", () => {
  // The ledger refuses one of what has gone back already, so that TapPay is never asked.
  const asked = VECTORS.filter(({ id }) => id !== "full-when-nothing-is-left")

  it.each(asked.map((vector) => [vector.id, vector] as const))(
    "as observed at the real stage: %s",
    async (_id, vector) => {
      const { before, original_amount, refund, status, after } = vector
      const trade = before.is_captured
        ? await captured(direct(), original_amount)
        : await paid(direct(), original_amount)
      const earlier = before.refunded_amount
      if (earlier > 0) await move(direct(), "refund", request(trade, earlier))
      const wanted = request(trade, refund ?? original_amount, { refunded: twd(earlier) })
      const moved = move(direct(), "refund", wanted)
      if (status === 0) expect((await moved).state).toBe("done")
      else await expect(moved).rejects.toThrow(`(${status})`)
      expect(await rowOf(trade)).toMatchObject(after)
    },
  )

  it("of all, which somebody made in TapPay's Portal before, is taken for done", async () => {
    const trade = await captured()
    await sandbox.gateway("tappay").act(trade.reference ?? "", "refund", { amount: "1020" })
    expect(await move(direct(), "refund", request(trade, 1020))).toMatchObject({ state: "done", steps: [] })
  })

  it("of a part before the capture is refused, and says what can be done", async () => {
    const refused = move(direct(), "refund", request(await paid(), 20))
    await expect(refused).rejects.toMatchObject({
      kind: "refused",
      message: expect.stringMatching(/not captured.*all of it/),
    })
  })

  it("whose id was burnt by that refusal is asked for under another, once captured", async () => {
    const trade = await paid()
    const wanted = request(trade, 20, { key: "ref_burnt" })
    await expect(move(direct(), "refund", wanted)).rejects.toThrow("10024")
    await captureNow(sandbox)
    const { by, sent } = watching()
    expect((await move(direct(), "refund", wanted, by)).state).toBe("done")
    const ids = sent.filter(({ call }) => call === "transaction/refund").map(({ body }) => body.bank_refund_id)
    expect(new Set(ids).size).toBe(2)
    expect(await rowOf(trade)).toMatchObject({ refunded_amount: 20 })
  })

  it("whose answer was lost is found in the record, and not made twice", async () => {
    const trade = await captured()
    const wanted = request(trade, 20)
    await expect(move(direct(), "refund", wanted, losing(/refund/))).rejects.toThrow("lost")
    expect(await move(direct(), "refund", { ...wanted, resumed: true })).toMatchObject({ state: "done", steps: [] })
    expect(await rowOf(trade)).toMatchObject({ refunded_amount: 20 })
  })

  it("that never arrived is asked for again under the same id", async () => {
    const trade = await captured()
    const wanted = request(trade, 20, { resumed: true })
    const { by, sent } = watching()
    expect(await move(direct(), "refund", wanted, by)).toMatchObject({ state: "done", steps: ["refund"] })
    await expect(move(direct(), "refund", { ...wanted, resumed: true, refunded: twd(20) })).rejects.toThrow(
      /ten minutes/,
    )
    expect(sent.map(({ call }) => call)).toEqual(["transaction/query", "transaction/refund"])
    expect(await rowOf(trade)).toMatchObject({ refunded_amount: 20 })
  })

  it("that TapPay knows and does not show is left alone for ten minutes, then made under another id", async () => {
    const trade = await captured()
    const used = request(trade, 20, { key: "ref_used" })
    await move(direct(), "refund", used)
    const wanted = { ...used, resumed: true, refunded: twd(20) }
    await expect(move(direct(), "refund", wanted)).rejects.toMatchObject({ kind: "unreadable" })
    const later = new Date(wanted.since.getTime() + 11 * 60_000)
    expect((await move(direct(), "refund", wanted, send, later)).state).toBe("done")
    expect(await rowOf(trade)).toMatchObject({ refunded_amount: 40 })
  })

  it("answered with a code that does not tell is looked up, and never taken for done", async () => {
    const trade = await captured()
    await expect(
      move(direct(), "refund", request(trade, 20), async (wire) =>
        wire.call === "transaction/refund" ? scripted({ status: 10004, msg: "" })(wire) : send(wire),
      ),
    ).rejects.toMatchObject({ kind: "unreadable", facts: { code: "10004" } })
  })

  it("while the capture runs is refused, and says when to try again", async () => {
    const trade = await paid()
    const hour = new Date(sandbox.clock.now().getTime() + 8 * HOUR).getUTCHours()
    // The batch of the day after: what was paid after today's began is not in it.
    await sandbox.advance(((18 - hour + 24) % 24 || 24) * HOUR + 30 * 60_000)
    await expect(move(direct(), "refund", request(trade, 1020))).rejects.toThrow(/10010.*two hours/)
  })

  it("twice at the same time gives back once", async () => {
    const trade = await captured()
    const both = await Promise.allSettled([1, 2].map(() => move(direct(), "refund", request(trade, 1020))))
    expect((await rowOf(trade)).refunded_amount).toBe(1020)
    expect(both.filter(({ status }) => status === "fulfilled").length).toBeGreaterThan(0)
  })

  it("of a trade whose number TapPay never told is looked up first", async () => {
    const trade = { ...(await captured()), reference: null }
    expect((await move(direct(), "refund", request(trade, 20))).state).toBe("done")
  })

  it("of a part of an instalment is refused by TapPay too", async () => {
    const { paid: trade } = await charge(direct(), await primeOf(sandbox), { method: methodOf("installment") })
    await captureNow(sandbox)
    await expect(move(direct(), "refund", request(trade, 20))).rejects.toThrow(/refused/)
    expect((await move(direct(), "refund", request(trade, 1020))).state).toBe("done")
  })
})

describe("a capture by hand", () => {
  const fateOf = (trade: PaidTrade, changes: Partial<QueuedOperationRequest> = {}, now = new Date()) => {
    const gateway = manual()
    if (!gateway.queuedOperationStatus) throw new Error("TapPay queues captures")
    return converse(
      gateway.queuedOperationStatus({ ...request(trade, 1020), kind: "capture", ...changes }, moment(now)),
      send,
    )
  }

  it("is queued for the day's batch, and done when the record says so", async () => {
    const trade = await paid(manual())
    expect(await move(manual(), "capture", request(trade, 1020))).toMatchObject({ state: "queued" })
    expect((await fateOf(trade)).state).toBe("queued")
    await captureNow(sandbox)
    expect((await fateOf(trade)).state).toBe("done")
    expect((await query(manual(), trade)).state).toBe("captured")
  })

  it("again, of what is captured, is done", async () => {
    const trade = await captured(manual())
    await move(manual(), "capture", request(trade, 1020))
    await captureNow(sandbox)
    expect(await move(manual(), "capture", request(trade, 1020))).toMatchObject({ state: "done" })
    expect(await move(manual(), "capture", request(trade, 1020, { resumed: true }))).toMatchObject({ state: "done" })
  })

  it("whose answer was lost is asked for again, which arranges it once", async () => {
    const trade = await paid(manual())
    await expect(move(manual(), "capture", request(trade, 1020), losing(/cap/))).rejects.toThrow("lost")
    expect((await move(manual(), "capture", request(trade, 1020, { resumed: true }))).state).toBe("queued")
  })

  it("that no batch carried out in days is an alarm; one that was released meanwhile by us is none", async () => {
    const trade = await paid(manual())
    const late = new Date(Date.now() + 4 * 24 * HOUR)
    expect((await fateOf(trade, {}, late)).state).toBe("refused")
    await move(manual(), "void", request(trade, 1020))
    expect((await fateOf(trade)).state).toBe("refused")
    expect((await fateOf(trade, { refunded: twd(1020) })).state).toBe("done")
  })
})

describe("a release", () => {
  it("gives up the authorisation, once", async () => {
    const trade = await paid(manual())
    const wanted = request(trade, 1020, { captured: twd(0), key: "pay_1" })
    await expect(move(manual(), "void", wanted, losing(/refund/))).rejects.toThrow("lost")
    expect(await move(manual(), "void", { ...wanted, resumed: true })).toMatchObject({ state: "done", steps: [] })
    expect((await query(manual(), trade)).state).toBe("voided")
    expect(await rowOf(trade)).toMatchObject({ record_status: 3, is_captured: false })
  })

  it("is not taken for done when nobody answers", async () => {
    const trade = await paid(manual())
    await expect(move(manual(), "void", request(trade, 1020), scripted(lostThat))).rejects.toThrow("lost")
  })
})
