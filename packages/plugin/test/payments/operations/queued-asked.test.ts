import { describe, expect, it, vi } from "vitest"
import type { Attempt, NewOperation, Operation, OperationState } from "../../../src/modules/ledger/records"
import type { MethodAccount } from "../../../src/payments/method-account"
import { keyByHand } from "../../../src/payments/operations/by-hand"
import { checkQueuedOperation, checkQueuedOperations } from "../../../src/payments/operations/queued"
import type { Conversation } from "../../../src/toolkit/contract/conversation"
import type { QueuedOperationRequest, QueuedOperationStatus } from "../../../src/toolkit/contract/gateway"
import { twd } from "../../../src/toolkit/twd"
import { containerOf } from "../../shop-container"
import { alarmsOf, eventsOf, newId, operationsOf, useShop } from "../../shop-database"
import { type Paid, paidTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const QUEUED: QueuedOperationStatus = { state: "queued", code: "7", message: "tonight" }
const NOT_DONE: QueuedOperationStatus = { state: "refused", code: "9", message: "no money" }

/** An account that answers so, and what it was asked. */
function answering({ methodAccount }: Pick<Paid, "methodAccount">, status: QueuedOperationStatus | Error) {
  const asked: QueuedOperationRequest[] = []
  // biome-ignore lint/correctness/useYield: it knows the answer without a request.
  const queuedOperationStatus = function* (wanted: QueuedOperationRequest): Conversation<QueuedOperationStatus> {
    asked.push(wanted)
    if (status instanceof Error) throw status
    return status
  }
  const account = { ...methodAccount.account, queuedOperationStatus }
  return { asked, methodAccount: { ...methodAccount, account } as MethodAccount }
}

/** Written as a gateway took it on; it was heard of so many minutes ago. */
async function moved(
  attempt: Pick<Attempt, "id">,
  state: OperationState,
  amount: number,
  more: Partial<NewOperation> = {},
  minutes = 31,
): Promise<Operation> {
  const facts = {
    attempt_id: attempt.id,
    kind: "refund",
    idempotency_key: newId("ref"),
    requested: String(amount),
  } as const
  const { operation } = await context().ledger.begin({ ...facts, amount: twd(amount), ...more })
  await context().ledger.finish(operation, { state })
  const updated_at = new Date(Date.now() - minutes * 60_000)
  await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ updated_at })
  const written = (await operationsOf(place.shop, attempt)).find(({ id }) => id === operation.id)
  return written ?? operation
}

const stateOf = async (attempt: Attempt, { id }: Operation) =>
  (await operationsOf(place.shop, attempt)).find((each) => each.id === id)

describe("what a gateway is asked about a queued refund", () => {
  it("tells it from the others of its trade, queued or done", async () => {
    const trade = await paidTrade(place.shop)
    for (const [state, amount] of [
      ["done", 50],
      ["queued", 100],
      ["queued", 120],
      ["refused", 30],
    ] as const)
      await moved(trade.attempt, state, amount)
    await moved(trade.attempt, "done", 700, { kind: "capture" })
    await moved(trade.attempt, "done", 40, { idempotency_key: keyByHand(trade.attempt.id, "wire 1") })
    const operation = await moved(trade.attempt, "queued", 300)
    const { asked, methodAccount } = answering(trade, QUEUED)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
    expect(asked).toMatchObject([
      {
        ...{ kind: "refund", amount: 300, captured: 1000, refunded: 270, alsoQueued: [100, 120], resumed: true },
        ...{ key: operation.idempotency_key, since: operation.started_at },
        trade: { tradeNo: trade.attempt.trade_no },
      },
    ])
    expect(await stateOf(trade.attempt, operation)).toMatchObject({ state: "queued", code: "7", message: "tonight" })
  })

  it.each([
    ["nothing before it", async () => undefined, false],
    ["one that was done", (id: string) => moved({ id }, "done", 50), false],
    ["one that failed", (id: string) => moved({ id }, "failed", 50), true],
    ["one that was recorded as made by hand in its place", (id: string) => moved({ id }, "refused", 50), true],
  ] as const)("knows whether what is told may be of an earlier one: %s", async (_what, before, hadFailed) => {
    const trade = await paidTrade(place.shop)
    await before(trade.attempt.id)
    const operation = await moved(trade.attempt, "queued", 300)
    const { asked, methodAccount } = answering(trade, QUEUED)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
    expect(asked).toMatchObject([{ hadFailed }])
  })

  it("counts its days from when it was asked for again, and takes what is told as perhaps of its first try", async () => {
    const trade = await paidTrade(place.shop)
    const operation = await moved(trade.attempt, "queued", 300)
    const created_at = new Date(Date.now() - 9 * 86_400_000)
    await place.shop.db("taiwan_payment_operation").where({ id: operation.id }).update({ created_at, tries: 2 })
    const [latest] = await operationsOf(place.shop, trade.attempt)
    const { asked, methodAccount } = answering(trade, QUEUED)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, latest ?? operation)
    expect(asked).toMatchObject([{ hadFailed: true, since: operation.started_at }])
  })

  it.each(["charge", "confirm"] as const)("is nothing of a %s, which is never queued", async (kind) => {
    const trade = await paidTrade(place.shop)
    const operation = await moved(trade.attempt, "queued", 300, { kind })
    const { asked, methodAccount } = answering(trade, QUEUED)
    await expect(checkQueuedOperation(context(), methodAccount, trade.attempt, operation)).rejects.toThrow(
      `A ${kind} is never queued.`,
    )
    expect(asked).toEqual([])
  })

  it("is about the one that was meant, though another one is queued as well", async () => {
    const trade = await paidTrade(place.shop)
    await moved(trade.attempt, "queued", 100)
    const ended = await moved(trade.attempt, "done", 300)
    const { asked, methodAccount } = answering(trade, QUEUED)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, { ...ended, state: "queued" })
    expect(asked).toEqual([])
  })

  it("leaves the account's allowance to who waits, and is not asked where there is none", async () => {
    const trade = await paidTrade(place.shop)
    const operation = await moved(trade.attempt, "queued", 300)
    const { asked, methodAccount } = answering(trade, QUEUED)
    const tryAcquire = vi.spyOn(methodAccount.client, "tryAcquire").mockReturnValue(false)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
    expect(tryAcquire).toHaveBeenCalledWith(false)
    expect(asked).toEqual([])
  })

  it("waits for what moves money of the trade just now", async () => {
    const trade = await paidTrade(place.shop)
    const operation = await moved(trade.attempt, "queued", 300)
    const { asked, methodAccount } = answering(trade, QUEUED)
    let checking: Promise<void> | undefined
    await context().ledger.exclusively(`attempt ${trade.attempt.id}`, async () => {
      checking = checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
      await new Promise((resolve) => setTimeout(resolve, 200))
      expect(asked).toEqual([])
    })
    await checking
    expect(asked).toHaveLength(1)
  })
})

