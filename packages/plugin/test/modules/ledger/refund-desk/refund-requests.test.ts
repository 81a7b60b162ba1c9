import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it, vi } from "vitest"
import type { OperationState } from "../../../../src/modules/ledger/records"
import type { RefundRequest } from "../../../../src/modules/ledger/refund-desk/request-records"
import { twd } from "../../../../src/toolkit/twd"
import { newId, useShop } from "../../../shop-database"
import { LIN, requestsIn } from "./asked-requests"

const place = useShop()
const { requests, reader, rows, captured, asking, begun } = requestsIn(place)
const stepsOf = ({ id }: Pick<RefundRequest, "id">) => reader().steps([id])

describe("what is left of a payment", () => {
  async function withRefund(state: OperationState, amount: number): Promise<string> {
    const { ledger } = place.shop.context
    const { id } = await captured()
    const facts = { attempt_id: id, kind: "refund", idempotency_key: newId("ref"), requested: String(amount) } as const
    const { operation } = await ledger.begin({ ...facts, amount: twd(amount) })
    if (state !== "started") await ledger.finish(operation, { state })
    return id
  }

  it("is what was captured, where nobody asked for any of it", async () => {
    expect(await requests().left((await captured()).id)).toBe(1000)
    expect(await requests().left("tpa_unknown")).toBe(0)
  })

  it.each(["started", "unknown", "queued", "recorded", "done"] as const)(
    "is without a refund that may have gone: %s",
    async (state) => expect(await requests().left(await withRefund(state, 300))).toBe(700),
  )

  it("is with a refund that was refused", async () => {
    expect(await requests().left(await withRefund("refused", 300))).toBe(1000)
  })

  it("is without what other requests ask for, as long as they are open and not booked", async () => {
    const attempt = await captured()
    const own = await begun(100, {}, attempt)
    await begun(200, { state: "returned" }, attempt)
    await begun(50, { state: "cancelled" }, attempt)
    await begun(60, { state: "done" }, attempt)
    await begun(70, { state: "returned", booked_as: "tpo_1" }, attempt)
    expect(await requests().left(attempt.id)).toBe(700)
    expect(await requests().left(attempt.id, own.id)).toBe(800)
  })
})

