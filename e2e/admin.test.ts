import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { arrive, payOn } from "./support/buyer"
import { actAt, closeDay, tradeAt } from "./support/gateway"
import { actorsOf, alarmsAbout, attemptOf } from "./support/ledger"
import { payTwice } from "./support/orders"
import { buyByCard, checkout, orderOf, type PaymentSession, reaches, settled } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, type Shop } from "./support/shop"
import { until } from "./support/until"

const BASE = "/admin/taiwan-payments"

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

const look = (path: string, of = shop) => of.office.get(`${BASE}/${path}`)
const act = (path: string, body: object, of = shop) => of.office.post(`${BASE}/${path}`, body)
const detail = (id: string, of = shop) => look(`attempts/${id}`, of)

/** The attempt of the second payment, which has no home. */
async function strayMoney(of = shop): Promise<{ session: PaymentSession; strayId: string; tradeNo: string }> {
  const { session, second } = await payTwice(of)
  return { session, strayId: second.id, tradeNo: second.trade_no }
}

/** A paid ATM order, which no API can refund. */
async function buyByTransfer() {
  const session = await checkout(shop, "ecpay-atm")
  const { page } = await issueVoucher(session.data.start_url)
  await settled(shop, session.id)
  await actAt(shop, tradeNumberOf(page), "pay")
  await reaches(shop, session.id, "paid")
  const orderId = await settled(shop, session.id)
  const { id } = await attemptOf(shop, session.id)
  await until("a payment in Medusa", async () => (await detail(id)).medusa.matched)
  return { session, orderId, id }
}

describe("the admin API", () => {
  it("answers nobody who is not staff", async () => {
    const paths = ["attempts", "alarms", "attempts/tpa_nobody"]
    const answers = await Promise.all(paths.map((path) => fetch(`${shop.url}${BASE}/${path}`)))
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401])
    const refund = await fetch(`${shop.url}${BASE}/attempts/tpa_nobody/refund`, { method: "POST" })
    expect(refund.status).toBe(401)
  })

  it("refuses questions that it does not know", async () => {
    const questions = ["attempts?limit=0", "attempts?limit=5000", "attempts?state=rich", "attempts?colour=red"]
    for (const question of questions) await expect(look(question)).rejects.toThrow(/answered 400/)
    await expect(look("alarms?open=perhaps")).rejects.toThrow(/answered 400/)
  })

  it("knows no attempt and no alarm but its own", async () => {
    await expect(detail("tpa_nobody")).rejects.toThrow(/answered 404/)
    for (const action of ["query", "refund"])
      await expect(act(`attempts/tpa_nobody/${action}`, {})).rejects.toThrow(/answered 404/)
    await expect(act("alarms/tpx_nobody/resolve", { resolution: "done" })).rejects.toThrow(/answered 404/)
  })
})

describe("the list of attempts", () => {
  it("is newest first, in slices, with names and the order's number", async () => {
    const { order, tradeNo } = await buyByCard(shop)
    await buyByCard(shop)
    const all = await look("attempts?limit=100")
    const times = all.attempts.map(({ created_at }: { created_at: string }) => Date.parse(created_at))
    expect(times).toEqual(times.toSorted((a: number, b: number) => b - a))
    const second = await look("attempts?limit=1&offset=1")
    expect(second).toMatchObject({ count: all.count, limit: 1, offset: 1 })
    expect(second.attempts).toEqual([all.attempts[1]])
    expect(second.attempts[0]).toMatchObject({
      trade_no: tradeNo,
      gateway_name: { en: "ECPay", "zh-TW": "綠界科技" },
      method_name: { "zh-TW": "信用卡" },
      order: { id: order.id },
      open_alarms: 0,
    })
    expect(second.attempts[0]).not.toHaveProperty("return_url")
  })

  it("is searched by trade number, order number, order and state", async () => {
    const { order, tradeNo, session } = await buyByCard(shop)
    const { attempts } = await look(`attempts?order_id=${order.id}`)
    expect(attempts).toHaveLength(1)
    const questions = [
      `q=${tradeNo.slice(3, 12).toLowerCase()}`,
      `q=${encodeURIComponent(`#${attempts[0].order.display_id}`)}`,
      `session_id=${session.id}`,
      `order_id=${order.id}&state=captured`,
    ]
    for (const question of questions) expect((await look(`attempts?${question}`)).attempts).toEqual(attempts)
    expect((await look(`attempts?order_id=${order.id}&state=failed`)).attempts).toEqual([])
    expect((await look("attempts?q=%25")).attempts).toEqual([])
  })
})

