import { MedusaError, PaymentActions, PaymentSessionStatus } from "@medusajs/framework/utils"
import { describe, expect, it } from "vitest"
import { SHOPPER_MESSAGES } from "../../src/cashier/messages"
import { providersOf } from "../../src/cashier/services"
import type { Attempt, AttemptState, NewAttempt } from "../../src/modules/ledger/records"
import { twd } from "../../src/toolkit/twd"
import { type Bank, type BankOptions, fakeKind, notice, openBank } from "../fake-bank"
import { addCapture, addSession, alarmsOf, newAttempt, newId, type Shop, useShop } from "../shop-database"

const place = useShop()
const desk = () => place.shop.desk

function providerAt(shop: Shop, bank: Pick<Bank, "url">, options: Partial<BankOptions> = {}, method = "card") {
  const Service = providersOf(fakeKind).find(({ identifier }) => identifier === `fake-${method}`)
  if (!Service) throw new Error(`There is no method ${method}.`)
  return new Service({ __pg_connection__: shop.db, logger: shop.desk.logger }, { url: bank.url, ...options })
}

/** A live session of 1000 TWD at a bank, and the provider that carries it. */
async function opened(options: Partial<BankOptions> = {}, method = "card", amount = "1000") {
  const bank = await openBank()
  const provider = providerAt(place.shop, bank, options, method)
  const sessionId = await addSession(place.shop, amount)
  const depart = async (
    state: AttemptState = "departed",
    more: Partial<NewAttempt & Attempt> = {},
  ): Promise<Attempt> => {
    const { captured_amount, paid_at, voucher, ...row } = more
    const attempt = await desk().ledger.open(
      newAttempt({ session_id: sessionId, method, session_amount: amount, ...row }),
    )
    const taken = captured_amount ?? (state === "captured" ? attempt.amount : twd(0))
    const paid = paid_at ?? (state === "captured" || state === "authorized" ? new Date() : null)
    const moved = await desk().ledger.change(attempt, {
      state,
      captured_amount: taken,
      paid_at: paid,
      voucher: voucher ?? null,
    })
    return moved ?? attempt
  }
  const authorize = (data: Record<string, unknown> = {}) =>
    provider.authorizePayment({ data, context: { idempotency_key: sessionId } })
  return { bank, provider, sessionId, depart, authorize }
}

const initiate = (provider: ReturnType<typeof providerAt>, input: object) =>
  provider.initiatePayment({ amount: 1000, currency_code: "twd", context: { idempotency_key: "payses_1" }, ...input })

const NOWHERE = { url: "http://127.0.0.1:1" }

async function medusaError(answer: Promise<unknown>): Promise<{ type: string; message: string }> {
  const error = await answer.then(
    () => new Error("It went through."),
    (thrown: unknown) => thrown,
  )
  if (error instanceof MedusaError) return { type: error.type, message: error.message }
  throw error
}

describe("opening a session is refused with words for the shop", () => {
  it.each([
    ["another currency", { currency_code: "usd" }, {}, /charges TWD only, not USD/],
    ["a fraction", { amount: 1060.5 }, {}, /1060\.5 TWD.*rounding/],
    ["a fraction in Medusa's form", { amount: { value: "1060.5", precision: 20 } }, {}, /1060\.5 TWD/],
    ["less than the method takes", { amount: 0 }, {}, /takes 1 to 100000 TWD; this is 0 TWD/],
    ["more than the method takes", { amount: 100_001 }, {}, /this is 100001 TWD/],
    ["less than the merchant's contract", { amount: 29 }, { limits: { card: { min: 30 } } }, /takes 30 to 100000 TWD/],
    ["more than the merchant's contract", { amount: 501 }, { limits: { card: { max: 500 } } }, /takes 1 to 500 TWD/],
    ["a negative amount", { amount: -5 }, {}, /cannot be charged/],
    ["a way back to another site", { data: { return_url: "https://evil.example" } }, {}, /return_url must be/],
    ["no session id at all", { context: {}, data: {} }, {}, /neither an idempotency key nor a session id/],
  ])("for %s", async (_what, input, options, message) => {
    const error = await medusaError(initiate(providerAt(place.shop, NOWHERE, options), input))
    expect(error.type).toBe(MedusaError.Types.NOT_ALLOWED)
    expect(error.message).toMatch(message)
  })

  it("for what is no amount", async () => {
    const error = await medusaError(initiate(providerAt(place.shop, NOWHERE), { amount: "a lot" }))
    expect(error.type).toBe(MedusaError.Types.UNEXPECTED_STATE)
  })
})

