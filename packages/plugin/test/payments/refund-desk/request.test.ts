import { describe, expect, it } from "vitest"
import { REFUND_REQUEST_STATES } from "../../../src/modules/ledger/refund-desk/request-records"
import { IN_BOOKS } from "../../../src/payments/operations/by-hand"
import { writeManualRefund } from "../../../src/payments/operations/manual"
import { deskReaderOf, requestRefund, requestUnmade } from "../../../src/payments/refund-desk/begin-request"
import { listRequests } from "../../../src/payments/refund-desk/desk-lists"
import { cancel, enterAccount } from "../../../src/payments/refund-desk/desk-steps"
import { makeBatch } from "../../../src/payments/refund-desk/refund-batches"
import { tendRefundDesk } from "../../../src/payments/refund-desk/tend-refund-desk"
import { detailOf } from "../../../src/payments/staff/attempt-views"
import { twd } from "../../../src/toolkit/twd"
import { inBoth } from "../../in-both"
import { containerOf } from "../../shop-container"
import { addSession, newId, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"
import { DESK, LIN, openRefundDesk, WANG, WRITTEN, withDesk } from "./a-desk"

const place = useShop()

async function settled<Result>(work: readonly Promise<Result>[]) {
  const ended = await Promise.allSettled(work)
  return {
    won: ended.flatMap((each) => (each.status === "fulfilled" ? [each.value] : [])),
    told: ended.flatMap((each) => (each.status === "rejected" ? [String(each.reason.message)] : [])),
  }
}

describe("a refund request", () => {
  it("tells the buyer by an event, written together with it", async () => {
    const { attempt, request } = await openRefundDesk(place.shop)
    const begun = await request(400)
    expect(place.shop.emitted.at(-1)).toEqual({
      name: "taiwan_payments.refund_account_wanted",
      data: {
        ...{ refund_request_id: begun.id, attempt_id: attempt.id, session_id: attempt.session_id },
        ...{ order_id: null, cart_id: null, amount: 400, currency_code: "twd" },
        refund_link: expect.stringMatching(/^https?:.*\/pay\/refunds\/tpr_\w+\.\w+\.[\w-]{43}$/),
        expires_at: begun.link_expires_at.toISOString(),
      },
    })
  })

  it("never asks, with all others and what went back, for more than was paid; however many are begun at once", async () => {
    const { attempt, request, container } = await openRefundDesk(place.shop)
    const { won, told } = await settled(Array.from({ length: 6 }, () => request(400)))
    expect([won.length, told.length]).toEqual([2, 4])
    expect(told[0]).toContain("200 TWD are left")
    const recorded = writeManualRefund(place.shop.context, attempt.id, twd(201), "wire 1")
    await expect(recorded).rejects.toThrow(/200 TWD are left beside open refund requests/)
    await writeManualRefund(place.shop.context, attempt.id, twd(200), "wire 1")
    await expect(request(1)).rejects.toMatchObject({ kind: "refused" })
    await cancel(container, won[0]?.id ?? "", "by mistake", LIN)
    expect(await request(400)).toMatchObject({ state: "wanted", amount: 400 })
  })

  it("and a refund by hand that are begun at once do not both take the same money", async () => {
    const { attempt, request } = await openRefundDesk(place.shop)
    const { won } = await settled<unknown>([
      request(700),
      writeManualRefund(place.shop.context, attempt.id, twd(700), "wire 1"),
    ])
    expect(won).toHaveLength(1)
  })

  it("stands in the way of nothing that the gateway itself has given back, and goes into no file then", async () => {
    const { attempt, container, given } = await openRefundDesk(place.shop)
    const { id } = await given(700)
    await writeManualRefund(place.shop.context, attempt.id, twd(500), `${IN_BOOKS} 500 TWD`)
    await expect(makeBatch(container, [id], LIN)).rejects.toThrow(/Only 500 TWD of this payment are left/)
  })

  it("is not for what an API gives back, nor for a shop without a desk", async () => {
    const card = await paidTrade(place.shop)
    const container = containerOf(place.shop, card.attempt.provider_id, card.methodAccount)
    const wanted = { amount: 1, reason: null }
    await expect(requestRefund(withDesk(container, DESK), card.attempt.id, wanted, LIN)).rejects.toThrow(/has an API/)
    const { attempt, container: own } = await openRefundDesk(place.shop)
    const closed = withDesk(own, null)
    await expect(requestRefund(closed, attempt.id, wanted, LIN)).rejects.toMatchObject({ kind: "unsupported" })
    expect((await detailOf(closed, attempt.id)).actions.refund_request).toBeNull()
    expect((await detailOf(own, attempt.id)).actions).toMatchObject({ refund_request: { up_to: 1000 } })
  })

  it("begins by itself, once, for a cancelled order whose refund no API could make", async () => {
    const { attempt, container, read } = await openRefundDesk(
      place.shop,
      {},
      { session_id: await addSession(place.shop, "1000") },
    )
    const { ledger } = place.shop.context
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: newId("ref"), amount: twd(1000) } as const
    const { operation } = await ledger.begin({ ...facts, requested: "1000" })
    await ledger.finish(operation, { state: "refused", message: "no API" })
    const about = {
      attempt_id: attempt.id,
      subject: operation.id,
      amount: 1000,
      order_id: null,
      detail: inBoth("no API"),
    }
    await ledger.raise({ kind: "not_refunded", ...about })
    await tendRefundDesk(container)
    await tendRefundDesk(container)
    const rows = await place.shop.db("taiwan_payment_refund_request").where({ attempt_id: attempt.id })
    expect(rows).toMatchObject([{ state: "wanted", amount: 1000, cause: operation.id, requested_by: null }])
    await cancel(container, rows[0].id, "the buyer keeps the voucher", LIN)
    await tendRefundDesk(container)
    expect(await read(rows[0].id)).toMatchObject({ state: "cancelled" })
    expect(await requestUnmade(container, attempt.id, operation.id, 1000)).toBeNull()
  })

  it("of a form that is pressed again, since its answer was lost, is one; its buyer is asked once", async () => {
    const { attempt, container } = await openRefundDesk(place.shop)
    const press = (amount: number, up_to: number) =>
      requestRefund(container, attempt.id, { amount, reason: null, seen: { up_to } }, LIN)
    const { won } = await settled([press(300, 1000), press(300, 1000)])
    const again = await press(300, 1000)
    expect(won.map(({ id }) => id)).toEqual([again.id, again.id])
    const asked = () =>
      place.shop.emitted.filter(
        ({ name, data }) =>
          name === "taiwan_payments.refund_account_wanted" && JSON.stringify(data).includes(attempt.id),
      )
    expect(asked()).toHaveLength(1)
    const next = await press(300, 700)
    expect([next.id === again.id, asked().length]).toEqual([false, 2])
    const rest = await press(400, 400)
    expect((await press(400, 400)).id).toBe(rest.id)
  })

  it("of another form that shows the same is a request of its own", async () => {
    const { attempt, container } = await openRefundDesk(place.shop)
    const press = (form: string) =>
      requestRefund(container, attempt.id, { amount: 300, reason: null, seen: { up_to: 700, form } }, LIN)
    const [first, second, again] = [await press("lin's"), await press("chen's"), await press("lin's")]
    expect([second.id === first.id, again.id === first.id]).toEqual([false, true])
  })

  it("of a form that is pressed after it was cancelled begins anew, each time", async () => {
    const { attempt, container } = await openRefundDesk(place.shop)
    const press = () => requestRefund(container, attempt.id, { amount: 300, reason: null, seen: { up_to: 1000 } }, LIN)
    const ids = new Set<string>()
    for (let times = 0; times < 3; times++) {
      const { id } = await press()
      expect((await press()).id).toBe(id)
      ids.add(id)
      await cancel(container, id, "by mistake", LIN)
    }
    expect(ids.size).toBe(3)
  })

  it("of two who end it at once lets one, and the other reads who was first", async () => {
    const { container, request } = await openRefundDesk(place.shop)
    const { id } = await request(100)
    const { won, told } = await settled([cancel(container, id, "mistake", LIN), cancel(container, id, "mistake", WANG)])
    expect([won.length, told.length]).toEqual([1, 1])
    const [last] = (await deskReaderOf(container).steps([id])).slice(-1)
    expect(told[0]).toContain(`${last?.actor?.name} was first: cancelled it.`)
    await expect(enterAccount(container, id, WRITTEN, WANG)).rejects.toThrow(/was first: cancelled it/)
  })

  it("is listed without what is sealed", async () => {
    const { container, given } = await openRefundDesk(place.shop)
    const { id } = await given(100)
    const listed = await listRequests(container, "given", { limit: 100, offset: 0 })
    const shown = listed.refund_requests.find((each) => each.id === id)
    expect(shown).toMatchObject({
      bank_code: "700",
      account_last4: "8901",
      steps: [{ kind: "requested" }, { kind: "given" }],
    })
    expect(JSON.stringify(listed)).not.toMatch(/00012345678901|王小明|v1\./)
    expect(Object.keys(listed.counts).toSorted()).toEqual([...REFUND_REQUEST_STATES].toSorted())
  })
})
