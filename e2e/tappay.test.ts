import { setTimeout as sleep } from "node:timers/promises"
import { payWithTapPay } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { changeCart, tradeThere } from "./support/api-gateways"
import { alarmsAbout, attemptOf, attemptsOf, operationsOf, strayEvents } from "./support/ledger"
import { checkout, orderOf, type PaymentSession, reaches, refund, settled, statusOf } from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, type Shop } from "./support/shop"
import { AT_ONCE, buyAtOnce, charge, chargesOf, payUnseen, tellAsTapPay, tradeOf } from "./support/tappay"

const CHARGE = "/tpc/payment/pay-by-prime"
const RECORD = "/tpc/transaction/query"
const REFUND = "/tpc/transaction/refund"
/** A notice that comes sooner after a question about its trade is answered with "later". */
const PACE_MS = 2_100
const DECLINED = "4242421602184242"

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

async function isNotBought(session: PaymentSession): Promise<void> {
  const { orderIds, payments } = await rowsOf(shop, session.id)
  expect({ orders: orderIds.length, payments }).toEqual({ orders: 0, payments: 0 })
}

const arm = (kind: string, endpoint: string, count = 1) =>
  shop.sandbox.fault({ kind, gateway: "tappay", endpoint, count })

describe("a card at TapPay", () => {
  it("is charged by way of the bank's page, and the window is closed there", async () => {
    const session = await payUnseen(shop)
    await isBoughtOnce(session)
  })

  it("is not charged while the buyer stands at the bank's page, nor when they leave it", async () => {
    const session = await payUnseen(shop, "leave")
    expect((await statusOf(shop, session.id)).state).toBe("pending")
    await isNotBought(session)
  })

  it("that is declined is explained, and another card pays", async () => {
    const session = await checkout(shop, "tappay-card")
    const { url } = await charge(shop, session, DECLINED)
    if (url) await payWithTapPay(url)
    expect((await reaches(shop, session.id, "failed")).message["zh-TW"]).toContain("未扣款")
    await charge(shop, session, AT_ONCE)
    await isBoughtOnce(session)
    expect((await attemptsOf(shop, session.id)).map(({ state }) => state)).toEqual(["failed", "captured"])
  })
})

describe("two tabs at TapPay", () => {
  it("charge once at the same moment, and not again afterwards", async () => {
    const session = await checkout(shop, "tappay-card")
    const tabs = await Promise.all([1, 2, 3].map(() => charge(shop, session, AT_ONCE)))
    for (const { url, status } of tabs) expect([url, status.session_id]).toEqual([null, session.id])
    await isBoughtOnce(session)
    expect((await charge(shop, session, AT_ONCE)).status.state).toBe("paid")
    expect(await attemptsOf(shop, session.id)).toHaveLength(1)
    expect(chargesOf(shop, (await tradeOf(shop, session)).id)).toBe(1)
  })
})

describe("a charge whose reply is lost", () => {
  it("is looked up, and not made again", async () => {
    const session = await checkout(shop, "tappay-card")
    arm("lost-reply", CHARGE)
    await charge(shop, session, AT_ONCE)
    await isBoughtOnce(session)
    expect(chargesOf(shop, (await tradeOf(shop, session)).id)).toBe(1)
  })

  it("and of which the record is silent stays open: no second tab charges, and TapPay's notice ends it", async () => {
    const session = await checkout(shop, "tappay-card")
    shop.sandbox.outbox.stop()
    arm("lost-reply", CHARGE)
    arm("garbage", RECORD, 2)
    expect(await charge(shop, session, AT_ONCE)).toMatchObject({ url: null, status: { state: "pending" } })
    expect(await charge(shop, session, AT_ONCE)).toMatchObject({ url: null, status: { state: "pending" } })
    const { id } = await attemptOf(shop, session.id)
    expect(await operationsOf(shop, id)).toMatchObject([{ kind: "charge", state: "unknown" }])
    await isNotBought(session)
    await sleep(PACE_MS)
    shop.sandbox.outbox.resume()
    await shop.sandbox.gateway("tappay").act((await tradeOf(shop, session)).id, "resend", {})
    await isBoughtOnce(session)
    expect(chargesOf(shop, (await tradeOf(shop, session)).id)).toBe(1)
  })

  it("at the bank's page holds a second charge back until the buyer approves on another device", async () => {
    const session = await checkout(shop, "tappay-card")
    arm("lost-reply", CHARGE)
    expect((await charge(shop, session)).url).toBeNull()
    expect((await charge(shop, session)).url).toBeNull()
    const { id } = await tradeOf(shop, session)
    await sleep(PACE_MS)
    await shop.sandbox.gateway("tappay").act(id, "approve", {})
    await isBoughtOnce(session)
    expect(chargesOf(shop, id)).toBe(1)
  })
})

