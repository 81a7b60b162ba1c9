import { MedusaError, PaymentSessionStatus } from "@medusajs/framework/utils"
import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { whilePlacing } from "../../../src/payments/placing"
import { addCart, addOrder, addPayment } from "../../fake-medusa"
import { addCapture, newId, useShop } from "../../shop-database"
import { medusaError, NOWHERE, openedSession, type WantedSession } from "../session-at-bank"

const place = useShop()
const opened = (...more: WantedSession) => openedSession(place.shop, ...more)

describe("money after the order", () => {
  const dataOf = ({ session_id, trade_no }: Attempt) => ({ session_id, trade_no })

  it.each([{}, { session_id: "payses_none" }, { session_id: 7, trade_no: 7 }])(
    "cannot be moved for data like %j",
    async (data) => {
      const { provider } = await opened()
      const context = { idempotency_key: newId("ref") }
      const refunded = await medusaError(provider.refundPayment({ amount: 1, data, context }))
      const captured = await medusaError(provider.capturePayment({ data, context }))
      expect([refunded.type, captured.type]).toEqual([MedusaError.Types.NOT_ALLOWED, MedusaError.Types.NOT_ALLOWED])
    },
  )

  it("cannot be moved without a key: nothing could make it once", async () => {
    const { provider, startPayment } = await opened()
    const data = dataOf(await startPayment("captured"))
    const error = await medusaError(provider.refundPayment({ amount: 1, data, context: {} }))
    expect(error.type).toBe(MedusaError.Types.NOT_ALLOWED)
  })

  it("is captured as Medusa's capture row says, whole or in part", async () => {
    for (const amount of ["600", "1000"]) {
      const { bank, provider, sessionId, startPayment } = await opened()
      const attempt = await startPayment("authorized")
      bank.know({ tradeNo: attempt.trade_no, state: "authorized", captured: 0 })
      const idempotency_key = await addCapture(place.shop, sessionId, amount)
      const { data } = await provider.capturePayment({ data: dataOf(attempt), context: { idempotency_key } })
      expect(data).toMatchObject({ trade_no: attempt.trade_no })
      expect(bank.trades.get(attempt.trade_no)).toMatchObject({ captured: Number(amount) })
    }
  })

  it("is refunded exactly, twice, and the data stays whole", async () => {
    const { bank, provider, startPayment } = await opened()
    const attempt = await startPayment("captured")
    bank.know({ tradeNo: attempt.trade_no })
    let data: Record<string, unknown> | undefined = dataOf(attempt)
    for (const amount of [{ value: "300", precision: 20 }, 200]) {
      const context = { idempotency_key: newId("ref") }
      data = (await provider.refundPayment({ amount, context, ...(data ? { data } : {}) })).data
      expect(data).toMatchObject({ trade_no: attempt.trade_no, session_id: attempt.session_id, amount: 1000 })
    }
    expect(bank.trades.get(attempt.trade_no)).toMatchObject({ refunded: 500 })
  })

  it("that no API gives back says what staff must do, in both languages", async () => {
    const { provider, startPayment } = await opened({}, "code")
    const attempt = await startPayment("captured")
    const refund = { amount: 100, data: dataOf(attempt), context: { idempotency_key: newId("ref") } }
    const error = await medusaError(provider.refundPayment(refund))
    expect(error.type).toBe(MedusaError.Types.NOT_ALLOWED)
    for (const words of ["請自行匯款後登記退款。", "Transfer the money, then record it.", "Record refund"])
      expect(error.message).toContain(words)
  })

  it("of an unreachable gateway is an error, not a success", async () => {
    const { provider, startPayment } = await opened(NOWHERE)
    const refund = {
      amount: 100,
      data: dataOf(await startPayment("captured")),
      context: { idempotency_key: newId("ref") },
    }
    expect((await medusaError(provider.refundPayment(refund))).type).toBe(MedusaError.Types.UNEXPECTED_STATE)
  })
})

