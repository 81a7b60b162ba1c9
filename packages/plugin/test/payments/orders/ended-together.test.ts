import { afterEach, describe, expect, it, vi } from "vitest"
import { Alarms } from "../../../src/modules/ledger/alarms"
import { Operations } from "../../../src/modules/ledger/operations"
import type { AlarmKind } from "../../../src/modules/ledger/records"
import { followInMedusa } from "../../../src/payments/operations/follow"
import { fakeMedusa } from "../../fake-medusa"
import { inBoth } from "../../in-both"
import { alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { booked } from "../booked-trade"
import { duePayment } from "./due-payment"
import { VOUCHER } from "./ended-voucher"

const used = useShop()
afterEach(() => void vi.restoreAllMocks())

const raise = (attempt_id: string, kind: AlarmKind, subject = newId("subject"), order_id: string | null = null) =>
  used.shop.context.ledger
    .raise({ kind, attempt_id, subject, amount: 1000, detail: inBoth("x"), order_id })
    .then(() => subject)

describe("what is over once a payment is applied ends in the same moment, whatever dies then:", () => {
  /** What still stands in the ledger, for everybody else, whenever an alarm ends. */
  function watched(look: () => Promise<unknown>) {
    const left: unknown[] = []
    for (const name of ["resolveOf", "resolveOwed"] as const) {
      const end: (...given: never[]) => Promise<void> = Alarms.prototype[name]
      vi.spyOn(Alarms.prototype, name).mockImplementation(async function (this: Alarms, ...given: unknown[]) {
        left.push(await look())
        await end.apply(this, given as never[])
      })
    }
    return left
  }

  it.each(["not_applied", "expired_unpaid", "voucher_without_order"] as const)("%s", async (kind) => {
    const { attempt, ledgerRow, apply } = await duePayment(used.shop)
    const subject = await raise(attempt.id, kind)
    const left = watched(async () => (await ledgerRow()).apply_at)
    await apply()
    expect(await alarmsOf(used.shop, subject)).toMatchObject([{ resolved_at: expect.any(Date) }])
    expect((await ledgerRow()).apply_at).toBeNull()
    expect(left).not.toHaveLength(0)
    expect(left).not.toContain(null)
  })

  it("voucher_without_order, of a number whose order is placed", async () => {
    const issued = { state: "issued", paid_at: null, captured_amount: undefined, voucher: VOUCHER } as const
    const { attempt, ledgerRow, apply } = await duePayment(used.shop, issued)
    const [own, unpaid] = [await raise(attempt.id, "voucher_without_order"), await raise(attempt.id, "expired_unpaid")]
    const left = watched(async () => (await ledgerRow()).apply_at)
    await apply()
    expect(await alarmsOf(used.shop, own)).toMatchObject([{ resolution: "applied" }])
    expect(await alarmsOf(used.shop, unpaid)).toMatchObject([{ resolved_at: null }])
    expect(left).not.toContain(null)
  })
})

describe("a movement that Medusa has booked", () => {
  it("is looked after until its alarm has ended", async () => {
    const trade = await booked(used.shop)
    await trade.refund(1000, newId("ref"))
    const [operation] = await operationsOf(used.shop, trade.attempt)
    if (!operation) return expect.fail("Nothing was refunded.")
    await raise(trade.attempt.id, "not_booked", operation.id)
    const order: string[] = []
    const { checked } = Operations.prototype
    vi.spyOn(Operations.prototype, "checked").mockImplementation(async function (this: Operations, ...given) {
      order.push(String((await alarmsOf(used.shop, operation.id))[0]?.resolution))
      await checked.apply(this, given)
    })
    const { container } = fakeMedusa(used.shop, trade.attempt.provider_id, trade.methodAccount)
    const { context } = used.shop
    const { methodAccount, attempt } = trade
    await followInMedusa({ container, context, methodAccount, attempt, operation, side: null, row: null })
    expect(order).toEqual(["applied"])
  })
})
