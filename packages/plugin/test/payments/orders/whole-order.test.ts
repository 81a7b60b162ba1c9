import { describe, expect, it } from "vitest"
import type { Attempt, NewAttempt } from "../../../src/modules/ledger/records"
import { statusOf } from "../../../src/payments/checkout/status"
import { applySession } from "../../../src/payments/orders/apply"
import { expireVouchers } from "../../../src/payments/orders/expire"
import { syncPayments } from "../../../src/payments/queries/payment-sync"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { twd } from "../../../src/toolkit/twd"
import { openBank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addManagedLine, addOrder, addPayment, addReservation, fakeMedusa } from "../../fake-medusa"
import { inBoth } from "../../in-both"
import { addSession, alarmsOf, eventsOf, newAttempt, newId, useShop } from "../../shop-database"
import { LONG_AGO, VOUCHER } from "./ended-voucher"

const used = useShop()
const PROVIDER = "pp_fake-card_main"
const STAFF = { id: "user_1", name: "王小明" }

type More = Partial<Attempt & NewAttempt>

/** An order of 1000 TWD that a number placed, and whose money is awaited; the number ran out long ago. */
async function awaited(more: More = {}) {
  const { shop } = used
  const bank = await openBank()
  const medusa = fakeMedusa(shop, PROVIDER, methodAccountAt(bank, {}, CODE))
  const sessionId = await addSession(shop, "1000")
  const cartId = await addCart(shop, sessionId)
  const orderId = await addOrder(shop, sessionId, cartId)
  await setTotal(orderId, 1000)
  medusa.on("cancel-order", () => shop.db("order").where({ id: orderId }).update({ status: "canceled" }))
  const issued = { state: "issued", voucher: VOUCHER, expires_at: LONG_AGO } as const
  const number = await attempt(sessionId, { ...issued, order_id: orderId, ...more })
  bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "expired" })
  const now = async () => (await shop.context.ledger.attempt(number.id)) ?? number
  const status = async () => (await shop.db("order").where({ id: orderId }).first()).status
  const expire = () => expireVouchers(medusa.container)
  const ran = (workflow: string) => medusa.runs.filter((run) => run.workflow === workflow)
  return { bank, medusa, sessionId, cartId, orderId, number, now, status, expire, ran }
}

async function collectionOf(sessionId: string): Promise<string> {
  return (await used.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id
}

async function attempt(sessionId: string, more: More = {}): Promise<Attempt> {
  const { ledger } = used.shop.context
  const {
    state = "started",
    voucher = null,
    expires_at = null,
    paid_at = null,
    apply_at = null,
    order_id = null,
    ...row
  } = more
  const payment_collection_id = await collectionOf(sessionId)
  const opened = await ledger.open(newAttempt({ session_id: sessionId, method: "code", payment_collection_id, ...row }))
  const captured_amount = state === "captured" ? opened.amount : twd(0)
  const changed = await ledger.change(opened, {
    state,
    voucher,
    expires_at,
    paid_at,
    apply_at,
    order_id,
    captured_amount,
  })
  if (!changed) throw new Error("Nobody else writes here.")
  return changed
}

async function setTotal(orderId: string, total: number): Promise<void> {
  const { db } = used.shop
  await db("order_summary").where({ order_id: orderId }).delete()
  const totals = JSON.stringify({ current_order_total: total })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
}

/** Another collection of the order, as an edit, a claim or staff open it; its session. */
async function addCollection(orderId: string, amount: string): Promise<string> {
  const sessionId = await addSession(used.shop, amount)
  const link = { order_id: orderId, payment_collection_id: await collectionOf(sessionId) }
  await used.shop.db("order_payment_collection").insert({ id: newId("link"), ...link })
  return sessionId
}

/** Medusa replaces the session of a collection by another one. */
async function replaceSession(sessionId: string, amount = "1000"): Promise<string> {
  const { db } = used.shop
  const payment_collection_id = await collectionOf(sessionId)
  const next = await addSession(used.shop, amount)
  await db("payment_session").where({ id: next }).update({ payment_collection_id })
  await db("payment_session").where({ id: sessionId }).delete()
  return next
}

const paid = { state: "captured", paid_at: new Date(), apply_at: new Date() } as const

describe("a number that ran out", () => {
  it("is asked about a few times more: a bank may take it late, and its notice may be lost", async () => {
    const DAY = 86_400_000
    const end = new Date(Date.now() - 3 * DAY)
    const { bank, number, now, expire, status, medusa } = await awaited({ expires_at: end })
    await expire()
    expect(await now()).toMatchObject({ state: "expired", query_at: new Date(end.getTime() + 7 * DAY) })
    expect(await status()).toBe("canceled")
    bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "captured" })
    const row = used.shop.db("taiwan_payment_attempt").where({ id: number.id })
    await row.update({ query_at: new Date(0), queried_at: null })
    await syncPayments(medusa.container, () => {})
    expect(await now()).toMatchObject({ state: "captured", query_at: null })
    await applySession(medusa.container, number.session_id)
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "canceled_order", amount: number.amount }])
  })
})

