import { beforeEach, describe, expect, it } from "vitest"
import type { RefundRequest } from "../../../../src/modules/ledger/refund-desk/request-records"
import { newId, useShop } from "../../../shop-database"
import { requestsIn } from "./asked-requests"

const place = useShop()
const { requests, reader, rows, captured, begun } = requestsIn(place)
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id)
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000)

beforeEach(async () => {
  await rows().delete()
  await place.shop.db("taiwan_payment_refund_batch").delete()
})

describe("the lists of requests", () => {
  const three = async (state: RefundRequest["state"]) =>
    Promise.all([3, 2, 1].map((seconds) => begun(100, { state, created_at: ago(seconds) })))

  it("have the longest waiting first, and of those that ended the newest", async () => {
    const waiting = idsOf(await three("wanted"))
    const ended = idsOf(await three("done"))
    const page = { limit: 2, offset: 1 }
    const listed = await reader().requests(["wanted", "given"], page)
    expect([idsOf(listed.rows), listed.count]).toEqual([waiting.slice(1), 3])
    const past = await reader().requests(["done", "cancelled"], page)
    expect([idsOf(past.rows), past.count]).toEqual([ended.slice(0, 2).reverse(), 3])
  })

  it("of one instant are in the order of their ids", async () => {
    await three("wanted")
    await three("done")
    await rows().update({ created_at: new Date(0) })
    const waiting = idsOf((await reader().requests(["wanted"], { limit: 9, offset: 0 })).rows)
    const ended = idsOf((await reader().requests(["done"], { limit: 9, offset: 0 })).rows)
    expect([waiting, ended]).toEqual([waiting.toSorted(), ended.toSorted().reverse()])
  })

  it("are counted by where they stand", async () => {
    await three("wanted")
    await begun(100, { state: "sent" })
    expect(await reader().counts()).toEqual({ wanted: 3, sent: 1 })
  })

  it("say what of a payment is asked for and not booked", async () => {
    const [one, other] = [await captured(), await captured()]
    for (const amount of [100, 200]) await begun(amount, {}, one)
    for (const state of ["done", "cancelled"] as const) await begun(50, { state }, one)
    await begun(60, { state: "returned", booked_as: "tpo_1" }, one)
    await begun(300, {}, other)
    expect(await reader().askedOf([one.id])).toEqual(new Map([[one.id, 300]]))
    expect(await reader().askedOf([one.id, other.id])).toEqual(
      new Map([
        [one.id, 300],
        [other.id, 300],
      ]),
    )
  })
})

describe("a request", () => {
  it("is found by its id", async () => {
    const [one] = [await begun(100), await begun(200)]
    expect(await reader().request(one.id)).toMatchObject({ id: one.id, amount: 100 })
    expect(await reader().request("tpr_unknown")).toBeUndefined()
  })
})

describe("what happened to a request", () => {
  it("is told in its order, of those that are asked for", async () => {
    const [one, other] = [await begun(100), await begun(100)]
    await requests().tell(one.id, { kind: "renewed" })
    await requests().tell(one.id, { kind: "shown" })
    await requests().tell(one.id, { kind: "renewed", note: "again" })
    const kinds = async (ids: string[]) => (await reader().steps(ids)).map(({ kind }) => kind)
    expect(await kinds([one.id])).toEqual(["requested", "renewed", "shown", "renewed"])
    expect(await kinds([one.id, other.id])).toHaveLength(5)
    expect(await reader().lastStep(one.id, ["renewed", "requested"])).toMatchObject({ note: "again" })
    expect(await reader().lastStep(one.id, ["requested"])).toMatchObject({ kind: "requested", request_id: one.id })
    expect(await reader().lastStep(other.id, ["shown"])).toBeUndefined()
  })
})