describe("a queued movement that was not carried out", () => {
  async function undone(kind: "refund" | "void" | "capture", status = NOT_DONE, more: Partial<Attempt> = {}) {
    const trade = await paidTrade(place.shop, {}, more)
    const operation = await moved(trade.attempt, "queued", 300, { kind })
    const { methodAccount } = answering(trade, status)
    await checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
    return { trade, operation }
  }

  it("is told to staff with the gateway's words, and written as an event of its own", async () => {
    const { trade, operation } = await undone("refund")
    const { id, trade_no } = trade.attempt
    const why = `The gateway took on the refund of 300 TWD of trade ${trade_no}, and did not carry it out: no money.`
    expect(await alarmsOf(place.shop, operation.id)).toMatchObject([{ attempt_id: id, amount: 300, detail: why }])
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([
      { kind: "operation", verdict: "accepted", code: "9", message: "refund 300 TWD was not carried out: no money" },
    ])
  })

  it("is told by its code where the gateway has no words for it", async () => {
    const { trade, operation } = await undone("refund", { ...NOT_DONE, message: "" })
    expect(await alarmsOf(place.shop, operation.id)).toMatchObject([{ detail: expect.stringMatching(/out: 9\.$/) }])
    expect(await eventsOf(place.shop, trade.attempt)).toMatchObject([{ message: expect.stringMatching(/out: 9$/) }])
  })

  it("is another event each time that it fails", async () => {
    const trade = await paidTrade(place.shop)
    const { methodAccount } = answering(trade, NOT_DONE)
    for (let time = 0; time < 2; time += 1) {
      const operation = await moved(trade.attempt, "queued", 300)
      await checkQueuedOperation(context(), methodAccount, trade.attempt, operation)
    }
    expect(await eventsOf(place.shop, trade.attempt)).toHaveLength(2)
  })

  it.each([
    ["refund", { state: "refunded", captured_amount: twd(1000) }, { state: "captured", refunded_amount: 0 }],
    ["refund", { state: "authorized" }, { state: "authorized", refunded_amount: 0 }],
    ["capture", { state: "captured" }, { state: "authorized", captured_amount: 0 }],
    ["void", { state: "voided", captured_amount: twd(600) }, { state: "authorized", captured_amount: 600 }],
  ] as const)("leaves the money where it was before: a %s of what is %j", async (kind, before, after) => {
    const { trade } = await undone(kind, NOT_DONE, before)
    expect(await trade.now()).toMatchObject(after)
  })
})