describe("an attempt", () => {
  it("tells its whole story, without a secret", async () => {
    const { order, payment, tradeNo, session } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await shop.sandbox.settled()
    const story = await detail(id)
    const [first, ...later]: string[] = story.events.map(({ kind }: { kind: string }) => kind)
    expect(first).toBe("start")
    expect(later.filter((kind) => kind === "notice")).toHaveLength(1)
    // The browser that returns makes the shop ask, which may be over before the notice is here.
    expect(["return", "answer"]).toEqual(expect.arrayContaining(later.slice(0, later.indexOf("notice"))))
    expect(story.attempt).toMatchObject({ trade_no: tradeNo, details: { card_last4: "2222" } })
    expect(story.medusa).toMatchObject({ matched: true, order: { id: order.id }, payment: { id: payment.id } })
    expect(story.actions).toMatchObject({
      refund: null,
      refund_in_order: { order_id: order.id, payment_id: payment.id },
      refund_by_hand: { up_to: session.amount, advice: null },
    })
    expect(JSON.stringify(story)).not.toMatch(/CheckMacValue|HashKey|HashIV/i)
  })

  it("is refunded in its order and nowhere else", async () => {
    const { session, tradeNo } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await expect(act(`attempts/${id}/refund`, {})).rejects.toThrow(/answered 409.*Refund it in the order/)
    expect(tradeAt(shop, tradeNo).details["Card state"]).not.toBe("已取消")
  })
})

describe("asking now", () => {
  it("finds the money whose notice got lost, and the order follows", async () => {
    shop.sandbox.fault({ kind: "drop", count: 1 })
    const session = await checkout(shop)
    await payOn(await arrive(session.data.start_url))
    const { id } = await attemptOf(shop, session.id)
    expect(await act(`attempts/${id}/query`, {})).toMatchObject({ outcome: "answered", answer: { state: "captured" } })
    await reaches(shop, session.id, "paid")
  })

  it("is not done too often, and says when it may be done again", async () => {
    const { session } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await act(`attempts/${id}/query`, {})
    const again = await act(`attempts/${id}/query`, {})
    expect(again).toMatchObject({ outcome: "too soon", answer: null, problem: null })
    expect(Date.parse(again.again_at)).toBeGreaterThan(Date.now())
  })

  it("tells the gateway's trouble in words, and believes nothing", async () => {
    const session = await checkout(shop)
    await arrive(session.data.start_url)
    const { id } = await attemptOf(shop, session.id)
    shop.sandbox.fault({ kind: "http-500", endpoint: "/Cashier/QueryTradeInfo/V5", count: 1 })
    expect(await act(`attempts/${id}/query`, {})).toMatchObject({
      outcome: "silent",
      answer: null,
      problem: { en: expect.stringContaining("HTTP 500"), "zh-TW": expect.stringContaining("HTTP 500") },
    })
    expect(await attemptOf(shop, session.id)).toMatchObject({ state: "started" })
  })
})

describe("what staff did in the gateway's own back office", () => {
  it("is seen when they ask, and booked in the order without moving money again", async () => {
    const { session, order, tradeNo } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await closeDay(shop)
    await actAt(shop, tradeNo, "refund", { amount: "60" })
    await shop.database.query("update taiwan_payment_attempt set queried_at = null where id = $1", [id])
    expect(await act(`attempts/${id}/query`, {})).toMatchObject({ outcome: "answered", difference: 60 })
    expect(await alarmsAbout(shop, id)).toMatchObject([{ kind: "refunded_elsewhere", amount: 60 }])
    const { actions, attempt } = await act(`attempts/${id}/book-difference`, {})
    expect([actions.book_difference, attempt.refunded_amount]).toEqual([null, 60])
    const [payment] = (await orderOf(shop, order.id)).payment_collections.flatMap(({ payments }) => payments)
    expect(payment?.refunds.map(({ amount }) => amount)).toEqual([60])
    expect(tradeAt(shop, tradeNo).details.Closed).toBe(String(session.amount - 60))
    const { rows } = await shop.database.query(
      "select actor->>'name' as name from taiwan_payment_operation where attempt_id = $1",
      [id],
    )
    expect(rows).toEqual([{ name: "admin@example.com" }])
    await expect(act(`attempts/${id}/book-difference`, {})).rejects.toThrow(/answered 409.*nothing to book/)
  })

  it("is booked as it was begun where Medusa could not follow at first, whatever the gateway says since", async () => {
    const { session, order, tradeNo } = await buyByCard(shop)
    const { id } = await attemptOf(shop, session.id)
    await closeDay(shop)
    await actAt(shop, tradeNo, "refund", { amount: "60" })
    const query = shop.database.query.bind(shop.database)
    await refuseRefunds(query)
    await expect(act(`attempts/${id}/book-difference`, {})).rejects.toThrow(/answered 409.*Medusa did not follow/)
    await allowRefunds(query)
    await actAt(shop, tradeNo, "refund", { amount: "25" })
    const { attempt } = await act(`attempts/${id}/book-difference`, {})
    expect(attempt.refunded_amount).toBe(60)
    const next = await act(`attempts/${id}/book-difference`, {})
    expect(next.attempt.refunded_amount).toBe(85)
    const [payment] = (await orderOf(shop, order.id)).payment_collections.flatMap(({ payments }) => payments)
    expect(payment?.refunds.map(({ amount }) => amount).toSorted()).toEqual([25, 60])
  })
})

