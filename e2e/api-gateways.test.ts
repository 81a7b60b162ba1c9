import { payWithJkopay, payWithLinePay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import {
  type ApiGateway,
  buy,
  callsAbout,
  changeCart,
  payAndClose,
  tellAsJkopay,
  tradeThere,
} from "./support/api-gateways"
import { attemptOf, attemptsOf, operationsOf, strayEvents } from "./support/ledger"
import {
  checkout,
  orderOf,
  type PaymentSession,
  paymentOf,
  reaches,
  refund,
  settled,
  statusOf,
} from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, type Shop } from "./support/shop"
import { payUnseen } from "./support/tappay"
import { until } from "./support/until"

const CONFIRM = "/v4/payments/:transactionId/confirm"
const REFUNDS: Readonly<Record<ApiGateway, string>> = {
  linepay: "/v4/payments/:transactionId/refund",
  jkopay: "/platform/refund",
}

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

async function isBoughtOnce(session: PaymentSession): Promise<void> {
  await settled(shop, session.id)
  const { orderIds, payments, captures } = await rowsOf(shop, session.id)
  expect({ orders: orderIds.length, payments, captures }).toEqual({
    orders: 1,
    payments: 1,
    captures: [session.amount],
  })
}

/** Opens an address as a browser that goes no further. */
async function visit(url: string | null): Promise<{ status: number; location: string }> {
  const { status, headers } = await fetch(url ?? "", { redirect: "manual" })
  return { status, location: headers.get("location") ?? "" }
}

const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0)

describe("LINE Pay", () => {
  it("goes from the cart to a captured order, its 19 digits intact", async () => {
    const { session, tradeNo, order, back } = await buy(shop, "linepay")
    await isBoughtOnce(session)
    expect(order.payment_status).toBe("captured")
    expect(back).toContain(`session_id=${session.id}`)
    const { rows } = await shop.database.query("select reference from taiwan_payment_attempt where session_id = $1", [
      session.id,
    ])
    expect(rows).toEqual([{ reference: tradeThere(shop, "linepay", tradeNo).id }])
  })

  it("tells a buyer who cancels that nothing was charged, and lets them pay after all", async () => {
    const session = await checkout(shop, "linepay")
    await payWithLinePay(session.data.start_url, { outcome: "cancel" })
    const { message, start_url: again } = await reaches(shop, session.id, "failed")
    expect(message["zh-TW"]).toContain("取消")
    await payWithLinePay(again ?? "")
    await reaches(shop, session.id, "paid")
    await isBoughtOnce(session)
    expect((await attemptsOf(shop, session.id)).map(({ state }) => state)).toEqual(["failed", "captured"])
  })

  it("explains a card that is refused when the payment is confirmed", async () => {
    const session = await checkout(shop, "linepay")
    await payWithLinePay(session.data.start_url, { outcome: "1282" })
    expect((await reaches(shop, session.id, "failed")).message.en).toContain("another card")
    expect((await rowsOf(shop, session.id)).orderIds).toEqual([])
  })

  it("confirms once when the buyer comes back in two tabs at the same moment", async () => {
    const { session, tradeNo, back } = await payAndClose(shop, "linepay")
    const tabs = await Promise.all([visit(back), visit(back), visit(back)])
    for (const { status, location } of tabs) {
      expect(status).toBe(303)
      expect(location).toContain(session.id)
    }
    await isBoughtOnce(session)
    const { id, state } = tradeThere(shop, "linepay", tradeNo)
    expect(state).toBe("captured")
    expect(callsAbout(shop, "linepay", id, /\/confirm\b/)).toBe(1)
    await visit(back)
    expect(callsAbout(shop, "linepay", id, /\/confirm\b/)).toBe(1)
  })

  it("looks up a confirm whose reply was lost, and does not confirm again", async () => {
    shop.sandbox.fault({ kind: "lost-reply", gateway: "linepay", endpoint: CONFIRM })
    const { session, tradeNo } = await buy(shop, "linepay")
    await isBoughtOnce(session)
    const { id } = tradeThere(shop, "linepay", tradeNo)
    expect(callsAbout(shop, "linepay", id, /\/confirm\b/)).toBe(1)
  })

  it("takes nothing for a cart that changed after the buyer had left", async () => {
    const { session, tradeNo, back } = await payAndClose(shop, "linepay")
    await changeCart(shop, session.id)
    expect((await visit(back)).status).toBe(303)
    const { id, state } = tradeThere(shop, "linepay", tradeNo)
    expect(state).toBe("authenticated")
    expect(callsAbout(shop, "linepay", id, /\/confirm\b/)).toBe(0)
    expect((await attemptOf(shop, session.id)).state).toBe("started")
  })

  it("believes nothing that a return address says", async () => {
    const paid = await buy(shop, "linepay")
    const session = await checkout(shop, "linepay")
    await payWithLinePay(session.data.start_url, { outcome: "leave" })
    const { id } = await attemptOf(shop, session.id)
    const { id: transactionId } = tradeThere(shop, "linepay", paid.tradeNo)
    const forged = `${shop.url}/pay/linepay_main/return?attempt=${id}&orderId=${paid.tradeNo}&transactionId=${transactionId}`
    expect((await visit(forged)).status).toBe(303)
    expect((await statusOf(shop, session.id)).state).toBe("pending")
    expect((await rowsOf(shop, session.id)).orderIds).toEqual([])
  })
})

