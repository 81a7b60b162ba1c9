import { describe, expect, it } from "vitest"
import type { AlarmKind, Attempt } from "../../../src/modules/ledger/records"
import { voidAuthorization } from "../../../src/payments/operations/capture"
import { checkOperations } from "../../../src/payments/orders/check-operations"
import { followManualRefund } from "../../../src/payments/staff/manual-refund"
import { refundUnmatched } from "../../../src/payments/staff/refund-unmatched"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, alarmsOf, newId, operationsOf, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"

const place = useShop()
const LIN = { id: "user_lin", name: "Lin" }

/** Money in no order, with the alarm that tells of it, and the job. */
async function stray(more: Partial<Attempt> = {}) {
  const { shop } = place
  const trade = await paidTrade(shop, {}, { session_id: await addSession(shop, "1000"), ...more })
  const container = containerOf(shop, trade.attempt.provider_id, trade.methodAccount)
  const raise = async (kind: AlarmKind = "second_payment", subject = newId("subject")) => {
    const facts = { attempt_id: trade.attempt.id, subject, amount: 1000, order_id: null }
    await shop.context.ledger.raise({ kind, ...facts, detail: inBoth("x") })
    return subject
  }
  const sweep = async () => {
    const old = new Date(Date.now() - 20 * 60_000)
    await shop
      .db("taiwan_payment_operation")
      .where({ attempt_id: trade.attempt.id })
      .whereNotNull("check_at")
      .update({
        ...{ check_at: old, started_at: old, sent_at: old },
      })
    await checkOperations(container, followManualRefund)
  }
  return { trade, container, raise, sweep, alarm: await raise() }
}

describe("what tells of money that has gone since", () => {
  it.each(["second_payment", "canceled_order", "deleted_session", "wrong_amount"] as const)(
    "%s is over once a job has looked up the refund whose answer was lost, though nobody presses again",
    async (kind) => {
      const { trade, container, raise, sweep } = await stray()
      const subject = await raise(kind)
      trade.bank.faults.set("refund", ["lose"])
      await expect(refundUnmatched(container, trade.attempt.id, LIN)).rejects.toThrow()
      expect(await alarmsOf(place.shop, subject)).toMatchObject([{ resolved_at: null }])
      await sweep()
      expect((await trade.now()).state).toBe("refunded")
      expect(await alarmsOf(place.shop, subject)).toMatchObject([{ resolution: "refunded", resolved_by: null }])
    },
  )

  it("is over where the process died once the gateway's yes was written down", async () => {
    const { trade, sweep, alarm } = await stray()
    await trade.refund(1000)
    await sweep()
    expect(await alarmsOf(place.shop, alarm)).toMatchObject([{ resolution: "refunded" }])
  })

  it("is over once the card was released", async () => {
    const { trade, sweep, alarm } = await stray({ state: "authorized" })
    await voidAuthorization(place.shop.context, trade.methodAccount, trade.attempt.id, newId("void"))
    await sweep()
    expect(await alarmsOf(place.shop, alarm)).toMatchObject([{ resolution: "released" }])
  })

  it("stands while a part is left, where it is about another thing, and where it was raised after the last money went", async () => {
    const { trade, raise, sweep, alarm } = await stray()
    await trade.refund(300)
    await sweep()
    expect(await alarmsOf(place.shop, alarm)).toMatchObject([{ resolved_at: null }])
    const other = await raise("payout_differs")
    await trade.refund(700)
    expect((await operationsOf(place.shop, trade.attempt)).map(({ state }) => state)).toEqual(["done", "done"])
    const later = await raise("refunded_elsewhere")
    await sweep()
    const open = await Promise.all([alarm, other, later].map((subject) => alarmsOf(place.shop, subject)))
    expect(open.map(([each]) => each?.resolved_at === null)).toEqual([false, true, true])
  })
})

describe("what tells of a movement that was not carried out", () => {
  it("is over once it was made after all, whoever finds that out, and not before", async () => {
    const { trade, container, raise, sweep, alarm } = await stray()
    const { ledger } = place.shop.context
    const facts = { attempt_id: trade.attempt.id, kind: "refund", idempotency_key: newId("ref") } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(300), requested: "300" })
    await ledger.finish(operation, { state: "failed", sent_at: null })
    const subject = await raise("not_carried_out", `${operation.id} ${new Date().toISOString()}`)
    await sweep()
    expect(await alarmsOf(place.shop, subject)).toMatchObject([{ resolved_at: null }])
    trade.bank.faults.set("refund", ["lose"])
    await expect(refundUnmatched(container, trade.attempt.id, LIN)).rejects.toThrow()
    await sweep()
    expect([trade.refunded(), (await trade.now()).refunded_amount]).toEqual([300, 300])
    expect(await alarmsOf(place.shop, subject)).toMatchObject([{ resolution: "ended" }])
    expect(await alarmsOf(place.shop, alarm)).toMatchObject([{ resolved_at: null }])
  })
})