describe("a number that ran out", () => {
  it("takes its order with it when nothing else pays it", async () => {
    const { expire, now, status } = await awaited()
    await expire()
    expect(await now()).toMatchObject({ state: "expired" })
    expect(await status()).toBe("canceled")
  })

  it("ends though the workflow that cancels another one's order never returns", async () => {
    const [stuck, other] = [await awaited({ expires_at: new Date(0) }), await awaited()]
    stuck.bank.know({ tradeNo: other.number.trade_no, amount: other.number.amount, state: "expired" })
    const cancel = () => used.shop.db("order").where({ id: other.orderId }).update({ status: "canceled" })
    stuck.medusa.on("cancel-order", ({ order_id }) => (order_id === stuck.orderId ? new Promise(() => {}) : cancel()))
    await expireVouchers(stuck.medusa.container, 8_000)
    expect(await other.status()).toBe("canceled")
    expect(await other.now()).toMatchObject({ state: "expired" })
    const { state, expiry_at } = await stuck.now()
    expect([state, Number(expiry_at) > Date.now()], "its turn comes again later").toEqual(["issued", true])
  })

  it("is looked at once more after its order was cancelled: who cancels it at the same time may have reserved its stock anew", async () => {
    const { expire, now, number, orderId, ran } = await awaited()
    const { lineId, item } = await addManagedLine(used.shop, orderId)
    await expire()
    // The loser's compensation (Medusa 2.21.2).
    await addReservation(used.shop, lineId, item)
    const { expiry_at } = await now()
    expect(expiry_at?.getTime()).toBeGreaterThan(Date.now())
    await used.shop.context.ledger.change(await now(), { expiry_at: LONG_AGO })
    await expire()
    expect(ran("delete-reservations-by-line-items")).toMatchObject([{ input: { ids: [lineId] } }])
    expect(await used.shop.context.ledger.attempt(number.id)).toMatchObject({ state: "expired", expiry_at: null })
  })

  it("of an edit's difference ends alone: the paid order stays, and staff are told (1)", async () => {
    const {
      bank,
      sessionId,
      orderId,
      number: card,
      expire,
      status,
      ran,
    } = await awaited({ state: "captured", expires_at: null })
    await addPayment(used.shop, sessionId, card.trade_no)
    await setTotal(orderId, 1080)
    const difference = await addCollection(orderId, "80")
    const number = await attempt(difference, {
      ...{ state: "issued", voucher: VOUCHER, expires_at: LONG_AGO, amount: twd(80), session_amount: "80" },
    })
    bank.know({ tradeNo: number.trade_no, amount: number.amount, state: "expired" })
    await expire()
    expect(await used.shop.context.ledger.attempt(number.id)).toMatchObject({ state: "expired" })
    expect([await status(), ran("cancel-order")]).toEqual(["pending", []])
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "expired_unpaid", order_id: orderId }])
  })

  it("leaves an order that another collection has paid (2)", async () => {
    const { orderId, expire, now, status, number } = await awaited()
    await addPayment(used.shop, await addCollection(orderId, "1000"), "OTHER")
    await expire()
    expect([(await now()).state, await status()]).toEqual(["expired", "pending"])
    expect(await alarmsOf(used.shop, number.id)).toEqual([])
  })

  it("leaves an order that waits for another attempt, and takes it when that is over (3)", async () => {
    const { sessionId, expire, now, status } = await awaited()
    const next = await attempt(await replaceSession(sessionId), { query_at: new Date(Date.now() + 3_600_000) })
    await expire()
    expect([(await now()).state, await status()]).toEqual(["expired", "pending"])
    expect((await now()).expiry_at).toEqual(expect.any(Date))
    await used.shop.context.ledger.change(next, { state: "failed", query_at: null })
    await used.shop.context.ledger.change(await now(), { expiry_at: new Date() })
    await expire()
    expect(await status()).toBe("canceled")
  })

  it("of an order that was sent: the order stays, staff are told, and nobody is asked again (5)", async () => {
    const { orderId, expire, now, status, number, bank } = await awaited()
    await used.shop.db("order").where({ id: orderId }).update({ status: "completed" })
    await expire()
    const heard = bank.heard.length
    await expire()
    expect([(await now()).state, await status(), bank.heard.length]).toEqual(["expired", "completed", heard])
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "shipped_unpaid", order_id: orderId }])
  })

  it("is tried again later and later when Medusa refuses to cancel (5)", async () => {
    const { medusa, expire, now } = await awaited()
    medusa.on("cancel-order", () => Promise.reject(new Error("a hook of the shop says no")))
    await expire()
    const first = await now()
    expect(first).toMatchObject({ state: "issued", expiry_tries: 1 })
    await expire()
    expect(await now()).toMatchObject({ expiry_tries: 1 })
    await used.shop.context.ledger.change(first, { expiry_at: new Date() })
    await expire()
    expect((await now()).expiry_tries).toBe(2)
    expect(Number((await now()).expiry_at) - Date.now()).toBeGreaterThan(45_000)
  })
})