describe("a request", () => {
  it("is begun with its reason, by whom it was", async () => {
    const request = await requests().begin(asking(await captured(), 300, { reason: "broken", requested_by: LIN }))
    expect(request).toMatchObject({ state: "wanted", amount: 300, requested_by: LIN, version: 0 })
    const steps = await stepsOf(request ?? { id: "" })
    expect(steps).toMatchObject([{ id: expect.stringMatching(/^tps_/), kind: "requested", actor: LIN, note: "broken" }])
  })

  it("is begun for what is left, and for no more, of many at once as well", async () => {
    const attempt = await captured()
    const { ledger } = place.shop.context
    const all = await Promise.all(
      Array.from({ length: 5 }, () => ledger.together((inside) => inside.refundRequests.begin(asking(attempt, 400)))),
    )
    expect(all.filter((request) => request !== null)).toHaveLength(2)
    expect(await requests().begin(asking(attempt, 201))).toBeNull()
    expect(await requests().begin(asking(attempt, 200))).not.toBeNull()
  })

  it("waits for another one of its payment that is being begun, and for no other", async () => {
    const [attempt, other] = [await captured(), await captured()]
    let isBegun = false
    await place.shop.db.transaction(async (transaction) => {
      await transaction("taiwan_payment_attempt").where({ id: attempt.id }).forUpdate().first("id")
      const waiting = requests().begin(asking(attempt, 100))
      void waiting.then(() => {
        isBegun = true
      })
      expect(await requests().begin(asking(other, 100))).not.toBeNull()
      await sleep(100)
      expect(isBegun).toBe(false)
    })
    await vi.waitFor(() => expect(isBegun).toBe(true))
  })

  it("is begun once by its cause, which is not told of twice", async () => {
    const [attempt, cause] = [await captured(), newId("ref")]
    const first = await requests().begin(asking(attempt, 100, { cause }))
    expect(await requests().begin(asking(attempt, 100, { cause }))).toBeNull()
    expect(await rows().where({ cause })).toHaveLength(1)
    expect(await stepsOf(first ?? { id: "" })).toHaveLength(1)
  })

  it("stands for its amount while it is open and nothing of it is booked, the oldest first", async () => {
    const attempt = await captured()
    expect(await requests().standing(attempt.id, 100)).toBeNull()
    const newer = await begun(100, {}, attempt)
    const older = await begun(100, { created_at: new Date(0) }, attempt)
    expect(await requests().standing(attempt.id, 100)).toMatchObject({ id: older.id })
    await rows().where({ id: older.id }).update({ state: "cancelled" })
    expect(await requests().standing(attempt.id, 100)).toMatchObject({ id: newer.id })
    expect(await requests().standing(attempt.id, 101)).toBeNull()
    await rows().where({ id: newer.id }).update({ state: "done" })
    expect(await requests().standing(attempt.id, 100)).toBeNull()
    await rows().where({ id: newer.id }).update({ state: "returned", booked_as: "tpo_1" })
    expect(await requests().standing(attempt.id, 100)).toBeNull()
  })

  it("is moved by one of two who read it, with the step that tells of it", async () => {
    const before = await begun(100)
    await rows()
      .where({ id: before.id })
      .update({ updated_at: new Date(0) })
    const moved = await requests().change(before, { state: "given", given_by: LIN }, { kind: "given", note: "7777" })
    expect(moved).toMatchObject({ state: "given", given_by: LIN, version: 1 })
    expect(Date.now() - Number(moved?.updated_at)).toBeLessThan(60_000)
    expect(await requests().change(before, { state: "cancelled" }, { kind: "cancelled" })).toBeNull()
    expect(await stepsOf(before)).toMatchObject([
      ...[
        { kind: "requested", note: null },
        { kind: "given", actor: LIN, note: "7777" },
      ],
    ])
  })

  it("is not moved out of a state that it was not read in", async () => {
    const before = await begun(100)
    await rows().where({ id: before.id }).update({ state: "sent" })
    expect(await requests().change(before, { state: "given" }, { kind: "given" })).toBeNull()
  })
})

describe("a file for the bank", () => {
  it("has each request on its line, in the order that was wished", async () => {
    const made = [await begun(100, { state: "given" }), await begun(250, { state: "approved" })]
    const numbered = made
      .map(({ id }) => id)
      .sort()
      .reverse()
    const batch = await requests().batch(numbered, ["given", "approved"])
    expect(batch).toMatchObject({ id: expect.stringMatching(/^tpb_/), count: 2, total: 350, created_by: LIN })
    const lines = await reader().linesOf(batch?.id ?? "")
    expect(lines).toMatchObject(numbered.map((id, index) => ({ id, state: "sent", line: index + 1 })))
    const [line] = lines
    expect((await stepsOf(line ?? { id: "" })).at(-1)).toMatchObject({ kind: "sent", note: String(batch?.number) })
  })

  it("is not made where one of them is in it no more, or is none", async () => {
    const [good, wrong] = [await begun(100, { state: "given" }), await begun(100)]
    expect(await requests().batch([good.id, wrong.id], ["given"])).toBeNull()
    expect(await requests().batch([good.id, "tpr_unknown"], ["given"])).toBeNull()
    expect(await reader().request(good.id)).toMatchObject({ state: "given", batch_id: null })
  })

  it("was carried out once, and no other one with it", async () => {
    const [one, other] = [await begun(100, { state: "given" }), await begun(100, { state: "given" })]
    const batch = await requests().batch([one.id], ["given"])
    const another = await requests().batch([other.id], ["given"])
    expect(await requests().endBatch(batch?.id ?? "", "B1")).toMatchObject({ reference: "B1", done_by: LIN })
    expect((await reader().batch(batch?.id ?? ""))?.done_at).toBeInstanceOf(Date)
    expect(await requests().endBatch(batch?.id ?? "", "B2")).toBeNull()
    expect(await reader().batch(batch?.id ?? "")).toMatchObject({ reference: "B1" })
    expect(await reader().batch(another?.id ?? "")).toMatchObject({ reference: null, done_by: null })
  })
})