describe("opening a session", () => {
  const fresh = {
    gateway: "fake",
    method: "card",
    amount: 1000,
    session_id: "payses_1",
    start_url: "https://api.shop.example.tw/pay/sessions/payses_1",
    return_url: "https://shop.example.tw/payment/return",
    locale: "zh-TW",
    trade_no: null,
    voucher: null,
  }

  it("asks nobody: a dead gateway is no obstacle", async () => {
    const session = await initiate(providerAt(place.shop, NOWHERE), {})
    expect(session).toEqual({ id: "payses_1", status: PaymentSessionStatus.PENDING, data: fresh })
  })

  it("drops whatever a shopper sent, except where to come back to and the language", async () => {
    const sent = {
      ...{ amount: 1, session_id: "payses_evil", trade_no: "T1", state: "captured", merchant: "M2", voucher: {} },
      ...{ start_url: "https://evil.example", gateway: "x", method: "x", paid: true, customer: "x" },
      ...{ return_url: "https://shop.example.tw/en/done", locale: "en" },
    }
    const { data } = await initiate(providerAt(place.shop, NOWHERE), { data: sent })
    const stored = JSON.parse(JSON.stringify({ ...sent, ...data }))
    expect(stored).toEqual({ ...fresh, return_url: "https://shop.example.tw/en/done", locale: "en" })
  })

  it("again with the data of an older session inherits no trade", async () => {
    const { provider, depart } = await opened()
    const old = await depart("refunded")
    const data = { session_id: old.session_id, trade_no: old.trade_no, voucher: { code: "x" }, amount: 1000 }
    const session = await initiate(provider, { data, context: { idempotency_key: "payses_new" } })
    expect(session.data).toMatchObject({ session_id: "payses_new", trade_no: null, voucher: null })
    await addSession(place.shop, "1000", "payses_new")
    const error = await medusaError(provider.authorizePayment({ data, context: { idempotency_key: "payses_new" } }))
    expect(error.type).toBe(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR)
  })

  it.each([1000, "1000", "1000.00", { value: "1000", precision: 20 }])("takes the amount %j", async (amount) => {
    expect((await initiate(providerAt(place.shop, NOWHERE), { amount })).data).toMatchObject({ amount: 1000 })
  })

  it("rounds where the merchant said so", async () => {
    const provider = providerAt(place.shop, NOWHERE, { rounding: "nearest" })
    expect((await initiate(provider, { amount: { value: "1060.5" } })).data).toMatchObject({ amount: 1061 })
  })

  it("can be done over with another amount", async () => {
    const update = { amount: 1200, currency_code: "TWD", context: { idempotency_key: "payses_1" }, data: { x: 1 } }
    const { data } = await providerAt(place.shop, NOWHERE).updatePayment(update)
    expect(data).toMatchObject({ amount: 1200, session_id: "payses_1", x: undefined })
  })
})

describe("deleting a session never fails", () => {
  it.each([undefined, {}, { session_id: "payses_none", trade_no: "x" }, { session_id: 5 }])("with %j", async (data) => {
    await expect(providerAt(place.shop, NOWHERE).deletePayment(data ? { data } : {})).resolves.toEqual({ data: {} })
  })
})