describe("JKOPAY", () => {
  it("goes from the cart to a captured order, asking before it charges", async () => {
    const { session, tradeNo, order } = await buy(shop, "jkopay")
    await isBoughtOnce(session)
    expect(order.payment_status).toBe("captured")
    const asked = shop.sandbox.outbox.list().filter(({ channel }) => channel === "confirm_url")
    expect(asked.at(-1)?.attempts.map(({ reply }) => reply?.body)).toEqual([`{"valid":true}`])
    expect(tradeThere(shop, "jkopay", tradeNo).state).toBe("paid")
  })

  it("needs no browser to come back: its callback makes the server ask", async () => {
    const { session } = await payAndClose(shop, "jkopay", { outcome: "approve-and-close" })
    await isBoughtOnce(session)
  })

  it("tells a buyer whose payment failed, and lets them pay after all", async () => {
    const session = await checkout(shop, "jkopay")
    await payWithJkopay(session.data.start_url, { outcome: "decline" })
    const { message, start_url: again } = await reaches(shop, session.id, "failed")
    expect(message["zh-TW"]).toContain("未扣款")
    await payWithJkopay(again ?? "")
    await reaches(shop, session.id, "paid")
    await isBoughtOnce(session)
  })

  it("is not moved by a forged callback for somebody else's order", async () => {
    const victim = await checkout(shop, "jkopay")
    await payWithJkopay(victim.data.start_url, { outcome: "leave" })
    const { trade_no: tradeNo } = await attemptOf(shop, victim.id)
    const forged = { platform_order_id: tradeNo, status: 0, final_price: "1020", currency: "TWD", tradeNo: "J1" }
    await tellAsJkopay(shop, "notify", { transaction: forged })
    expect((await statusOf(shop, victim.id)).state).toBe("pending")
    expect((await rowsOf(shop, victim.id)).orderIds).toEqual([])
    expect(await attemptOf(shop, victim.id)).toMatchObject({ state: "started", captured_amount: 0 })
  })

  it("refuses callbacks about orders that it never opened, without asking JKOPAY", async () => {
    const strays = (await strayEvents(shop)).length
    for (const id of ["NEVERSEENBEFORE00001", "\u0000", "' or 1=1", ""])
      expect((await tellAsJkopay(shop, "notify", { transaction: { platform_order_id: id, status: 0 } })).status).toBe(
        503,
      )
    for (const body of ["", "[]", "<html>", "{"]) expect((await tellAsJkopay(shop, "notify", body)).status).toBe(503)
    expect(await strayEvents(shop)).toHaveLength(strays)
  })

  it("is told no once the cart has changed, and charges nothing", async () => {
    const { session, tradeNo } = await payAndClose(shop, "jkopay", { outcome: "leave" })
    const question = { platform_order_id: tradeNo }
    expect(await tellAsJkopay(shop, "gate", question)).toEqual({ status: 200, body: `{"valid":true}` })
    await changeCart(shop, session.id)
    expect(await tellAsJkopay(shop, "gate", question)).toEqual({ status: 200, body: `{"valid":false}` })
    await shop.sandbox.gateway("jkopay").act(tradeThere(shop, "jkopay", tradeNo).id, "pay", {})
    await shop.sandbox.settled()
    expect(tradeThere(shop, "jkopay", tradeNo).state).toBe("failed")
  })

  it("is told no about an order that is paid, and about what is no order", async () => {
    const { tradeNo } = await buy(shop, "jkopay")
    const questions = [{ platform_order_id: tradeNo }, { platform_order_id: "NEVERSEENBEFORE00001" }, {}, "", "[]"]
    for (const question of questions)
      expect(await tellAsJkopay(shop, "gate", question)).toEqual({ status: 200, body: `{"valid":false}` })
  })

  it("refunds a payment with a coupon in full or not at all, and says so", async () => {
    const { payment, tradeNo } = await buy(shop, "jkopay", { redeem: "official" })
    await expect(refund(shop, payment, 20)).rejects.toThrow(/answered 400.*117.*coupon/)
    await refund(shop, payment, 1020)
    expect(tradeThere(shop, "jkopay", tradeNo).state).toBe("refunded")
  })
})