describe("cancelling", () => {
  it.each([undefined, {}, { session_id: "payses_none" }])("does not fail with data like %j", async (data) => {
    const { provider } = await opened()
    await expect(provider.cancelPayment(data ? { data } : {})).resolves.toEqual({ data: data ?? {} })
  })

  it("what is captured does nothing and says so: the refund follows", async () => {
    const { bank, provider, startPayment } = await opened()
    const { session_id, trade_no } = await startPayment("captured")
    const { data } = await provider.cancelPayment({ data: { session_id, trade_no } })
    expect(data).toMatchObject({ trade_no })
    expect(bank.heard).toEqual([])
    expect(place.shop.logged.at(-1)).toContain("so nothing was cancelled")
  })

  it("what is reserved releases it", async () => {
    const { bank, provider, startPayment } = await opened()
    const { session_id, trade_no } = await startPayment("authorized")
    bank.know({ tradeNo: trade_no, state: "authorized" })
    await provider.cancelPayment({ data: { session_id, trade_no } })
    expect(bank.heard).toEqual(["void"])
  })
})

describe("what Medusa takes back of an order that it could not place", () => {
  it.each(["authorized", "captured"] as const)("leaves what is %s as it is", async (state) => {
    const { bank, provider, startPayment } = await opened()
    const { session_id, trade_no } = await startPayment(state)
    bank.know({ tradeNo: trade_no, state })
    const data = { session_id, trade_no }
    const context = { idempotency_key: newId("pay") }
    const refused = [
      () => provider.cancelPayment({ data, context }),
      () => provider.refundPayment({ amount: 1000, data, context }),
    ]
    const [quiet, ...errors] = await Promise.all([
      whilePlacing(() => provider.cancelPayment({ data })),
      ...refused.map((take) => medusaError(whilePlacing(take))),
    ])
    expect(quiet).toMatchObject({ data })
    for (const { message } of errors) expect(message).toContain("and stays with it")
    expect(bank.heard).toEqual([])
  })

  it("is no more than that: whoever was told of an order that stands gives its money back", async () => {
    const { bank, provider, startPayment } = await opened()
    const { session_id, trade_no } = await startPayment("captured")
    bank.know({ tradeNo: trade_no })
    const refund = { amount: 300, data: { session_id, trade_no }, context: { idempotency_key: newId("ref") } }
    const { given } = await whilePlacing(async () => ({ given: provider.refundPayment(refund) }))
    await given
    expect(bank.trades.get(trade_no)).toMatchObject({ refunded: 300 })
  })
})

describe("a session", () => {
  it("that has paid its cart is not deleted while there is no order; any other is", async () => {
    const { provider, sessionId, startPayment } = await opened()
    const { shop } = place
    const open = { data: { session_id: sessionId } }
    await expect(provider.deletePayment(open)).resolves.toEqual({ data: {} })
    const { trade_no } = await startPayment("captured")
    const paid = { data: { session_id: sessionId, trade_no } }
    await expect(provider.deletePayment(paid)).resolves.toEqual({ data: {} })
    await addPayment(shop, sessionId, trade_no)
    await expect(provider.deletePayment(paid)).resolves.toEqual({ data: {} })
    const cartId = await addCart(shop, sessionId)
    expect((await medusaError(provider.deletePayment(paid))).message).toContain("and stays with it")
    const orderId = await addOrder(shop, sessionId, cartId)
    await expect(provider.deletePayment(paid)).resolves.toEqual({ data: {} })
    await shop.db("order").where({ id: orderId }).delete()
    expect((await medusaError(provider.deletePayment(paid))).type).toBe(MedusaError.Types.NOT_ALLOWED)
  })
})

describe("the state of a payment", () => {
  it("is asked anew while it is open, and told from the ledger once it is paid", async () => {
    const { bank, provider, sessionId, startPayment } = await opened()
    const { trade_no } = await startPayment()
    bank.know({ tradeNo: trade_no })
    const data = { session_id: sessionId, trade_no }
    expect(await provider.getPaymentStatus({ data })).toMatchObject({ status: PaymentSessionStatus.CAPTURED })
    expect(await provider.retrievePayment({ data })).toMatchObject({ data: { trade_no, amount: 1000 } })
    expect(bank.heard).toEqual(["query"])
  })

  it("is pending for a session that nobody knows", async () => {
    const { provider } = await opened()
    expect(await provider.getPaymentStatus({ data: { session_id: "payses_none" } })).toEqual({
      status: PaymentSessionStatus.PENDING,
    })
    expect(await provider.retrievePayment({ data: { a: 1 } })).toEqual({ data: { a: 1 } })
  })
})