describe("a payment is not authorised", () => {
  const keepsCart = async (answer: Promise<unknown>, words: keyof typeof SHOPPER_MESSAGES) => {
    const error = await medusaError(answer)
    expect(error.type).toBe(MedusaError.Types.PAYMENT_REQUIRES_MORE_ERROR)
    expect(error.message).toContain(SHOPPER_MESSAGES[words]["zh-TW"])
    expect(error.message).toContain(SHOPPER_MESSAGES[words].en)
  }

  it("before the buyer has left", async () => keepsCart((await opened()).authorize(), "ready"))

  it.each(["departed", "failed", "expired", "voided", "refunded"] as const)(
    "by an attempt that is %s",
    async (state) => {
      const { depart, authorize } = await opened()
      await depart(state)
      await keepsCart(authorize(), "pending")
    },
  )

  it("while the gateway is silent: the cart lives on", async () => {
    const { bank, depart, authorize } = await opened()
    const { trade_no } = await depart()
    bank.know({ tradeNo: trade_no })
    bank.faults.set("query", ["cut"])
    await keepsCart(authorize(), "pending")
  })

  it("by data that names the paid trade of somebody else", async () => {
    const mine = await opened()
    const other = await opened()
    const paid = await other.depart("captured")
    const forged = { session_id: other.sessionId, trade_no: paid.trade_no, state: "captured", amount: 1000 }
    await keepsCart(mine.authorize(forged), "ready")
  })

  it("by a paid trade of another amount than the session now has", async () => {
    const { depart, authorize } = await opened()
    await depart("captured", { amount: twd(999) })
    await keepsCart(authorize(), "pending")
  })

  it("for a session that was deleted", async () => {
    const { sessionId, depart, authorize } = await opened()
    await depart("captured")
    await place.shop.db("payment_session").where({ id: sessionId }).delete()
    await keepsCart(authorize(), "pending")
  })

  it("by an answer with another amount, which is an alarm", async () => {
    const { bank, depart, authorize } = await opened()
    const attempt = await depart()
    bank.know({ tradeNo: attempt.trade_no, amount: 1 })
    await keepsCart(authorize(), "pending")
    expect(await alarmsOf(place.shop, attempt.id)).toMatchObject([{ kind: "wrong_amount" }])
  })
})

describe("a payment is authorised", () => {
  it("by the ledger, without asking the gateway", async () => {
    const { bank, depart, authorize } = await opened()
    const attempt = await depart("captured")
    expect(await authorize({ trade_no: "forged", amount: 1 })).toMatchObject({
      status: PaymentSessionStatus.CAPTURED,
      data: { trade_no: attempt.trade_no, amount: 1000, session_id: attempt.session_id },
    })
    expect(bank.heard).toEqual([])
  })

  it("as reserved where it is captured later, as awaited where there is a voucher", async () => {
    const card = await opened()
    await card.depart("authorized")
    expect(await card.authorize()).toMatchObject({ status: PaymentSessionStatus.AUTHORIZED })
    const code = await opened({}, "code")
    const voucher = {
      kind: "cvs",
      code: "LLL1",
      chain: "any",
      amount: twd(1000),
      expires_at: "2030-01-01T00:00:00Z",
    } as const
    await code.depart("issued", { voucher })
    expect(await code.authorize()).toMatchObject({
      status: PaymentSessionStatus.PENDING_AUTHORIZATION,
      data: { voucher },
    })
  })

  it("by asking the gateway where the notice was lost, also about an earlier attempt", async () => {
    const { bank, depart, authorize } = await opened()
    const first = await depart()
    await depart("failed")
    bank.know({ tradeNo: first.trade_no })
    expect(await authorize()).toMatchObject({
      status: PaymentSessionStatus.CAPTURED,
      data: { trade_no: first.trade_no },
    })
  })

  it("by the payment that came first, beside a voucher and a second payment", async () => {
    const { depart, authorize } = await opened()
    await depart("issued")
    await depart("captured", { paid_at: new Date("2026-11-22T10:05:00Z") })
    const first = await depart("captured", { paid_at: new Date("2026-11-22T10:00:00Z") })
    expect(await authorize()).toMatchObject({ data: { trade_no: first.trade_no } })
  })

  it("twice with the same result", async () => {
    const { depart, authorize } = await opened()
    await depart("captured")
    expect(await authorize()).toEqual(await authorize())
  })

  it("for a total that was rounded", async () => {
    const { depart, authorize } = await opened({ rounding: "nearest" }, "card", "1000.6")
    await depart("captured", { amount: twd(1001) })
    expect(await authorize()).toMatchObject({ status: PaymentSessionStatus.CAPTURED, data: { amount: 1001 } })
  })
})

