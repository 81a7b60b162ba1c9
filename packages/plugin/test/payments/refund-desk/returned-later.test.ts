import { describe, expect, it } from "vitest"
import type { RefundRequest } from "../../../src/modules/ledger/refund-desk/request-records"
import { deskReaderOf } from "../../../src/payments/refund-desk/begin-request"
import { approve, cancel } from "../../../src/payments/refund-desk/desk-steps"
import { giveAccount } from "../../../src/payments/refund-desk/give-account"
import { endBatch, makeBatch } from "../../../src/payments/refund-desk/refund-batches"
import { openRefundLink, refundLinkOf } from "../../../src/payments/refund-desk/request-link"
import { returnedByBank } from "../../../src/payments/refund-desk/returned-by-bank"
import { erasePersonalData } from "../../../src/payments/staff/erase"
import { recordManualRefund } from "../../../src/payments/staff/manual-refund"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { LIN, openRefundDesk, type RefundDesk, WANG, WRITTEN } from "./a-desk"

const place = useShop()
const tokenOf = (link: string) => link.split("/").at(-1) ?? ""

async function send(desk: RefundDesk, id: string, reference: string): Promise<void> {
  const batch = await makeBatch(desk.container, [id], LIN)
  await endBatch(desk.container, batch.id, reference, LIN)
}

/** A request that was booked as done, and a desk. */
async function done(amount: number): Promise<RefundDesk & { readonly request: RefundDesk["request"]; id: string }> {
  const desk = await openRefundDesk(place.shop)
  const { id } = await desk.given(amount)
  await send(desk, id, "B-1")
  return { ...desk, id }
}

const sentAgain = (id: string) =>
  place.shop.emitted.filter(
    ({ name, data }) => name === "taiwan_payments.refund_sent_again" && JSON.stringify(data).includes(id),
  )