type Query = (text: string) => Promise<unknown>

async function refuseRefunds(query: Query): Promise<void> {
  await query(`create function no_refunds() returns trigger language plpgsql as $$
    begin raise exception 'no refunds today'; end $$`)
  await query("create trigger no_refunds before insert on refund for each row execute function no_refunds()")
}

async function allowRefunds(query: Query): Promise<void> {
  await query("drop trigger no_refunds on refund")
  await query("drop function no_refunds()")
}

describe("giving stray money back", () => {
  it("goes in parts, never beyond what came in; the alarm ends with the last dollar", async () => {
    const { strayId, session, tradeNo } = await strayMoney()
    await closeDay(shop)
    await expect(act(`attempts/${strayId}/refund`, { amount: session.amount + 1 })).rejects.toThrow(/answered 409/)
    await expect(act(`attempts/${strayId}/refund`, { amount: 0.5 })).rejects.toThrow(/answered 400/)
    const part = await act(`attempts/${strayId}/refund`, { amount: 20 })
    expect(part.attempt).toMatchObject({ state: "captured", refunded_amount: 20, open_alarms: 1 })
    expect(part.actions.refund).toEqual({ kind: "refund", up_to: session.amount - 20, whole: false })
    const all = await act(`attempts/${strayId}/refund`, {})
    expect(all.attempt).toMatchObject({ state: "refunded", refunded_amount: session.amount, open_alarms: 0 })
    expect(tradeAt(shop, tradeNo).details.Closed).toBe("0")
  })

  it("happens once, although two people press the button", async () => {
    const { strayId, session } = await strayMoney()
    const presses = [act(`attempts/${strayId}/refund`, {}), act(`attempts/${strayId}/refund`, {})]
    const results = await Promise.allSettled(presses)
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"])
    expect((await detail(strayId)).attempt.refunded_amount).toBe(session.amount)
  })

  it("keeps the alarm when the gateway refuses, and shows its words", async () => {
    const { strayId } = await strayMoney()
    shop.sandbox.fault({ kind: "garbage", endpoint: "/CreditDetail/QueryTrade/V2", count: 1 })
    await expect(act(`attempts/${strayId}/refund`, {})).rejects.toThrow(/answered 502.*cannot be read/)
    expect((await detail(strayId)).attempt).toMatchObject({ state: "captured", refunded_amount: 0, open_alarms: 1 })
  })
})