describe("money after the order", () => {
  const dataOf = ({ session_id, trade_no }: Attempt) => ({ session_id, trade_no })

  it.each([{}, { session_id: "payses_none" }, { session_id: 7, trade_no: 7 }])(
    "cannot be moved for data like %j",
    async (data) => {
      const { provider } = await opened()
      const context = { idempotency_key: newId("ref") }
      for (const answer of [
        provider.refundPayment({ amount: 1, data, context }),
        provider.capturePayment({ data, context }),
      ])
        expect((await medusaError(answer)).type).toBe(MedusaError.Types.NOT_ALLOWED)
    },
  )

  it("cannot be moved without a key: nothing could make it once", async () => {
    const { provider, depart } = await opened()
    const data = dataOf(await depart("captured"))
    const error = await medusaError(provider.refundPayment({ amount: 1, data, context: {} }))
    expect(error.type).toBe(MedusaError.Types.NOT_ALLOWED)
  })

  it("is captured as Medusa's capture row says, whole or in part", async () => {
    for (const amount of ["600", "1000"]) {
      const { bank, provider, sessionId, depart } = await opened()
      const attempt = await depart("authorized")
      bank.know({ tradeNo: attempt.trade_no, state: "authorized", captured: 0 })
      const idempotency_key = await addCapture(place.shop, sessionId, amount)
      const { data } = await provider.capturePayment({ data: dataOf(attempt), context: { idempotency_key } })
      expect(data).toMatchObject({ trade_no: attempt.trade_no })
      expect(bank.trades.get(attempt.trade_no)).toMatchObject({ captured: Number(amount) })
    }
  })

  it("is refunded exactly, twice, and the data stays whole", async () => {
    const { bank, provider, depart } = await opened()
    const attempt = await depart("captured")
    bank.know({ tradeNo: attempt.trade_no })
    let data: Record<string, unknown> | undefined = dataOf(attempt)
    for (const amount of [{ value: "300", precision: 20 }, 200]) {
      const context = { idempotency_key: newId("ref") }
      data = (await provider.refundPayment({ amount, context, ...(data ? { data } : {}) })).data
      expect(data).toMatchObject({ trade_no: attempt.trade_no, session_id: attempt.session_id, amount: 1000 })
    }
    expect(bank.trades.get(attempt.trade_no)).toMatchObject({ refunded: 500 })
  })

  it("that no API gives back says what staff must do", async () => {
    const { provider, depart } = await opened({}, "code")
    const attempt = await depart("captured")
    const refund = { amount: 100, data: dataOf(attempt), context: { idempotency_key: newId("ref") } }
    const error = await medusaError(provider.refundPayment(refund))
    expect(error).toEqual({ type: MedusaError.Types.NOT_ALLOWED, message: "Transfer the money, then record it." })
  })

  it("of an unreachable gateway is an error, not a success", async () => {
    const { provider, depart } = await opened(NOWHERE)
    const refund = { amount: 100, data: dataOf(await depart("captured")), context: { idempotency_key: newId("ref") } }
    expect((await medusaError(provider.refundPayment(refund))).type).toBe(MedusaError.Types.UNEXPECTED_STATE)
  })
})

describe("cancelling", () => {
  it.each([undefined, {}, { session_id: "payses_none" }])("does not fail with data like %j", async (data) => {
    const { provider } = await opened()
    await expect(provider.cancelPayment(data ? { data } : {})).resolves.toEqual({ data: data ?? {} })
  })

  it("what is captured does nothing and says so: the refund follows", async () => {
    const { bank, provider, depart } = await opened()
    const { session_id, trade_no } = await depart("captured")
    const { data } = await provider.cancelPayment({ data: { session_id, trade_no } })
    expect(data).toMatchObject({ trade_no })
    expect(bank.heard).toEqual([])
    expect(place.shop.logged.at(-1)).toContain("so nothing was cancelled")
  })

  it("what is reserved releases it", async () => {
    const { bank, provider, depart } = await opened()
    const { session_id, trade_no } = await depart("authorized")
    bank.know({ tradeNo: trade_no, state: "authorized" })
    await provider.cancelPayment({ data: { session_id, trade_no } })
    expect(bank.heard).toEqual(["void"])
  })
})