describe("money of an order", () => {
  it("that another collection has paid is a second payment (2)", async () => {
    const { medusa, sessionId, orderId, number } = await awaited(paid)
    await addPayment(used.shop, await addCollection(orderId, "1000"), "OTHER")
    await applySession(medusa.container, sessionId)
    expect(medusa.runs).toEqual([])
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "second_payment", order_id: orderId }])
  })

  it("whose session was replaced is applied to it all the same (3, 7)", async () => {
    const { medusa, sessionId, now, number, orderId, ran } = await awaited(paid)
    const next = await replaceSession(sessionId)
    const [collection, carrier] = [await collectionOf(next), newId("payses")]
    medusa.on("create-payment-sessions", async () => {
      await used.shop.db("payment_session").where({ id: next }).update({ id: carrier })
      return { result: { id: carrier } }
    })
    medusa.on("process-payment-workflow", () => addPayment(used.shop, carrier, number.trade_no))
    await applySession(medusa.container, sessionId)
    expect(ran("create-payment-sessions")).toMatchObject([
      { input: { payment_collection_id: collection, provider_id: PROVIDER } },
    ])
    expect(ran("process-payment-workflow")).toMatchObject([{ input: { data: { session_id: carrier } } }])
    expect(await now()).toMatchObject({ applied_session_id: carrier, unmatched: null, order_id: orderId })
    expect(await alarmsOf(used.shop, number.id)).toEqual([])
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "paid", order_id: orderId })
  })

  it("that came through two gateways for one cart is told once, with order and twin (7b)", async () => {
    const { medusa, sessionId, orderId, number } = await awaited(paid)
    const next = await replaceSession(sessionId)
    const twin = await attempt(next, { ...paid, apply_at: null, gateway: "second" })
    await used.shop.context.ledger.change(twin, { applied_at: new Date(), order_id: orderId })
    await addPayment(used.shop, next, twin.trade_no)
    await applySession(medusa.container, sessionId)
    expect(medusa.runs).toEqual([])
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([
      { kind: "second_payment", order_id: orderId, detail: expect.stringContaining(`${twin.trade_no} (second)`) },
    ])
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "held" })
  })

  it("of an order that was edited meanwhile: applied, and told with both amounts (4)", async () => {
    const { medusa, sessionId, orderId, number, now } = await awaited()
    await used.shop
      .db("payment_collection")
      .where({ id: await collectionOf(sessionId) })
      .update({ amount: 1100 })
    await setTotal(orderId, 1100)
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({
      ...{ state: "awaiting", amount: 1000, amount_asked: 1100 },
      start_url: expect.stringContaining("?again=1"),
    })
    await used.shop.context.ledger.change(await now(), { ...paid, captured_amount: twd(1000) })
    medusa.on("process-payment-workflow", () => addPayment(used.shop, sessionId, number.trade_no))
    await applySession(medusa.container, sessionId)
    expect(await now()).toMatchObject({ unmatched: null, order_id: orderId })
    const detail = expect.stringMatching(/1000 TWD.*1100 TWD/)
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "amount_changed", order_id: orderId, detail }])
  })
})

