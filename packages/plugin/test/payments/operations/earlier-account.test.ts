import { describe, expect, it } from "vitest"
import { refund } from "../../../src/payments/operations/refund"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { followManualRefund } from "../../../src/payments/staff/manual-refund"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { addOrder, addRow, type BookedTrade, booked } from "../booked-trade"
import { providerAt } from "../session-at-bank"

const place = useShop()
const old = () => new Date(Date.now() - 20 * 60_000)

/** The job, in a shop whose provider stands for account M2 today. */
async function sweep({ attempt, bank }: BookedTrade, previous: readonly object[]): Promise<void> {
  const { db } = place.shop
  await db("taiwan_payment_operation").update({ check_at: null }).whereNot({ attempt_id: attempt.id })
  const due = { check_at: old(), started_at: old() }
  const own = () => db("taiwan_payment_operation").where({ attempt_id: attempt.id })
  await own().whereNotNull("check_at").update(due)
  await own().whereNotNull("sent_at").update({ sent_at: old() })
  const today = methodAccountAt(bank, { merchant: "M2", previous: [...previous] })
  await checkOperations(containerOf(place.shop, attempt.provider_id, today), followManualRefund)
}

/** A refund whose reply was lost. */
async function lost(): Promise<BookedTrade> {
  const trade = await booked(place.shop)
  trade.bank.faults.set("refund", ["lose"])
  const { context } = place.shop
  const request = { key: `ref_${trade.attempt.id}`, amount: "300", inMedusa: true } as const
  await expect(refund(context, trade.methodAccount, trade.attempt.id, request)).rejects.toThrow()
  return trade
}

describe("a movement at an account that is not the provider's any more", () => {
  it("is looked up there, where the options name it", async () => {
    const trade = await lost()
    await sweep(trade, [{ merchant: "M1" }])
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
  })

  it("is left as it is where they do not, and staff are told", async () => {
    const trade = await lost()
    await sweep(trade, [])
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    expect(await alarmsOf(place.shop, "fake sandbox M1")).toMatchObject([{ kind: "account_gone" }])
  })

  it("that Medusa wrote before its process died is made there", async () => {
    const trade = await booked(place.shop)
    await addRow(place.shop, "refund", trade, 300, { created_at: old() })
    await sweep(trade, [{ merchant: "M1" }])
    expect(trade.refunded()).toBe(300)
  })
})

describe("an order that is cancelled after its account left the options", () => {
  /** Medusa cancels it by its provider, which stands for account M2 today, and swallows what that throws. */
  async function canceled(state: "captured" | "authorized" = "captured") {
    const trade = await booked(place.shop, { state })
    const orderId = await addOrder(place.shop, trade)
    const provider = providerAt(place.shop, trade.bank, { merchant: "M2" })
    const { id, session_id, trade_no } = trade.attempt
    const data = { session_id, trade_no }
    const ask = { refund: { amount: 1000, data, context: { idempotency_key: `ref_${id}` } } }
    const asked =
      state === "captured"
        ? provider.refundPayment(ask.refund)
        : provider.cancelPayment({ data, context: { idempotency_key: `pay_${id}` } })
    await expect(asked).rejects.toThrow(/account M1 \(sandbox\).*previous/)
    const cancel = () => place.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
    return { trade, cancel, orderId }
  }
  const told = async ({ attempt }: BookedTrade) => {
    const [operation] = await operationsOf(place.shop, attempt)
    return (await alarmsOf(place.shop, operation?.id ?? "none")).map(({ kind, order_id }) => [kind, order_id])
  }

  it.each([
    ["captured", "not_refunded"],
    ["authorized", "not_released"],
  ] as const)("and was %s is told of, with its order", async (state, kind) => {
    const { trade, cancel, orderId } = await canceled(state)
    await cancel()
    for (let look = 0; look <= 4; look += 1) await sweep(trade, [])
    expect(trade.bank.heard).toEqual([])
    expect(await told(trade)).toEqual([[kind, orderId]])
  })

  it("gives its money back once the options name the account again", async () => {
    const { trade, cancel } = await canceled()
    await cancel()
    await sweep(trade, [])
    await sweep(trade, [{ merchant: "M1" }])
    expect(trade.refunded()).toBe(1000)
    expect(await trade.now()).toMatchObject({ state: "refunded" })
  })

  it("is no matter where the order stands: Medusa heard of it, and said so", async () => {
    const { trade } = await canceled()
    await sweep(trade, [])
    expect((await operationsOf(place.shop, trade.attempt))[0]).toMatchObject({ state: "refused", check_at: null })
    expect(await told(trade)).toEqual([])
  })
})