describe("Medusa's own hook", () => {
  const hook = async ({ provider }: Awaited<ReturnType<typeof opened>>, rawData: Buffer) =>
    provider.getWebhookActionAndData({ data: {}, rawData, headers: {} })
  const nothing = { action: PaymentActions.NOT_SUPPORTED }

  it("gets nothing from a forged, foreign, altered or simulated notice", async () => {
    const shop = await opened()
    const { trade_no } = await shop.depart()
    expect(await hook(shop, Buffer.from(`tradeNo=${trade_no}&sign=x`))).toEqual(nothing)
    expect(await hook(shop, Buffer.from(""))).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: newId("X") }).body)).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: trade_no, amount: 1 }).body)).toEqual(nothing)
    expect(await hook(shop, notice({ tradeNo: trade_no, state: "failed" }).body)).toEqual(nothing)
  })

  it("gets the session and its own amount from a good one", async () => {
    const shop = await opened()
    const { trade_no } = await shop.depart()
    const told = await hook(shop, notice({ tradeNo: trade_no }).body)
    expect(told).toMatchObject({ action: PaymentActions.SUCCESSFUL, data: { session_id: shop.sessionId } })
    expect(Number(told.data?.amount)).toBe(1000)
  })

  it("gets nothing for a session that was deleted: Medusa would take a stranger's cart", async () => {
    const shop = await opened()
    const { trade_no } = await shop.depart()
    await place.shop.db("payment_session").where({ id: shop.sessionId }).delete()
    expect(await hook(shop, notice({ tradeNo: trade_no }).body)).toEqual(nothing)
  })

  it("gets nothing for a session whose amount has changed", async () => {
    const shop = await opened()
    const { trade_no } = await shop.depart()
    await place.shop.db("payment_session").where({ id: shop.sessionId }).update({ amount: "1500" })
    expect(await hook(shop, notice({ tradeNo: trade_no }).body)).toEqual(nothing)
  })

  it("gets nothing once it is settled, nor for a second payment of the session", async () => {
    const shop = await opened()
    const first = await shop.depart()
    const second = await shop.depart()
    await hook(shop, notice({ tradeNo: first.trade_no }).body)
    expect(await hook(shop, notice({ tradeNo: second.trade_no }).body)).toEqual(nothing)
    const told = await desk().ledger.attempt(first.id)
    if (told) await desk().ledger.change(told, { settled_at: new Date() })
    expect(await hook(shop, notice({ tradeNo: first.trade_no }).body)).toEqual(nothing)
  })

  it("takes text as well as bytes", async () => {
    const shop = await opened()
    const { trade_no } = await shop.depart()
    const text = notice({ tradeNo: trade_no }).body.toString()
    const told = await shop.provider.getWebhookActionAndData({ data: {}, rawData: text, headers: {} })
    expect(told.action).toBe(PaymentActions.SUCCESSFUL)
  })
})

describe("the state of a payment", () => {
  it("is asked anew while it is open, and told from the ledger once it is paid", async () => {
    const { bank, provider, sessionId, depart } = await opened()
    const { trade_no } = await depart()
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

describe("the services of a gateway", () => {
  it("are one a method, under identifiers that a region can enable", () => {
    expect(providersOf(fakeKind).map(({ identifier }) => identifier)).toEqual(
      fakeKind.methods.map(({ identifier }) => identifier),
    )
  })

  it("stop the boot with every problem of the options", () => {
    const [Service] = providersOf(fakeKind)
    expect(() => Service?.validateOptions({})).toThrow(/url is missing; colour is not an option/)
    expect(() => Service?.validateOptions({ url: "http://localhost" })).not.toThrow()
  })
})
