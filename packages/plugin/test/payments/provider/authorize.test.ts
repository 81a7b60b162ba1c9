import { MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import { describe, expect, it } from "vitest"
import { SHOPPER_MESSAGES } from "../../../src/payments/checkout/shopper-messages"
import { twd } from "../../../src/toolkit/twd"
import { alarmsOf, useShop } from "../../shop-database"
import { medusaError, openedSession, type WantedSession } from "../session-at-bank"

const place = useShop()
const opened = (...more: WantedSession) => openedSession(place.shop, ...more)

const keepsCart = async (answer: Promise<unknown>, words: keyof typeof SHOPPER_MESSAGES) => {
  const error = await medusaError(answer)
  expect(error.type).toBe(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR)
  expect(error.message).toContain(SHOPPER_MESSAGES[words]["zh-TW"])
  expect(error.message).toContain(SHOPPER_MESSAGES[words].en)
}

describe("a payment is not authorised", () => {
  it("before the buyer has left", async () => keepsCart((await opened()).authorize(), "ready"))

  it.each(["started", "failed", "expired", "voided", "refunded"] as const)(
    "by an attempt that is %s",
    async (state) => {
      const { startPayment, authorize } = await opened()
      await startPayment(state)
      await keepsCart(authorize(), "pending")
    },
  )

  it("while the gateway is silent: the cart lives on", async () => {
    const { bank, startPayment, authorize } = await opened()
    const { trade_no } = await startPayment()
    bank.know({ tradeNo: trade_no })
    bank.faults.set("query", ["cut"])
    await keepsCart(authorize(), "pending")
  })

  it("by data that names the paid trade of somebody else", async () => {
    const mine = await opened()
    const other = await opened()
    const paid = await other.startPayment("captured")
    const forged = { session_id: other.sessionId, trade_no: paid.trade_no, state: "captured", amount: 1000 }
    await keepsCart(mine.authorize(forged), "ready")
  })

  it("by a paid trade of another amount than the session now has", async () => {
    const { startPayment, authorize } = await opened()
    await startPayment("captured", { amount: twd(999) })
    await keepsCart(authorize(), "pending")
  })

  it("for a session that was deleted", async () => {
    const { sessionId, startPayment, authorize } = await opened()
    await startPayment("captured")
    await place.shop.db("payment_session").where({ id: sessionId }).delete()
    await keepsCart(authorize(), "pending")
  })

  it("by an answer with another amount, which is an alarm", async () => {
    const { bank, startPayment, authorize } = await opened()
    const attempt = await startPayment()
    bank.know({ tradeNo: attempt.trade_no, amount: 1 })
    await keepsCart(authorize(), "pending")
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: "wrong_amount" }])
  })
})

describe("money that went back", () => {
  it.each(["done", "queued", "recorded", "started", "unknown"] as const)("pays for nothing (%s)", async (state) => {
    const { startPayment, authorize } = await opened()
    const attempt = await startPayment("captured")
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: `stray ${attempt.id}` } as const
    const { ledger } = place.shop.context
    const { operation } = await ledger.begin({ ...facts, amount: twd(900), requested: "900" })
    await ledger.finish(operation, { state })
    await keepsCart(authorize(), "pending")
  })

  it("pays nevertheless where the refund was refused", async () => {
    const { startPayment, authorize } = await opened()
    const attempt = await startPayment("captured")
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: `stray ${attempt.id}` } as const
    const { ledger } = place.shop.context
    const { operation } = await ledger.begin({ ...facts, amount: twd(900), requested: "900" })
    await ledger.finish(operation, { state: "refused" })
    expect(await authorize()).toMatchObject({ status: PaymentSessionStatus.CAPTURED })
  })
})

describe("a payment is authorised", () => {
  it("by the ledger, without asking the gateway", async () => {
    const { bank, startPayment, authorize } = await opened()
    const attempt = await startPayment("captured")
    expect(await authorize({ trade_no: "forged", amount: 1 })).toMatchObject({
      status: PaymentSessionStatus.CAPTURED,
      data: { trade_no: attempt.trade_no, amount: 1000, session_id: attempt.session_id },
    })
    expect(bank.heard).toEqual([])
  })

  it("as reserved where it is captured later, as awaited where there is a voucher", async () => {
    const card = await opened()
    await card.startPayment("authorized")
    expect(await card.authorize()).toMatchObject({ status: PaymentSessionStatus.AUTHORIZED })
    const code = await opened({}, "code")
    const voucher = {
      kind: "cvs",
      code: "LLL1",
      chain: "any",
      amount: twd(1000),
      expires_at: "2030-01-01T00:00:00Z",
    } as const
    await code.startPayment("issued", { voucher })
    expect(await code.authorize()).toMatchObject({
      status: PaymentSessionStatus.PENDING_AUTHORIZATION,
      data: { voucher },
    })
  })

  it("by asking the gateway where the notice was lost, also about an earlier attempt", async () => {
    const { bank, startPayment, authorize } = await opened()
    const first = await startPayment()
    await startPayment("failed")
    bank.know({ tradeNo: first.trade_no })
    expect(await authorize()).toMatchObject({
      status: PaymentSessionStatus.CAPTURED,
      data: { trade_no: first.trade_no },
    })
  })

  it("by the payment that came first, beside a voucher and a second payment", async () => {
    const { startPayment, authorize } = await opened()
    await startPayment("issued")
    await startPayment("captured", { paid_at: new Date("2026-11-22T10:05:00Z") })
    const first = await startPayment("captured", { paid_at: new Date("2026-11-22T10:00:00Z") })
    expect(await authorize()).toMatchObject({ data: { trade_no: first.trade_no } })
  })

  it("twice with the same result", async () => {
    const { startPayment, authorize } = await opened()
    await startPayment("captured")
    expect(await authorize()).toEqual(await authorize())
  })

  it("for a total that was rounded", async () => {
    const { startPayment, authorize } = await opened({ rounding: "nearest" }, "card", "1000.6")
    await startPayment("captured", { amount: twd(1001) })
    expect(await authorize()).toMatchObject({ status: PaymentSessionStatus.CAPTURED, data: { amount: 1001 } })
  })
})