describe("the job that asks", () => {
  const jobFor = (trade: Paid, status: QueuedOperationStatus | Error) => {
    const { asked, methodAccount } = answering(trade, status)
    return { asked, container: containerOf(place.shop, trade.attempt.provider_id, methodAccount) }
  }
  const onlyOf = ({ attempt }: Paid) =>
    place.shop.db("taiwan_payment_operation").whereNot({ attempt_id: attempt.id }).where({ state: "queued" }).delete()
  const minutesAgo = ({ updated_at }: Operation) => (Date.now() - updated_at.getTime()) / 60_000

  it("asks about each that is due, and not within half an hour", async () => {
    const trade = await paidTrade(place.shop)
    const [due, young] = [await moved(trade.attempt, "queued", 300), await moved(trade.attempt, "queued", 200, {}, 29)]
    await onlyOf(trade)
    const { asked, container } = jobFor(trade, { ...QUEUED, state: "done" })
    await checkQueuedOperations(container)
    expect(asked.map(({ amount }) => amount)).toEqual([300])
    expect(await stateOf(trade.attempt, due)).toMatchObject({ state: "done" })
    expect(await stateOf(trade.attempt, young)).toMatchObject({ state: "queued" })
  })

  it("puts one off that cannot be asked about, so that it keeps no other from its turn, and says so", async () => {
    const trade = await paidTrade(place.shop)
    const operation = await moved(trade.attempt, "queued", 300)
    await onlyOf(trade)
    const { container } = jobFor(trade, new Error("the bank is away"))
    await checkQueuedOperations(container)
    const after = await stateOf(trade.attempt, operation)
    expect(after).toMatchObject({ state: "queued" })
    expect(minutesAgo(after ?? operation)).toBeLessThan(1)
    expect(place.shop.logged.join("\n")).toContain(
      `Taiwan payments could not ask what became of the refund of ${trade.attempt.trade_no}: the bank is away`,
    )
  })

  it("tells staff where nothing that is configured knows its account any more, and puts it off", async () => {
    const trade = await paidTrade(place.shop, {}, { merchant: newId("gone") })
    const operation = await moved(trade.attempt, "queued", 300)
    await onlyOf(trade)
    const { asked, container } = jobFor(trade, QUEUED)
    await checkQueuedOperations(container)
    expect(asked).toEqual([])
    expect(minutesAgo((await stateOf(trade.attempt, operation)) ?? operation)).toBeLessThan(1)
    expect(await alarmsOf(place.shop, trade.attempt.merchant)).toHaveLength(1)
  })

  describe("about one that was taken on more than a week ago", () => {
    const daysAgo = async ({ id }: Operation, days: number) => {
      const started_at = new Date(Date.now() - days * 86_400_000)
      await place.shop.db("taiwan_payment_operation").where({ id }).update({ started_at })
    }
    const halfAnHour = async ({ id }: Operation) => {
      const updated_at = new Date(Date.now() - 31 * 60_000)
      await place.shop.db("taiwan_payment_operation").where({ id }).update({ updated_at })
    }
    const alarmsOn = async ({ id }: Operation) =>
      (await alarmsOf(place.shop, id)).map(({ kind, amount, resolved_at }) => ({ kind, amount, open: !resolved_at }))

    it.each([
      ["says that it still waits", QUEUED],
      ["says nothing that can be read", new Error("the bank is away")],
    ] as const)("tells staff once where the gateway %s, until it says what became of it", async (_, silence) => {
      const trade = await paidTrade(place.shop)
      const operation = await moved(trade.attempt, "queued", 300)
      await onlyOf(trade)
      await daysAgo(operation, 8)
      const { container } = jobFor(trade, silence)
      await checkQueuedOperations(container)
      await checkQueuedOperations(container)
      expect(await alarmsOn(operation)).toEqual([{ kind: "still_queued", amount: 300, open: true }])
      await halfAnHour(operation)
      await checkQueuedOperations(jobFor(trade, { ...QUEUED, state: "done" }).container)
      expect(await alarmsOn(operation)).toEqual([{ kind: "still_queued", amount: 300, open: false }])
    })

    it("tells staff of what was not carried out, and no more of its waiting", async () => {
      const trade = await paidTrade(place.shop)
      const operation = await moved(trade.attempt, "queued", 300)
      await onlyOf(trade)
      await daysAgo(operation, 8)
      await checkQueuedOperations(jobFor(trade, QUEUED).container)
      await halfAnHour(operation)
      await checkQueuedOperations(jobFor(trade, NOT_DONE).container)
      expect((await alarmsOn(operation)).filter(({ open }) => open).map(({ kind }) => kind)).toEqual([
        "not_carried_out",
      ])
    })

    it("tells nobody within the week", async () => {
      const trade = await paidTrade(place.shop)
      const operation = await moved(trade.attempt, "queued", 300)
      await onlyOf(trade)
      await daysAgo(operation, 6)
      await checkQueuedOperations(jobFor(trade, QUEUED).container)
      expect(await alarmsOn(operation)).toEqual([])
    })
  })
})
