import { describe, expect, it } from "vitest"
import { refund } from "../../../src/payments/operations/refund"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { methodAccountAt } from "../../fake-gateway"
import { containerOf } from "../../shop-container"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { addRow, type BookedTrade, booked } from "../booked-trade"

const place = useShop()
const old = () => new Date(Date.now() - 20 * 60_000)

/** The job, in a shop whose provider stands for account M2 today. */
async function sweep({ attempt, bank }: BookedTrade, previous: readonly object[]): Promise<void> {
  const { db } = place.shop
  await db("taiwan_payment_operation").update({ check_at: null }).whereNot({ attempt_id: attempt.id })
  const due = { check_at: old(), started_at: old(), sent_at: old() }
  await db("taiwan_payment_operation").where({ attempt_id: attempt.id }).update(due)
  const today = methodAccountAt(bank, { merchant: "M2", previous: [...previous] })
  await checkOperations(containerOf(place.shop, attempt.provider_id, today))
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