describe.each(["linepay", "jkopay"] as const)("a refund by %s", (gateway) => {
  it("gives back a part, then the rest", async () => {
    const { session, payment, tradeNo } = await buy(shop, gateway)
    await refund(shop, payment, 20)
    expect(tradeThere(shop, gateway, tradeNo)).toMatchObject({ state: "partly-refunded", refunds: [20] })
    await refund(shop, payment, 1000)
    expect(tradeThere(shop, gateway, tradeNo).state).toBe("refunded")
    await reaches(shop, session.id, "refunded")
  })

  it("never gives back more than was paid, though two are asked for at once", async () => {
    const { session, payment, tradeNo } = await buy(shop, gateway)
    const both = await Promise.allSettled([refund(shop, payment, 700), refund(shop, payment, 600)])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    const there = tradeThere(shop, gateway, tradeNo).refunds
    expect(there).toHaveLength(1)
    const order = await orderOf(shop, await settled(shop, session.id))
    expect(paymentOf(order).refunds.map(({ amount }) => amount)).toEqual(there)
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(sumOf(there))
  })

  it("whose reply is lost is looked up, and not made twice", async () => {
    const { session, payment, tradeNo } = await buy(shop, gateway)
    shop.sandbox.fault({ kind: "lost-reply", gateway, endpoint: REFUNDS[gateway] })
    await expect(refund(shop, payment, 20)).rejects.toThrow(/answered [45]/)
    const { id } = await attemptOf(shop, session.id)
    const refunds = async () => (await operationsOf(shop, id)).filter(({ kind }) => kind === "refund")
    expect(await refunds()).toMatchObject([{ amount: 20, state: "unknown" }])
    await refund(shop, payment, 20)
    expect(tradeThere(shop, gateway, tradeNo).refunds).toEqual([20])
    expect(await refunds()).toMatchObject([{ amount: 20, state: "done" }])
    await refund(shop, payment, 20)
    expect(tradeThere(shop, gateway, tradeNo).refunds).toEqual([20, 20])
  })
})

describe("a buyer who approves, closes the window, and of whom nothing is heard", () => {
  const WITHIN_MS = 200_000

  it("has an order within minutes all the same", async () => {
    shop.sandbox.fault({ kind: "drop", gateway: "jkopay", endpoint: "result_url", count: null })
    shop.sandbox.fault({ kind: "drop", gateway: "tappay", endpoint: "backend_notify_url", count: null })
    const quiet = [
      (await payAndClose(shop, "linepay", { outcome: "approve-and-close" })).session,
      (await payAndClose(shop, "jkopay", { outcome: "approve-and-close" })).session,
      await payUnseen(shop),
    ]
    for (const { id } of quiet) expect((await statusOf(shop, id)).state).toBe("pending")
    for (const session of quiet) {
      await until("it is paid", async () => (await statusOf(shop, session.id)).state === "paid", WITHIN_MS)
      await isBoughtOnce(session)
    }
  }, 260_000)
})
