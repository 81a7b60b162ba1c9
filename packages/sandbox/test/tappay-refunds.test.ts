import { readFileSync } from "node:fs"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { captureNow, type Merchant, openMerchant, PARTNER_KEY } from "./tappay-merchant.js"

let merchant: Merchant
beforeEach(async () => {
  merchant = await openMerchant()
})
afterEach(() => merchant.world.close())

const HOUR = 60 * 60_000

interface State {
  is_captured: boolean
  record_status: number
  amount: number
  refunded_amount: number
}

interface RefundVector {
  id: string
  original_amount: number
  before: State
  refund: number | null
  status: number
  after: State
  refund_amount?: number
  refund_id: boolean
  uses_bank_refund_id?: boolean
}

const VECTORS: RefundVector[] = JSON.parse(
  readFileSync(new URL("../../../vectors/tappay/refunds.json", import.meta.url), "utf8"),
).refunds

/** A trade brought into a state, by nothing but calls. */
async function tradeIn({ original_amount, before }: RefundVector): Promise<string> {
  const { rec_trade_id } = await merchant.pay({ amount: original_amount })
  if (before.is_captured) await captureNow(merchant)
  if (before.refunded_amount > 0) await merchant.refund(rec_trade_id, { amount: before.refunded_amount })
  expect(await merchant.row(rec_trade_id)).toMatchObject(before)
  return rec_trade_id
}

describe("refunds as observed at the real stage", () => {
  it.each(VECTORS.map((vector) => [vector.id, vector] as const))("%s", async (_id, vector) => {
    const id = await tradeIn(vector)
    const more = { bank_refund_id: "R2026-1", ...(vector.refund === null ? {} : { amount: vector.refund }) }
    const answer = await merchant.refund(id, more)
    expect(answer.status).toBe(vector.status)
    expect(answer.refund_amount).toBe(vector.refund_amount)
    expect(typeof answer.refund_id === "string").toBe(vector.refund_id)
    expect(await merchant.row(id)).toMatchObject(vector.after)
    if (vector.uses_bank_refund_id === undefined) return
    const other = await merchant.pay()
    const again = await merchant.refund(other.rec_trade_id, { bank_refund_id: "R2026-1" })
    expect(again.status).toBe(vector.uses_bank_refund_id ? 6002 : 0)
  })
})