describe("the shopper's page", () => {
  it("says that a number was replaced (3)", async () => {
    const { medusa, sessionId } = await awaited()
    await replaceSession(sessionId)
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({
      state: "replaced",
      voucher: null,
      start_url: null,
    })
  })

  it("says held by the money's record, whatever became of an alarm (7c)", async () => {
    const { medusa, sessionId, number, now } = await awaited(paid)
    const { ledger } = used.shop.context
    const alarm = { kind: "wrong_amount", attempt_id: number.id, subject: number.id, amount: 999 } as const
    await ledger.raise({ ...alarm, detail: inBoth("a message of another amount"), order_id: null })
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "paid" })
    await ledger.change(await now(), { apply_at: null, applied_at: new Date(), unmatched: "canceled_order" })
    await ledger.resolveAlarms(number.id, "looked at")
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "held" })
  })
})

describe("paid in another way (6)", () => {
  async function inCash() {
    const order = await awaited()
    const collection = newId("paycol")
    order.medusa.on("create-order-payment-collection", async () => ({ result: [{ id: collection }] }))
    order.medusa.on("mark-payment-collection-as-paid", async () => {
      const sessionId = await addCollection(order.orderId, "1000")
      await addPayment(used.shop, sessionId, "")
    })
    const record = (amount: number) =>
      recordPaidOtherwise(order.medusa.container, order.number.id, { amount, reference: "cash 12" }, STAFF)
    return { ...order, collection, record }
  }

  it("is in Medusa, with who took it; the number is closed; a transfer that still comes is a second payment", async () => {
    const { medusa, record, now, ran, collection, orderId, sessionId, number } = await inCash()
    await record(1000)
    expect(ran("mark-payment-collection-as-paid")).toMatchObject([
      { input: { order_id: orderId, payment_collection_id: collection, captured_by: "user_1" } },
    ])
    expect(await now()).toMatchObject({
      state: "expired",
      message: expect.stringContaining("cash 12"),
    })
    expect(await eventsOf(used.shop, number)).toMatchObject([{ kind: "expiry", actor: STAFF }])
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "paid", order_id: orderId })
    await used.shop.context.ledger.change(await now(), { ...paid, captured_amount: twd(1000) })
    await applySession(medusa.container, sessionId)
    expect(await alarmsOf(used.shop, number.id)).toMatchObject([{ kind: "second_payment", order_id: orderId }])
  })

  it("closes the number that a question about it changed meanwhile; one that was paid stays, and is told", async () => {
    const { medusa, record, now, orderId } = await inCash()
    const touch = async (change: Partial<Attempt>) => {
      await used.shop.context.ledger.change(await now(), change)
      await addPayment(used.shop, await addCollection(orderId, "300"), "")
    }
    medusa.on("mark-payment-collection-as-paid", () => touch({ queried_at: new Date() }))
    await record(300)
    expect(await now()).toMatchObject({ state: "expired", code: null })
    const other = await inCash()
    const money = { ...paid, captured_amount: twd(1000) }
    other.medusa.on("mark-payment-collection-as-paid", async () => {
      await used.shop.context.ledger.change(await other.now(), money)
    })
    await expect(other.record(300)).rejects.toThrow(/has changed just now/)
    expect(await other.now()).toMatchObject({ state: "captured" })
  })

  it("is refused for more than is asked, and where no number is awaited", async () => {
    const { record, now } = await inCash()
    await expect(record(1001)).rejects.toThrow(/asks 1000 TWD/)
    await used.shop.context.ledger.change(await now(), { state: "failed" })
    await expect(record(1000)).rejects.toThrow(/No number of an order is awaited/)
  })
})
