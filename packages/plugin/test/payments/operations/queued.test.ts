import { describe, expect, it, vi } from "vitest"
import { Ledger } from "../../../src/modules/ledger/ledger"
import { checkBalances } from "../../../src/payments/balances/check-balances"
import { capture, voidAuthorization } from "../../../src/payments/operations/capture"
import { checkQueuedOperation } from "../../../src/payments/operations/queued"
import { refund } from "../../../src/payments/operations/refund"
import { containerOf } from "../../shop-container"
import { alarmsOf, eventsOf, newId, operationsOf, useShop } from "../../shop-database"
import { paidTrade, type WantedTrade } from "../paid-trade"

const place = useShop()
const context = () => place.shop.context

/** A trade with a movement that the bank took on for later; half an hour has passed. */
async function queuedTrade(kind: "refund" | "void" | "capture", amount = 400, ...wanted: WantedTrade) {
  const [options, more] = wanted
  const trade = await paidTrade(place.shop, options, kind === "refund" ? more : { state: "authorized", ...more })
  trade.bank.faults.set(kind, ["queue"])
  const movement = { key: newId("ref"), amount: String(amount) }
  if (kind === "refund") await refund(context(), trade.methodAccount, trade.attempt.id, movement)
  if (kind === "void") await voidAuthorization(context(), trade.methodAccount, trade.attempt.id, movement.key)
  if (kind === "capture") await capture(context(), trade.methodAccount, trade.attempt.id, movement)
  const operation = async () => {
    const [latest] = await operationsOf(place.shop, trade.attempt)
    if (!latest) throw new Error("The movement was not written.")
    return latest
  }
  const later = async () => {
    const { id } = await operation()
    const past = new Date(Date.now() - 31 * 60_000)
    await place.shop.db("taiwan_payment_operation").where({ id }).update({ updated_at: past })
  }
  await later()
  trade.bank.heard.length = 0
  const follow = async () => checkQueuedOperation(context(), trade.methodAccount, trade.attempt, await operation())
  return { ...trade, movement, operation, later, follow }
}

describe("a queued movement", () => {
  it("is shown as queued, and counts as given back", async () => {
    const trade = await queuedTrade("refund")
    expect(await trade.operation()).toMatchObject({ state: "queued" })
    expect(await trade.now()).toMatchObject({ state: "captured", refunded_amount: 400 })
  })

  it("is asked about again while it is queued, but not within half an hour", async () => {
    const trade = await queuedTrade("refund")
    await trade.follow()
    expect(await trade.operation()).toMatchObject({ state: "queued", code: "queued" })
    await trade.follow()
    expect(trade.bank.heard).toEqual(["fate"])
    await trade.later()
    await trade.follow()
    expect(trade.bank.heard).toEqual(["fate", "fate"])
  })

  it("is asked about once by two processes", async () => {
    const trade = await queuedTrade("refund")
    trade.bank.fate = "done"
    const operation = await trade.operation()
    const desks = [context(), place.otherProcess()]
    await Promise.all(desks.map((each) => checkQueuedOperation(each, trade.methodAccount, trade.attempt, operation)))
    expect(trade.bank.heard).toEqual(["fate"])
  })

  it("that nobody can be asked about stays queued", async () => {
    const trade = await queuedTrade("refund")
    trade.bank.faults.set("fate", ["cut"])
    await expect(trade.follow()).rejects.toMatchObject({ kind: "unreachable" })
    expect(await trade.operation()).toMatchObject({ state: "queued" })
  })

  it("that was carried out is done, and moves nothing a second time", async () => {
    const trade = await queuedTrade("refund", 1000)
    trade.bank.fate = "done"
    await trade.follow()
    expect(await trade.operation()).toMatchObject({ state: "done", message: "the bank's own words" })
    expect(await trade.now()).toMatchObject({ state: "refunded", refunded_amount: 1000 })
    expect(trade.refunded()).toBe(1000)
    await trade.follow()
    expect(trade.bank.heard).toEqual(["fate"])
  })
})

