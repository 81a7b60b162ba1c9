import { afterEach, describe, expect, it, vi } from "vitest"
import { lookUp } from "../../../src/payments/operations/look-up"
import { refund } from "../../../src/payments/operations/refund"
import { newId, operationsOf, useShop } from "../../shop-database"
import { type Paid, paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context
const paid = (...more: WantedTrade) => paidTrade(place.shop, ...more)
const operations = () => place.shop.db("taiwan_payment_operation")
const rename = (from: string, to: string) => place.shop.db.schema.renameTable(from, to)

afterEach(() => void vi.restoreAllMocks())

/** A process that died long ago left this behind. */
async function abandon({ attempt }: Paid, state = "started", minutes = 20): Promise<void> {
  const past = new Date(Date.now() - minutes * 60_000)
  await operations().where({ attempt_id: attempt.id }).update({ state, started_at: past, sent_at: past })
}

describe("a refund that the gateway made stands, whatever fails afterwards:", () => {
  it("the lock is gone", async () => {
    const trade = await paid()
    let answer = () => {}
    trade.bank.waits.set("refund", new Promise<void>((resolve) => (answer = resolve)))
    const asked = trade.refund(300)
    await vi.waitUntil(() => trade.bank.heard.includes("refund"))
    await rename("taiwan_payment_lease", "taiwan_payment_lease_away")
    answer()
    try {
      expect(await asked).toMatchObject({ refunded_amount: 300 })
    } finally {
      await rename("taiwan_payment_lease_away", "taiwan_payment_lease")
    }
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
  })

  it("the event bus throws: the event is emitted later", async () => {
    const trade = await paid()
    const bus = context().bus
    if (!bus) throw new Error("The shop has a bus.")
    vi.spyOn(bus, "emit").mockRejectedValueOnce(new Error("Redis is away"))
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "done" }])
    const told = () => place.shop.emitted.filter(({ data }) => JSON.stringify(data).includes(trade.attempt.id))
    expect(told()).toEqual([])
    await place.shop.db("taiwan_payment_outbox").update({ tried_at: new Date(Date.now() - 61_000) })
    await context().emit("order.placed", { id: "order_1" })
    expect(told()).toMatchObject([{ name: "taiwan_payments.refunded", data: { amount: 300 } }])
  })

  it("our own second write fails: it is looked up, and not made again", async () => {
    const trade = await paid()
    const { ledger } = context()
    vi.spyOn(ledger, "together").mockRejectedValueOnce(new Error("connection lost"))
    await expect(trade.refund(300)).rejects.toThrow("connection lost")
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "started" }])
    await expect(trade.refund(300), "it may be under way").rejects.toMatchObject({ kind: "refused" })
    await abandon(trade)
    expect(await trade.refund(300)).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["refund", "query"])
  })
})

describe("an operation is written as started before every try", () => {
  it("also when it was refused before: the process dies, and the next press looks first", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["refuse"])
    await expect(trade.refund(300, "ref_dies")).rejects.toMatchObject({ kind: "refused" })
    let answer = () => {}
    trade.bank.waits.set("refund", new Promise<void>((resolve) => (answer = resolve)))
    const dying = trade.refund(300, "ref_dies").catch(() => {})
    await vi.waitUntil(() => trade.bank.heard.filter((call) => call === "refund").length === 2)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "started", tries: 2 }])
    answer()
    await dying
    await abandon(trade)
    trade.bank.heard.length = 0
    await place.shop.db("taiwan_payment_attempt").where({ id: trade.attempt.id }).update({ refunded_amount: 0 })
    expect(await trade.refund(300, "ref_dies")).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["query"])
    expect(trade.refunded()).toBe(300)
  })

  it("and two processes never send one movement each", async () => {
    const trade = await paid()
    trade.bank.faults.set("refund", ["cut"])
    await expect(trade.refund(300)).rejects.toThrow()
    const [open] = await operationsOf(place.shop, trade.attempt)
    if (!open) throw new Error("It was written.")
    const both = await Promise.allSettled(
      [context(), place.otherProcess()].map(({ ledger }) => ledger.operations.restart(open)),
    )
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })
})

describe("an operation whose fate is unknown", () => {
  async function lost(fault: "cut" | "lose") {
    const trade = await paid()
    trade.bank.faults.set("refund", [fault])
    await expect(trade.refund(300)).rejects.toThrow()
    return trade
  }
  const look = async (trade: Paid) => {
    const [operation] = await operationsOf(place.shop, trade.attempt)
    if (operation) await lookUp(context(), trade.methodAccount, await trade.now(), operation)
  }

  it("is ended by looking alone: done where it was done", async () => {
    const trade = await lost("lose")
    await look(trade)
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
    expect(trade.bank.heard).toEqual(["refund", "query"])
  })

  it("and refused where the books do not show it, once they must", async () => {
    const trade = await lost("cut")
    await expect(look(trade), "too early to tell").rejects.toThrow()
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "unknown" }])
    await abandon(trade, "unknown")
    await look(trade)
    expect(await operationsOf(place.shop, trade.attempt)).toMatchObject([{ state: "refused" }])
    expect(trade.bank.heard).not.toContain("capture")
    expect(trade.refunded()).toBe(0)
  })

  it("blocks another amount while it may be under way, and no longer", async () => {
    const trade = await lost("lose")
    await expect(trade.refund(200)).rejects.toThrow("has no answer yet")
    await abandon(trade, "unknown")
    expect(await trade.refund(200)).toMatchObject({ refunded_amount: 500 })
    expect(trade.refunded()).toBe(500)
  })
})

describe("a gateway that tells only of its latest refund", () => {
  it("is asked for no second one that the balance could not tell from those that are queued", async () => {
    const trade = await paid()
    const account = { ...trade.methodAccount.account, onlyLatestRefundTold: true as const }
    const methodAccount = { ...trade.methodAccount, account }
    const ask = (amount: string) => refund(context(), methodAccount, trade.attempt.id, { key: newId("ref"), amount })
    trade.bank.faults.set("refund", ["queue"])
    await ask("300")
    await expect(ask("300")).rejects.toThrow("still on its way")
    expect(trade.refunded()).toBe(300)
    expect(await ask("200")).toMatchObject({ refunded_amount: 500 })
    await operations().where({ attempt_id: trade.attempt.id }).update({ state: "done" })
    expect(await ask("300")).toMatchObject({ refunded_amount: 800 })
  })
})