describe("a refund", () => {
  it("needs a trade of this partner", async () => {
    expect((await merchant.refund("", {})).status).toBe(596)
    expect((await merchant.refund("D20261122nobody", {})).status).toBe(4002)
    const account = { partnerKey: "partner_b", appId: "2", appKey: "b", merchants: [{ merchantId: "B" }] }
    merchant.world.sandbox.gateway("tappay").addAccount(account)
    const { rec_trade_id } = await merchant.pay()
    const foreign = { partner_key: "partner_b", rec_trade_id }
    expect((await merchant.call("/tpc/transaction/refund", foreign, { "x-api-key": "partner_b" })).status).toBe(4002)
    expect((await merchant.row(rec_trade_id)).record_status).toBe(0)
  })

  it.each([0, -5, 1.5, "much"])("of %s is no amount", async (amount) => {
    const { rec_trade_id } = await merchant.pay()
    expect((await merchant.refund(rec_trade_id, { amount })).status).toBe(510)
  })

  it.each([
    ["pending", () => merchant.pay3D()],
    ["refused", async () => merchant.pay({ prime: await merchant.prime({ card: "4242421602184242" }) })],
  ])("of a %s payment is refused and uses no bank_refund_id", async (_what, begin) => {
    const { rec_trade_id } = await begin()
    expect((await merchant.refund(rec_trade_id, { bank_refund_id: "R1" })).status).toBe(10011)
    const paid = await merchant.pay()
    expect((await merchant.refund(paid.rec_trade_id, { bank_refund_id: "R1" })).status).toBe(0)
  })

  it("waits while the capture runs, from 18:00 to 20:00 in Taipei", async () => {
    const { rec_trade_id } = await merchant.pay()
    await merchant.world.sandbox.advance(8 * HOUR + 60_000)
    expect(await merchant.row(rec_trade_id)).toMatchObject({ record_status: 0, is_captured: false })
    expect((await merchant.refund(rec_trade_id, { bank_refund_id: "R1" })).status).toBe(10010)
    await merchant.world.sandbox.advance(2 * HOUR)
    expect(await merchant.refund(rec_trade_id, { amount: 60, bank_refund_id: "R1" })).toMatchObject({
      status: 0,
      refund_amount: 60,
      is_captured: true,
    })
  })

  it("of a part of an instalment is refused, of all of it not", async () => {
    const { rec_trade_id } = await merchant.pay({ instalment: 3 })
    await captureNow(merchant)
    expect((await merchant.refund(rec_trade_id, { amount: 60 })).status).toBe(10011)
    expect((await merchant.refund(rec_trade_id)).status).toBe(0)
  })

  it("in full, twice at the same time, gives back once", async () => {
    const { rec_trade_id } = await merchant.pay()
    await captureNow(merchant)
    const answers = await Promise.all([merchant.refund(rec_trade_id), merchant.refund(rec_trade_id)])
    expect(answers.map(({ status }) => status).sort()).toEqual([0, 10050])
    expect((await merchant.row(rec_trade_id)).refunded_amount).toBe(1060)
  })

  it("whose reply is lost is done: the record tells, and the id is used", async () => {
    const { rec_trade_id } = await merchant.pay()
    await captureNow(merchant)
    merchant.world.sandbox.fault({ kind: "lost-reply", endpoint: "/tpc/transaction/refund" })
    await expect(merchant.refund(rec_trade_id, { amount: 60, bank_refund_id: "R9" })).rejects.toThrow()
    expect((await merchant.row(rec_trade_id)).refunded_amount).toBe(60)
    expect((await merchant.refund(rec_trade_id, { amount: 60, bank_refund_id: "R9" })).status).toBe(6002)
  })
})

describe("refund cancel", () => {
  const cancel = (rec_trade_id: string, refund_id: string | undefined) =>
    merchant.call("/tpc/transaction/refund/cancel", { partner_key: PARTNER_KEY, rec_trade_id, refund_id })

  it("is Taishin's alone", async () => {
    const { rec_trade_id } = await merchant.pay()
    await captureNow(merchant)
    const { refund_id } = await merchant.refund(rec_trade_id, { amount: 60 })
    expect((await cancel(rec_trade_id, undefined)).status).toBe(670)
    expect((await cancel(rec_trade_id, refund_id)).status).toBe(68)
  })

  it("takes a refund back, once", async () => {
    const { rec_trade_id } = await merchant.pay({ merchant_id: "Sandbox_TAISHIN" })
    await captureNow(merchant)
    const first = await merchant.refund(rec_trade_id, { amount: 60 })
    const second = await merchant.refund(rec_trade_id)
    expect((await cancel(rec_trade_id, "DRnothing")).status).toBe(670)
    expect((await cancel(rec_trade_id, second.refund_id)).status).toBe(0)
    expect(await merchant.row(rec_trade_id)).toMatchObject({ record_status: 2, refunded_amount: 60 })
    expect((await cancel(rec_trade_id, second.refund_id)).status).toBe(670)
    expect((await cancel(rec_trade_id, first.refund_id)).status).toBe(0)
    expect(await merchant.row(rec_trade_id)).toMatchObject({ record_status: 1, amount: 1060 })
  })

  it("does not bring back what was voided", async () => {
    const { rec_trade_id } = await merchant.pay({ merchant_id: "Sandbox_TAISHIN" })
    const { refund_id } = await merchant.refund(rec_trade_id)
    expect((await cancel(rec_trade_id, refund_id)).status).toBe(670)
  })
})