describe("a refund made by hand", () => {
  it("is advised where the gateway has no API for it, and Medusa follows", async () => {
    const { id, orderId, session } = await buyByTransfer()
    const { actions } = await detail(id)
    expect(actions).toMatchObject({ refund: null, refund_in_order: null, refund_by_hand: { up_to: session.amount } })
    expect(actions.refund_by_hand.advice["zh-TW"]).toContain("匯款")
    await act(`attempts/${id}/refund-by-hand`, { amount: 100, reference: "bank 0001" })
    expect((await orderOf(shop, orderId)).payment_status).toBe("partially_refunded")
    const rest = { amount: session.amount - 100, reference: "bank 0002" }
    const done = await act(`attempts/${id}/refund-by-hand`, rest)
    expect(done.attempt).toMatchObject({ state: "refunded", refunded_amount: session.amount })
    expect(done.actions.refund_by_hand).toBeNull()
    expect(await actorsOf(shop, id)).toEqual(["admin@example.com"])
    expect((await orderOf(shop, orderId)).payment_status).toBe("refunded")
  })

  it("is booked once for one reference, and never for more than came in", async () => {
    const { id, session } = await buyByTransfer()
    const path = `attempts/${id}/refund-by-hand`
    await expect(act(path, { amount: session.amount + 1, reference: "x" })).rejects.toThrow(/answered 409/)
    await expect(act(path, { amount: 1.5, reference: "x" })).rejects.toThrow(/answered 400/)
    await expect(act(path, { amount: 10, reference: "  " })).rejects.toThrow(/answered 400/)
    await act(path, { amount: 10, reference: "bank 0003" })
    await expect(act(path, { amount: 10, reference: "bank 0003" })).rejects.toThrow(/recorded already/)
    expect((await detail(id)).attempt.refunded_amount).toBe(10)
  })

  it("is refused while nothing was paid", async () => {
    const session = await checkout(shop, "ecpay-atm")
    await issueVoucher(session.data.start_url)
    await settled(shop, session.id)
    const { id } = await attemptOf(shop, session.id)
    const body = { amount: 10, reference: "bank 0004" }
    await expect(act(`attempts/${id}/refund-by-hand`, body)).rejects.toThrow(/answered 409.*trade is issued/)
  })

  it("ends the alarm about money for a cancelled order", async () => {
    const session = await checkout(shop, "ecpay-cvs")
    const { page } = await issueVoucher(session.data.start_url)
    const orderId = await settled(shop, session.id)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    await actAt(shop, tradeNumberOf(page), "pay")
    const { id } = await attemptOf(shop, session.id)
    await until("an alarm", async () => (await alarmsAbout(shop, id))[0])
    const body = { amount: session.amount, reference: "bank 0005" }
    const done = await act(`attempts/${id}/refund-by-hand`, body)
    expect(done.attempt).toMatchObject({ state: "refunded", open_alarms: 0, order: { id: orderId } })
    expect((await rowsOf(shop, session.id)).payments).toBe(0)
  })
})

describe("alarms", () => {
  it("are listed with the money, the order and the way to give it back", async () => {
    const { strayId, session } = await strayMoney()
    const { alarms } = await look("alarms?open=true&limit=100")
    const alarm = alarms.find(({ attempt_id }: { attempt_id: string }) => attempt_id === strayId)
    expect(alarm).toMatchObject({
      kind: "second_payment",
      amount: session.amount,
      attempt: { id: strayId, gateway_name: { en: "ECPay" } },
      order: { id: await settled(shop, session.id) },
      refund: { kind: "refund", up_to: session.amount },
    })
  })

  it("are resolved once, with words, and stay readable", async () => {
    const { strayId } = await strayMoney()
    const { alarms } = await detail(strayId)
    const path = `alarms/${alarms[0].id}/resolve`
    await expect(act(path, { resolution: " " })).rejects.toThrow(/answered 400/)
    await act(path, { resolution: "The buyer took a second parcel for it." })
    await expect(act(path, { resolution: "again" })).rejects.toThrow(/answered 409.*resolved already/)
    expect((await detail(strayId)).alarms[0]).toMatchObject({ resolution: "The buyer took a second parcel for it." })
    const { alarms: open } = await look("alarms?open=true&limit=100")
    expect(open.map(({ attempt_id }: { attempt_id: string }) => attempt_id)).not.toContain(strayId)
  })
})

describe("stray money that is only authorised", () => {
  let manual: Shop
  beforeAll(async () => {
    manual = await openShop({ ecpay: { capture: "manual" } })
  })
  afterAll(() => manual?.close())

  it("is released whole, and the alarm ends", async () => {
    const { strayId, session, tradeNo } = await strayMoney(manual)
    expect((await detail(strayId, manual)).actions.refund).toEqual({
      kind: "release",
      up_to: session.amount,
      whole: true,
    })
    await expect(act(`attempts/${strayId}/refund`, { amount: 10 }, manual)).rejects.toThrow(/released whole/)
    const done = await act(`attempts/${strayId}/refund`, {}, manual)
    expect(done.attempt).toMatchObject({ state: "voided", open_alarms: 0 })
    expect(tradeAt(manual, tradeNo).details["Card state"]).toBe("已取消")
  })
})
