import { describe, expect, it } from "vitest"
import type { NewAttempt } from "../../src/modules/ledger/records"
import { handleReturn } from "../../src/payments/checkout/return"
import { receiveNotice } from "../../src/payments/notices/receive"
import { expireVouchers } from "../../src/payments/orders/expire"
import { syncPayments } from "../../src/payments/queries/payment-sync"
import { queryStatus } from "../../src/payments/queries/query"
import { twd } from "../../src/toolkit/twd"
import { openBank } from "../fake-bank"
import { type BankOptions, CODE, methodAccountAt, notice } from "../fake-gateway"
import { containerOf } from "../shop-container"
import { addSession, alarmsOf, newAttempt, operationsOf, useShop } from "../shop-database"
import { openedSession, providerAt } from "./session-at-bank"

const place = useShop()
const context = () => place.shop.context
const PROVIDER = "pp_fake-card_main"

/** An attempt of account M1, whose provider stands for M2 today. */
async function changed(options: Partial<BankOptions> = {}, more: Partial<NewAttempt> = {}) {
  const bank = await openBank()
  const today = methodAccountAt(bank, { merchant: "M2", ...options })
  const session_id = await addSession(place.shop, "1000")
  const attempt = await context().ledger.open(newAttempt({ session_id, ...more }))
  const now = () => context().ledger.attempt(attempt.id)
  return { bank, today, attempt, now, container: containerOf(place.shop, PROVIDER, today) }
}

const NAMED = { previous: [{ merchant: "M1" }] }
const alarms = () => alarmsOf(place.shop, "fake sandbox M1")

describe("a payment whose account is not the provider's any more", () => {
  it("is not asked about at the new account, by whatever way; there is one alarm", async () => {
    const { bank, today, attempt, container } = await changed({}, { query_at: new Date() })
    expect(await queryStatus(context(), today, attempt)).toMatchObject({ trade: null, problem: { kind: "config" } })
    await syncPayments(container, () => {})
    expect(await handleReturn(container, PROVIDER, attempt.id, null)).toContain(attempt.session_id)
    expect(bank.heard).toEqual([])
    expect(await alarms()).toMatchObject([{ kind: "account_gone" }])
  })

  it("keeps nobody else from being asked about: it is put off with growing pauses", async () => {
    const { container, attempt, now } = await changed({}, { query_at: new Date(Date.now() - 1000) })
    await syncPayments(container, () => {})
    const due = (await now())?.query_at
    expect(due && due.getTime() - Date.now()).toBeGreaterThan(3_000_000)
    expect(await context().ledger.due.forQuery(new Date(), 50)).not.toContainEqual(
      expect.objectContaining({ id: attempt.id }),
    )
  })

  it("is asked about with its own account, where the options name it", async () => {
    const { bank, today, attempt } = await changed(NAMED)
    bank.know({ tradeNo: attempt.trade_no, merchant: "M1" })
    expect((await queryStatus(context(), today, attempt)).attempt).toMatchObject({ state: "captured" })
  })

  it("is believed paid by its own account's notice, and by no other's", async () => {
    const { today, attempt, now } = await changed(NAMED)
    const foreign = await receiveNotice(context(), today, notice({ tradeNo: attempt.trade_no, merchant: "M2" }))
    expect(foreign.reply.status).toBe(400)
    expect((await now())?.state).toBe("started")
    const own = await receiveNotice(context(), today, notice({ tradeNo: attempt.trade_no, merchant: "M1" }))
    expect(own.reply.status).toBe(200)
    expect((await now())?.state).toBe("captured")
  })

  it("does not lose its order at the deadline because another account says that there is no such trade", async () => {
    const voucher = { kind: "code", code: "1", amount: twd(1000), expires_at: "2020-01-01T00:00:00Z" }
    for (const options of [{}, NAMED]) {
      const { bank, attempt, now, container } = await changed(options, { method: CODE.id })
      await context().ledger.change(attempt, { state: "issued", voucher, expires_at: new Date(0) } as never)
      bank.trades.clear()
      await expireVouchers(container)
      expect((await now())?.state).toBe("issued")
    }
  })
})

describe("staff's refund of a payment of an earlier account", () => {
  const opened = async (options: Partial<BankOptions>) => {
    const { bank, sessionId, startPayment } = await openedSession(place.shop)
    const attempt = await startPayment("captured")
    bank.know({ tradeNo: attempt.trade_no, merchant: "M1" })
    const provider = providerAt(place.shop, bank, { merchant: "M2", ...options })
    const data = { session_id: sessionId, trade_no: attempt.trade_no }
    const refund = () =>
      provider.refundPayment({ amount: 300, data, context: { idempotency_key: `ref_${attempt.id}` } })
    return { bank, attempt, refund }
  }

  it("goes to that account where the options name it", async () => {
    const { bank, attempt, refund } = await opened(NAMED)
    await refund()
    expect(bank.trades.get(attempt.trade_no)?.refunded).toBe(300)
  })

  it("is refused before anybody is asked where they do not", async () => {
    const { bank, attempt, refund } = await opened({})
    await expect(refund()).rejects.toThrow(/account M1 \(sandbox\).*previous/)
    expect(bank.heard).toEqual([])
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ state: "refused", sent_at: null }])
  })
})

describe("a session that was paid in a sandbox", () => {
  it("is not paid in production", async () => {
    const { bank, sessionId, startPayment } = await openedSession(place.shop)
    await startPayment("captured")
    const live = providerAt(place.shop, bank, {
      environment: "production",
      previous: [{ environment: { sandbox: bank.url } }],
    })
    const authorize = live.authorizePayment({ data: {}, context: { idempotency_key: sessionId } })
    await expect(authorize).rejects.toMatchObject({ type: "payment_requires_more_error" })
  })
})

describe("a notice that came too soon after another question", () => {
  it("is put off, and the question comes as soon as the limit allows", async () => {
    const { bank, today, attempt, now } = await changed(
      { ...NAMED, perTradeSeconds: 5 },
      { query_at: new Date(Date.now() + 300_000) },
    )
    bank.know({ tradeNo: attempt.trade_no, merchant: "M1", state: "pending" })
    await queryStatus(context(), today, attempt)
    const asked = await now()
    if (!asked?.queried_at) throw new Error("nobody asked")
    await queryStatus(context(), today, asked)
    expect(bank.heard).toEqual(["query"])
    expect((await now())?.query_at).toEqual(new Date(asked.queried_at.getTime() + 5_000))
  })
})