describe("files for the bank", () => {
  const batchOf = async (request: RefundRequest) => {
    const batch = await requests().batch([request.id], ["given"])
    if (!batch) throw new Error("The request is given.")
    return batch
  }

  it("are listed the newest first, and found by their ids", async () => {
    const batches = []
    for (let index = 0; index < 3; index += 1) batches.push(await batchOf(await begun(100, { state: "given" })))
    const [first, second, third] = idsOf(batches)
    const listed = await reader().batches({ limit: 2, offset: 1 })
    expect([idsOf(listed.rows), listed.count]).toEqual([[second, first], 3])
    expect(await reader().batch(third ?? "")).toMatchObject({ id: third })
    expect(idsOf(await reader().batchesById([first ?? "", third ?? ""])).toSorted()).toEqual([first, third].toSorted())
  })

  it("have their lines in the order that they were made in", async () => {
    const made = [await begun(100, { state: "given" }), await begun(200, { state: "given" })]
    await batchOf(await begun(300, { state: "given" }))
    const numbered = idsOf(made).sort().reverse()
    const batch = await requests().batch(numbered, ["given"])
    expect(idsOf(await reader().linesOf(batch?.id ?? ""))).toEqual(numbered)
  })

  it("are booked line by line once the bank has carried them out; what failed rests longer each time", async () => {
    const sent = async (change: Partial<RefundRequest> = {}) => {
      const request = await begun(100, { state: "given" })
      const batch = await batchOf(request)
      await requests().endBatch(batch.id, newId("B"))
      await rows()
        .where({ id: request.id })
        .update({ updated_at: ago(1), ...change })
      return request.id
    }
    const fresh = await sent()
    const rested = await sent({ tries: 1, updated_at: ago(61) })
    const longRested = await sent({ tries: 20, updated_at: ago(30 * 128 + 60) })
    await sent({ tries: 1, updated_at: ago(50) })
    await sent({ tries: 7, updated_at: ago(30 * 128 - 60) })
    await sent({ state: "done" })
    await batchOf(await begun(100, { state: "given" }))
    expect(idsOf(await reader().toBook(9))).toEqual([longRested, rested, fresh])
    expect(idsOf(await reader().toBook(1))).toEqual([longRested])
  })
})

describe("refunds that no API could make", () => {
  async function refused(more: { kind?: "refund" | "capture"; state?: "refused" | "done"; alarm?: string } = {}) {
    const { kind = "refund", state = "refused", alarm = "not_refunded" } = more
    const attempt = await captured()
    const medusa_id = newId("ref")
    const facts = { attempt_id: attempt.id, kind, idempotency_key: medusa_id, requested: "300", medusa_id }
    const { operation } = await place.shop.context.ledger.begin({ ...facts, amount: attempt.amount })
    await place.shop.context.ledger.finish(operation, { state })
    const told = { kind: alarm, attempt_id: attempt.id, subject: operation.id, detail: "x" }
    await place.shop.db("taiwan_payment_alarm").insert({ id: newId("tpal"), ...told })
    return { attempt, operation, medusa_id }
  }
  const unmade = async (limit = 100) => (await reader().unmade(limit)).map(({ operation_id }) => operation_id)
  const alarms = () => place.shop.db("taiwan_payment_alarm")

  it("are found by the alarm that tells of them, the oldest first", async () => {
    const [newer, older] = [await refused(), await refused()]
    await alarms()
      .where({ subject: older.operation.id })
      .update({ created_at: ago(60) })
    for (const more of [{ kind: "capture" }, { state: "done" }, { alarm: "not_booked" }] as const) await refused(more)
    const solved = await refused()
    await alarms().where({ subject: solved.operation.id }).update({ resolved_at: new Date() })
    expect(await unmade()).toEqual([older.operation.id, newer.operation.id])
    expect(await unmade(1)).toEqual([older.operation.id])
    const { id, provider_id, method } = older.attempt
    expect((await reader().unmade(1))[0]).toMatchObject({ attempt_id: id, amount: 1000, provider_id, method })
  })

  it("are not found where a request has begun for them", async () => {
    await alarms().delete()
    const [byOperation, byRow] = [await refused(), await refused()]
    expect(await unmade()).toHaveLength(2)
    await begun(100, { cause: byOperation.operation.id })
    expect(await unmade()).toEqual([byRow.operation.id])
    await begun(100, { cause: byRow.medusa_id })
    expect(await unmade()).toEqual([])
  })
})