describe("a queued movement that the gateway did not carry out", () => {
  it("was no refund: the money is still here, and staff are told", async () => {
    const trade = await queuedTrade("refund", 1000)
    expect(await trade.now()).toMatchObject({ state: "refunded" })
    trade.bank.fate = "refused"
    await trade.follow()
    expect(await trade.operation()).toMatchObject({ state: "failed" })
    expect(await trade.now()).toMatchObject({ state: "captured", refunded_amount: 0 })
    expect(await alarmsOf(place.shop, (await trade.operation()).id)).toMatchObject([
      { kind: "not_carried_out", amount: 1000, attempt_id: trade.attempt.id },
    ])
    expect((await eventsOf(place.shop, trade.attempt)).at(-1)).toMatchObject({
      message: "refund 1000 TWD was not carried out: the bank's own words",
    })
  })

  it("leaves what other refunds gave back", async () => {
    const trade = await queuedTrade("refund", 300)
    await trade.refund(200)
    trade.bank.fate = "refused"
    await trade.follow()
    expect(await trade.now()).toMatchObject({ state: "captured", refunded_amount: 200 })
  })

  it("can be asked for again, under its own key, and told of again", async () => {
    const trade = await queuedTrade("refund", 300)
    trade.bank.fate = "refused"
    await trade.follow()
    trade.bank.faults.set("refund", ["queue"])
    await refund(context(), trade.methodAccount, trade.attempt.id, trade.movement)
    expect(await trade.operation()).toMatchObject({ state: "queued" })
    expect(await trade.now()).toMatchObject({ refunded_amount: 300 })
    await trade.later()
    await trade.follow()
    expect(await alarmsOf(place.shop, (await trade.operation()).id)).toHaveLength(2)
  })

  it("was no void, and no capture: the card is still reserved", async () => {
    for (const kind of ["void", "capture"] as const) {
      const trade = await queuedTrade(kind, 1000)
      trade.bank.fate = "refused"
      await trade.follow()
      expect(await trade.now()).toMatchObject({ state: "authorized", captured_amount: 0 })
    }
  })

  it.each([
    ["in time", 3, 1],
    ["at once, where its end is near", 1, 0],
  ])("is told %s before its authorisation ends", async (_what, endsIn, toldIn) => {
    const day = 86_400_000
    const now = Date.now()
    const ends = { paid_at: new Date(now - 10 * day), authorized_until: new Date(now + endsIn * day) }
    const trade = await queuedTrade("void", 1000)
    await context().ledger.change(await trade.now(), { ...ends, authorization_check_at: null })
    trade.bank.fate = "refused"
    await trade.follow()
    const { authorization_check_at: check } = await trade.now()
    expect(Math.round(((check?.getTime() ?? 0) - now) / day)).toBe(toldIn)
  })

  it("though its bank took the money all the same: it is asked about by itself, and can be refunded", async () => {
    const merchant = newId("M")
    const trade = await queuedTrade("void", 1000, { merchant }, { merchant })
    trade.bank.fate = "refused"
    await trade.follow()
    trade.bank.know({ tradeNo: trade.attempt.trade_no, merchant, amount: 1000, captured: 1000, state: "captured" })
    await checkBalances(containerOf(place.shop, "pp_fake-card_main", trade.methodAccount), () => {})
    expect(await trade.now()).toMatchObject({ state: "captured", captured_amount: 1000 })
  })

  it("of a capture can be asked for again, under its own key", async () => {
    const trade = await queuedTrade("capture", 1000)
    trade.bank.fate = "refused"
    await trade.follow()
    const again = await capture(context(), trade.methodAccount, trade.attempt.id, trade.movement)
    expect(again).toMatchObject({ state: "captured", captured_amount: 1000 })
    expect(await trade.operation()).toMatchObject({ state: "done" })
  })

  it("is told, or nothing is changed: a process cannot die in between", async () => {
    const trade = await queuedTrade("refund", 1000)
    trade.bank.fate = "refused"
    vi.spyOn(Ledger.prototype, "raise").mockRejectedValueOnce(new Error("the process died"))
    await expect(trade.follow()).rejects.toThrow("the process died")
    expect(await trade.operation()).toMatchObject({ state: "queued" })
    expect(await trade.now()).toMatchObject({ state: "refunded" })
    await trade.follow()
    expect(await alarmsOf(place.shop, (await trade.operation()).id)).toHaveLength(1)
  })
})