describe("what the bank sends back after it was booked", () => {
  it("is owed again: another account is asked for by a new link, both books stay as they are, and it is an alarm", async () => {
    const desk = await done(1000)
    const { attempt, container, id, now, read } = desk
    const before = await read(id)
    const old = tokenOf(await refundLinkOf(container, before))
    const back = await returnedByBank(container, id, "帳戶已結清", WANG)
    expect(back).toMatchObject({ state: "returned", account_sealed: null, account_last4: null, batch_id: null })
    expect(back).toMatchObject({ ended_at: null, booked_as: before.booked_as })
    expect(await openRefundLink(container, old)).toMatchObject({ kind: "renewed" })
    expect(await openRefundLink(container, tokenOf(await refundLinkOf(container, back)))).toMatchObject({
      kind: "open",
    })
    expect(place.shop.emitted.at(-1)).toMatchObject({ name: "taiwan_payments.alarm" })
    expect(await alarmsOf(place.shop, id)).toMatchObject([{ kind: "refund_returned", amount: 1000, resolved_at: null }])
    expect((await deskReaderOf(container).steps([id])).slice(-2)).toMatchObject([
      { kind: "done", note: "B-1" },
      { kind: "returned", note: "帳戶已結清", actor: WANG },
    ])
    expect(await now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(await operationsOf(place.shop, attempt)).toMatchObject([
      { id: before.booked_as, state: "done", amount: 1000 },
    ])
  })

  it("is sent to another account and booked no second time; the buyer is told, and the alarm is over", async () => {
    const desk = await done(1000)
    const { attempt, container, id, now, read } = desk
    const { booked_as } = await read(id)
    for (const reference of ["B-2", "B-3"]) {
      await giveAccount(container, await returnedByBank(container, id, "closed", WANG), WRITTEN, null)
      await send(desk, id, reference)
      expect(await read(id)).toMatchObject({ state: "done", booked_as, problem: null })
    }
    expect(await operationsOf(place.shop, attempt)).toMatchObject([{ id: booked_as, state: "done", amount: 1000 }])
    expect(await now()).toMatchObject({ refunded_amount: 1000 })
    const alarms = await alarmsOf(place.shop, id)
    expect(alarms.map(({ kind, resolution }) => [kind, resolution])).toEqual([
      ["refund_returned", "sent again"],
      ["refund_returned", "sent again"],
    ])
    const told = sentAgain(id)
    expect(told).toMatchObject([{ data: { operation_id: booked_as, amount: 1000 } }, { data: { amount: 1000 } }])
    expect(new Set(told.map(({ data }) => JSON.stringify(data))).size).toBe(2)
  })

  it("is known as booked, also where an older server has booked it without saying as what", async () => {
    const desk = await done(1000)
    const { attempt, container, id, read } = desk
    const { booked_as } = await read(id)
    await place.shop.db("taiwan_payment_refund_request").where({ id }).update({ booked_as: null })
    const back = await returnedByBank(container, id, "closed", WANG)
    expect(back.booked_as).toBe(booked_as)
    await giveAccount(container, back, WRITTEN, null)
    await send(desk, id, "B-2")
    expect(await operationsOf(place.shop, attempt)).toHaveLength(1)
  })

  it("takes nothing of what is left: neither more nor less can go back beside it", async () => {
    const { attempt, container, id, request } = await done(400)
    await returnedByBank(container, id, "closed", WANG)
    const { refundRequests } = place.shop.context.ledger
    expect(await refundRequests.left(attempt.id)).toBe(600)
    await expect(request(601)).rejects.toThrow(/600 TWD are left/)
    await expect(recordManualRefund(container, attempt.id, { amount: 601, reference: "cash" }, LIN)).rejects.toThrow(
      /600/,
    )
    await recordManualRefund(container, attempt.id, { amount: 600, reference: "cash" }, LIN)
    expect(await refundRequests.left(attempt.id)).toBe(0)
  })

  it("cannot be cancelled, since the books have it as given back", async () => {
    const { container, id, read } = await done(400)
    await returnedByBank(container, id, "closed", WANG)
    await expect(cancel(container, id, "mistake", LIN)).rejects.toThrow(/owed to the buyer and cannot be cancelled/)
    expect(await read(id)).toMatchObject({ state: "returned" })
  })

  it("is marked by one of two at once, and the other reads who was first", async () => {
    const { container, id } = await done(400)
    const ended = await Promise.allSettled([LIN, WANG].map((who) => returnedByBank(container, id, "closed", who)))
    const told = ended.flatMap((each) => (each.status === "rejected" ? [String(each.reason.message)] : []))
    expect(told).toEqual([expect.stringMatching(/was first: marked it as returned by the bank/)])
    expect(await alarmsOf(place.shop, id)).toHaveLength(1)
  })

  it("waits for its booking, where the file was marked as done and Medusa has not followed yet", async () => {
    const desk = await openRefundDesk(place.shop)
    const { id } = await desk.given(400)
    const batch = await makeBatch(desk.container, [id], LIN)
    await place.shop.context.ledger.by(LIN).refundRequests.endBatch(batch.id, "B-1")
    await expect(returnedByBank(desk.container, id, "closed", WANG)).rejects.toThrow(/not booked yet: mark it/)
  })

  it("is not approved by who said so", async () => {
    const desk = await openRefundDesk(place.shop, { secondPerson: true })
    const version = async (id: string) => (await desk.read(id)).version
    const { id } = await desk.given(400)
    await approve(desk.container, id, await version(id), WANG)
    await send(desk, id, "B-1")
    const back: RefundRequest = await returnedByBank(desk.container, id, "closed", WANG)
    await giveAccount(desk.container, back, WRITTEN, null)
    await expect(approve(desk.container, id, await version(id), WANG)).rejects.toThrow(/another person has to/)
    await approve(desk.container, id, await version(id), { id: "user_mei", name: "Mei" })
  })

  it("keeps the new account while it is owed, also where the buyer's data were erased before", async () => {
    const { attempt, container, id, read } = await done(400)
    await place.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ order_id: attempt.id })
    const erase = () => erasePersonalData(container, { order_id: attempt.id })
    expect(await erase()).toMatchObject({ erased: [attempt.id] })
    await giveAccount(container, await returnedByBank(container, id, "closed", WANG), WRITTEN, null)
    expect(await erase()).toMatchObject({ erased: [], open: [attempt.id] })
    expect(await read(id)).toMatchObject({ state: "given", account_last4: "8901" })
  })
})
