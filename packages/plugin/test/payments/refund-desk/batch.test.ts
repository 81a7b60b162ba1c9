import { describe, expect, it } from "vitest"
import { deskReaderOf } from "../../../src/payments/refund-desk/begin-request"
import { bookRefund, referenceOf } from "../../../src/payments/refund-desk/book-refund"
import { giveAccount } from "../../../src/payments/refund-desk/give-account"
import { batchFile, endBatch, makeBatch } from "../../../src/payments/refund-desk/refund-batches"
import { tendRefundDesk } from "../../../src/payments/refund-desk/tend-refund-desk"
import { recordManualRefund } from "../../../src/payments/staff/manual-refund"
import { inBoth } from "../../in-both"
import { alarmsOf, operationsOf, useShop } from "../../shop-database"
import { LIN, openRefundDesk, WANG, WRITTEN } from "./a-desk"

const place = useShop()

async function race<Result>(...work: Promise<Result>[]) {
  const ended = await Promise.allSettled(work)
  return {
    won: ended.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
    told: ended.flatMap((each) => (each.status === "rejected" ? [String(each.reason.message)] : [])),
  }
}

describe("a file for the bank", () => {
  it("takes each request once, whoever makes files at once", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const { id } = await given(100)
    const { won, told } = await race(makeBatch(container, [id], LIN), makeBatch(container, [id], WANG))
    expect([won.length, told.length]).toEqual([1, 1])
    expect(told[0]).toContain(`${won[0]?.created_by.name} was first: put it in a file for the bank`)
    expect(await read(id)).toMatchObject({ state: "sent", batch_id: won[0]?.id, line: 1 })
  })

  it("is UTF-8 for spreadsheets, has no formula, is the same each time, and is written down each time", async () => {
    const { container, request, given, read } = await openRefundDesk(place.shop)
    const odd = await request(300)
    await giveAccount(container, odd, { ...WRITTEN, holder: '=HYPERLINK("x")' }, null)
    const { id } = await given(100)
    const batch = await makeBatch(container, [id, odd.id], LIN)
    expect(batch).toMatchObject({ count: 2, total: 400, created_by: LIN })
    const { name, text } = await batchFile(container, batch.id, WANG)
    expect(name).toBe(`refunds-${batch.number}.csv`)
    expect(text.split("\r\n")).toEqual([
      "\uFEFF序號 Line,銀行代碼 Bank code,分行代碼 Branch code,銀行名稱 Bank,帳號 Account number,戶名 Account holder,金額 Amount (TWD),訂單編號 Order,退款編號 Refund request",
      `1,700,0021,中華郵政,00012345678901,王小明,100,,${id}`,
      `2,700,0021,中華郵政,00012345678901,"'=HYPERLINK(""x"")",300,,${odd.id}`,
      "",
    ])
    expect((await batchFile(container, batch.id, LIN)).text).toBe(text)
    const shown = (await deskReaderOf(container).steps([id])).filter(({ kind }) => kind === "shown")
    expect(shown.map(({ actor }) => actor)).toEqual([WANG, LIN])
    expect(await read(id)).toMatchObject({ state: "sent" })
  })

  it("that the bank has carried out books each refund with its reference, once; the second to say so reads who was first", async () => {
    const { attempt, container, given, now, read } = await openRefundDesk(place.shop)
    const [one, two] = [await given(400), await given(600)]
    const batch = await makeBatch(container, [one.id, two.id], LIN)
    const { won, told } = await race(
      endBatch(container, batch.id, "B-1", LIN),
      endBatch(container, batch.id, "B-2", WANG),
    )
    expect([won.length, told.length]).toEqual([1, 1])
    const [ended] = won
    expect(told[0]).toContain(
      `${ended?.done_by?.name} has marked file ${batch.number} as done already, with ${ended?.reference}`,
    )
    expect(await now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    const operations = await operationsOf(place.shop, attempt)
    expect(operations.map(({ reference, state, actor }) => [reference, state, actor])).toEqual(
      [one, two].map((each) => [referenceOf(each, ended ?? batch), "done", ended?.done_by]),
    )
    expect(await read(one.id)).toMatchObject({ state: "done", tries: 1, problem: null })
    const refunded = place.shop.emitted.filter(({ name }) => name === "taiwan_payments.refunded")
    expect(refunded.filter(({ data }) => JSON.stringify(data).includes(attempt.id))).toHaveLength(2)
  })

  it("is booked to its end by the job, wherever a process died", async () => {
    const { attempt, container, given, now, read } = await openRefundDesk(place.shop)
    const [said, recorded, applied] = [await given(100), await given(200), await given(300)]
    const batch = await makeBatch(container, [said.id, recorded.id, applied.id], LIN)
    const ended = await place.shop.context.ledger.by(LIN).refundRequests.endBatch(batch.id, "B-9")
    if (!ended) throw new Error("not ended")
    const { ledger } = place.shop.context
    // One died behind the ledger's row, one behind all that is booked, and none of them wrote the request's end.
    const facts = {
      attempt_id: attempt.id,
      kind: "refund",
      idempotency_key: `by-hand ${recorded.id}`,
      amount: recorded.amount,
    }
    const { operation } = await ledger.begin({ ...facts, kind: "refund", amount: attempt.amount, requested: "200" })
    await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ amount: 200 })
    await ledger.finish(operation, { state: "recorded", reference: referenceOf(recorded, ended) })
    const body = { amount: 300, reference: referenceOf(applied, ended), request: applied.id }
    await recordManualRefund(container, attempt.id, body, LIN)
    await Promise.all([tendRefundDesk(container), tendRefundDesk(container)])
    expect(await now()).toMatchObject({ refunded_amount: 600 })
    for (const { id } of [said, recorded, applied]) expect(await read(id)).toMatchObject({ state: "done" })
    const operations = await operationsOf(place.shop, attempt)
    expect(operations.map(({ amount, state }) => [amount, state]).toSorted()).toEqual([
      ...[
        [100, "done"],
        [200, "done"],
        [300, "done"],
      ],
    ])
  })

  it("is booked beside a line whose booking never ends", async () => {
    const { container, given, read } = await openRefundDesk(place.shop)
    const [stuck, behind] = [await given(100), await given(200)]
    const batch = await makeBatch(container, [stuck.id, behind.id], LIN)
    const { ledger, db } = place.shop.context
    await ledger.by(LIN).refundRequests.endBatch(batch.id, "B-10")
    const past = new Date(Date.now() - 60_000)
    await db("taiwan_payment_refund_request").where({ id: stuck.id }).update({ updated_at: past })
    let end = () => {}
    const booking = ledger.exclusively(`refund request ${stuck.id}`, () => new Promise<void>((done) => (end = done)))
    await tendRefundDesk(container, 1_000)
    expect([(await read(stuck.id)).state, (await read(behind.id)).state]).toEqual(["sent", "done"])
    end()
    await booking
  })

  it("that cannot be booked says why on its request, rests, and becomes an alarm in the end", async () => {
    const { attempt, container, given, read } = await openRefundDesk(place.shop)
    const { id } = await given(1000)
    const batch = await makeBatch(container, [id], LIN)
    // Meanwhile the gateway gave all of it back by itself.
    const { ledger, db } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: id, amount: attempt.amount } as const
    await ledger.finish((await ledger.begin({ ...facts, requested: "1000" })).operation, { state: "done" })
    await endBatch(container, batch.id, "B-3", LIN)
    expect(await read(id)).toMatchObject({
      state: "sent",
      tries: 1,
      problem: expect.stringMatching(/^\p{Script=Han}.+（.*left.*）$/u),
    })
    await tendRefundDesk(container)
    expect(await read(id)).toMatchObject({ tries: 1 })
    for (let count = 2; count <= 5; count++) await bookRefund(container, { id })
    expect(await alarmsOf(place.shop, id)).toMatchObject([{ kind: "not_booked", attempt_id: attempt.id, amount: 1000 }])
    await db("taiwan_payment_refund_request")
      .where({ id })
      .update({ updated_at: db.raw("now() - interval '2 hours'") })
    await tendRefundDesk(container)
    expect(await read(id)).toMatchObject({ tries: 6 })
  })

  it("that is booked at last ends the alarm that said that it cannot be", async () => {
    const { attempt, container, given, read } = await openRefundDesk(place.shop)
    const { id } = await given(1000)
    const about = { attempt_id: attempt.id, subject: id, amount: 1000, order_id: null }
    await place.shop.context.ledger.raise({ kind: "not_booked", detail: inBoth("an edit is open"), ...about })
    const batch = await makeBatch(container, [id], LIN)
    await endBatch(container, batch.id, "B-9", LIN)
    expect(await read(id)).toMatchObject({ state: "done" })
    expect(await alarmsOf(place.shop, id)).toMatchObject([{ kind: "not_booked", resolution: "applied" }])
  })

  it("is not made of what is not left any more, nor of strangers", async () => {
    const { attempt, container, given } = await openRefundDesk(place.shop)
    const { id } = await given(1000)
    const { ledger } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: id, amount: attempt.amount } as const
    await ledger.finish((await ledger.begin({ ...facts, requested: "1000" })).operation, { state: "done" })
    await expect(makeBatch(container, [id], LIN)).rejects.toThrow(/Only 0 TWD of this payment are left/)
    await expect(makeBatch(container, ["tpr_nobody"], LIN)).rejects.toMatchObject({ type: "not_found" })
    await expect(batchFile(container, "tpb_nobody", LIN)).rejects.toMatchObject({ type: "not_found" })
  })
})