describe("TapPay's notices, which anybody can write", () => {
  it("move nothing when they are forged for somebody else's order", async () => {
    const victim = await payUnseen(shop, "leave")
    const { trade_no: number } = await attemptOf(shop, victim.id)
    const forged = { rec_trade_id: "D1", bank_transaction_id: number, order_number: number, status: 0, amount: 1020 }
    await tellAsTapPay(shop, { ...forged, msg: "Success", auth_code: "000000" })
    await shop.sandbox.gateway("tappay").act((await tradeOf(shop, victim)).id, "forge-notice", {})
    await shop.sandbox.settled()
    expect((await statusOf(shop, victim.id)).state).toBe("pending")
    expect(await attemptOf(shop, victim.id)).toMatchObject({ state: "started", captured_amount: 0 })
    await isNotBought(victim)
  })

  it("do not lend one order's payment to another", async () => {
    const { tradeNo } = await buyAtOnce(shop)
    const victim = await payUnseen(shop, "leave")
    const { trade_no: number } = await attemptOf(shop, victim.id)
    const { id } = tradeThere(shop, "tappay", tradeNo)
    await tellAsTapPay(shop, { rec_trade_id: id, bank_transaction_id: number, order_number: tradeNo, status: 0 })
    expect((await statusOf(shop, victim.id)).state).toBe("pending")
    await isNotBought(victim)
  })

  it("about orders never opened are refused, without asking TapPay", async () => {
    const strays = (await strayEvents(shop)).length
    const unknown = ["NEVERSEENBEFORE00001", "\u0000", "' or 1=1", ""]
    for (const id of unknown)
      expect((await tellAsTapPay(shop, { bank_transaction_id: id, status: 0 })).status).toBe(503)
    for (const body of ["", "[]", "<html>", "{"]) expect((await tellAsTapPay(shop, body)).status).toBe(503)
    expect(await strayEvents(shop)).toHaveLength(strays)
  })
})

describe("a cart that changes while the buyer is at the bank's page", () => {
  it("makes no order of what is paid then, and staff are alarmed", async () => {
    const session = await payUnseen(shop, "leave")
    const attempt = await attemptOf(shop, session.id)
    await changeCart(shop, session.id)
    await shop.sandbox.gateway("tappay").act(tradeThere(shop, "tappay", attempt.trade_no).id, "approve", {})
    await shop.sandbox.settled()
    await reaches(shop, session.id, "held")
    expect((await alarmsAbout(shop, attempt.id)).map(({ kind }) => kind)).toEqual(["deleted_session"])
  })
})

describe("a refund by TapPay", () => {
  const captured = async () => {
    const purchase = await buyAtOnce(shop)
    await shop.sandbox.gateway("tappay").command("run-capture", {})
    return purchase
  }

  const backOf = (tradeNo: string) => Number(tradeThere(shop, "tappay", tradeNo).details.refunded_amount)

  it("of a part is refused before the capture, which uses its id up, and goes through after it", async () => {
    const { session, payment, tradeNo } = await buyAtOnce(shop)
    await expect(refund(shop, payment, 20)).rejects.toThrow(/10024/)
    expect(backOf(tradeNo)).toBe(0)
    await shop.sandbox.gateway("tappay").command("run-capture", {})
    await refund(shop, payment, 20)
    expect(backOf(tradeNo)).toBe(20)
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(20)
  })

  it("never gives back more than was paid, though two are asked for at once", async () => {
    const { session, payment, tradeNo } = await captured()
    const both = await Promise.allSettled([refund(shop, payment, 700), refund(shop, payment, 600)])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect((await attemptOf(shop, session.id)).refunded_amount).toBe(backOf(tradeNo))
  })

  it("whose reply is lost is looked up, and not made twice", async () => {
    const { order, payment, tradeNo } = await captured()
    arm("lost-reply", REFUND)
    await expect(refund(shop, payment, 20)).rejects.toThrow(/answered [45]/)
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
    await refund(shop, payment, 20)
    expect(backOf(tradeNo)).toBe(20)
    await refund(shop, payment, 20)
    expect(backOf(tradeNo)).toBe(40)
  })

  it("of everything before the capture releases it", async () => {
    const { session, payment, tradeNo } = await buyAtOnce(shop)
    await refund(shop, payment, session.amount)
    await reaches(shop, session.id, "refunded")
    expect(tradeThere(shop, "tappay", tradeNo).state).not.toMatch(/authorised|captur/)
  })
})