describe("a booking", () => {
  it("is counted before it is tried, by one of two who read the request, while it is sent", async () => {
    const sent = await begun(100, { state: "sent", updated_at: new Date(0) })
    const tried = await requests().tryBooking(sent)
    expect(tried).toMatchObject({ tries: 1, version: 1 })
    expect(Date.now() - Number(tried?.updated_at)).toBeLessThan(60_000)
    expect(await requests().tryBooking(sent)).toBeNull()
    expect(await requests().tryBooking(await begun(100, { state: "done" }))).toBeNull()
  })

  it("says what was in its way, unless the request changed meanwhile", async () => {
    const sent = await begun(100, { state: "sent" })
    const problem = async () => (await reader().request(sent.id))?.problem
    await requests().noteProblem({ ...sent, version: 7 }, "too late")
    await requests().noteProblem(await begun(100), "of another")
    expect(await problem()).toBeNull()
    await requests().noteProblem(sent, "Medusa is away")
    expect(await problem()).toBe("Medusa is away")
    const open = await begun(100)
    await requests().noteProblem(open, "not sent")
    expect(await reader().request(open.id)).toMatchObject({ problem: null })
  })
})

describe("a sealed account", () => {
  const sealed = (key: string, change: Partial<RefundRequest> = {}) =>
    begun(100, { account_sealed: `v1.${key}.rest`, bank_code: "700", account_last4: "8901", ...change })

  it("is found by the key that sealed it, page by page", async () => {
    const key = newId("key")
    const found = (await Promise.all([1, 2, 3].map(() => sealed(key)))).map(({ id }) => id).sort()
    await sealed(newId("key"))
    const page = async (last: string, limit: number) =>
      (await requests().sealedBy([key], last, limit)).map(({ id }) => id)
    expect(await page("", 2)).toEqual(found.slice(0, 2))
    expect(await page(found[1] ?? "", 2)).toEqual(found.slice(2))
  })

  it("is sealed anew, unless another was given meanwhile", async () => {
    const [read, other] = [await sealed("key1"), await sealed("key1")]
    await requests().reseal(read, "v1.key2.rest")
    expect(await reader().request(read.id)).toMatchObject({ account_sealed: "v1.key2.rest", version: read.version })
    await requests().reseal(read, "v1.key3.rest")
    expect(await reader().request(read.id)).toMatchObject({ account_sealed: "v1.key2.rest" })
    expect(await reader().request(other.id)).toMatchObject({ account_sealed: "v1.key1.rest" })
  })

  it("is erased so long after its request ended, the oldest first", async () => {
    const ended = (days: number) => ({ ended_at: new Date(Date.now() - days * 86_400_000) })
    await rows().update({ account_sealed: null })
    const [older, old] = [await sealed("key1", ended(40)), await sealed("key1", ended(31))]
    const [young, open] = [await sealed("key1", ended(29)), await sealed("key1")]
    expect(await requests().eraseAccounts(30, 1)).toBe(1)
    const gone = { account_sealed: null, bank_code: null, account_last4: null, erased_at: expect.any(Date), version: 1 }
    expect(await reader().request(older.id)).toMatchObject(gone)
    expect(await reader().request(old.id)).toMatchObject({ account_last4: "8901" })
    expect(await requests().eraseAccounts(30, 10)).toBe(1)
    for (const { id } of [young, open]) expect(await reader().request(id)).toMatchObject({ account_last4: "8901" })
  })
})
