import { type IssuedVoucher, issueVoucher, payVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { actAt, tradeAt } from "./support/gateway"
import { alarmsAbout, attemptOf, attemptsOf } from "./support/ledger"
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
import { openShop, returnUrl, type Shop } from "./support/shop"
import { until } from "./support/until"

const HOUR = 3_600_000

let shop: Shop
beforeAll(async () => {
  shop = await openShop({ ecpay: { atmExpireDays: 1, cvsExpireMinutes: 60, barcodeExpireDays: 1 } })
})
afterAll(() => shop?.close())

interface Issued {
  readonly session: PaymentSession
  readonly tradeNo: string
  readonly fields: IssuedVoucher["fields"]
  readonly orderId: string
}

/** A number in the buyer's hand, and the order that awaits its money. */
async function order(method: string, sub?: string): Promise<Issued> {
  const session = await checkout(shop, method)
  const { page, voucher } = await issueVoucher(session.data.start_url, sub === undefined ? {} : { sub })
  if (!voucher) throw new Error(`the gateway issued nothing: ${page.url}`)
  expect(page.url).toBe(`${returnUrl}?session_id=${session.id}`)
  const orderId = await settled(shop, session.id)
  return { session, tradeNo: tradeNumberOf(page), fields: voucher.fields, orderId }
}

const payAtBank = ({ tradeNo }: Issued, amount?: number) =>
  payVoucher(shop.sandbox.url, tradeAt(shop, tradeNo).id, amount)

async function isPaidOnce({ session, orderId }: Issued): Promise<void> {
  await reaches(shop, session.id, "paid")
  await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
  expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [orderId], payments: 1, captures: [session.amount] })
}

async function isAwaited({ session, orderId }: Issued): Promise<void> {
  const { status, payment_status } = await orderOf(shop, orderId)
  expect({ status, payment_status }).toEqual({ status: "pending", payment_status: "awaiting" })
  expect((await statusOf(shop, session.id)).state).toBe("awaiting")
  expect((await rowsOf(shop, session.id)).payments).toBe(0)
}

/** What an order keeps back from the shelf. */
async function reserved({ orderId }: Issued): Promise<number> {
  const { rows } = await shop.database.query(
    `select count(*) from reservation_item where deleted_at is null
     and line_item_id in (select item_id from order_item where order_id = $1)`,
    [orderId],
  )
  return Number(rows[0].count)
}

async function seenBy(session: PaymentSession): Promise<unknown> {
  const { cartId } = await rowsOf(shop, session.id)
  const fields = "id,*payment_collection.payment_sessions"
  const { cart } = await shop.store.get(`/store/carts/${cartId}?fields=${fields}`)
  return cart.payment_collection.payment_sessions[0].data.voucher
}

describe("a number that is issued", () => {
  it("places the order, and awaits the money: ATM", async () => {
    const issued = await order("ecpay-atm", "LAND")
    await isAwaited(issued)
    const { voucher } = await statusOf(shop, issued.session.id)
    expect(voucher).toEqual({
      kind: "atm",
      bank_code: "005",
      bank_name: { en: expect.stringContaining("Land Bank"), "zh-TW": expect.stringContaining("土地銀行") },
      account: issued.fields.vAccount,
      amount: issued.session.amount,
      expires_at: expect.stringMatching(/T15:59:59\.000Z$/),
    })
    expect(await seenBy(issued.session)).toEqual(voucher)
    expect(await reserved(issued)).toBe(2)
    await payAtBank(issued)
    await isPaidOnce(issued)
  })

  it("places the order, and awaits the money: convenience store code", async () => {
    const issued = await order("ecpay-cvs")
    await isAwaited(issued)
    const { voucher } = await statusOf(shop, issued.session.id)
    expect(voucher).toMatchObject({ kind: "cvs", code: issued.fields.PaymentNo, amount: issued.session.amount })
    expect(["any", "7-eleven", "familymart", "hilife", "okmart"]).toContain(voucher?.chain)
    const lasts = Date.parse(String(voucher?.expires_at)) - shop.sandbox.clock.now().getTime()
    expect(lasts).toBeGreaterThan(HOUR - 120_000)
    expect(lasts).toBeLessThanOrEqual(HOUR)
    expect(await seenBy(issued.session)).toEqual(voucher)
    await payAtBank(issued)
    await isPaidOnce(issued)
  })

  it("places the order, and awaits the money: three barcodes", async () => {
    const issued = await order("ecpay-barcode")
    await isAwaited(issued)
    const { voucher } = await statusOf(shop, issued.session.id)
    const { Barcode1, Barcode2, Barcode3 } = tradeAt(shop, issued.tradeNo).details
    expect(voucher).toMatchObject({ kind: "barcode", barcodes: [Barcode1, Barcode2, Barcode3] })
    expect(await seenBy(issued.session)).toEqual(voucher)
    await payAtBank(issued)
    await isPaidOnce(issued)
  })

  it("leads who comes again to the number instead of a new one", async () => {
    const { session } = await order("ecpay-atm")
    const response = await fetch(session.data.start_url, { redirect: "manual" })
    expect(response.headers.get("location")).toBe(`${returnUrl}?session_id=${session.id}`)
    expect(await attemptsOf(shop, session.id)).toHaveLength(1)
  })

  it("is learnt by asking when its notice got lost", async () => {
    shop.sandbox.fault({ kind: "drop", endpoint: "PaymentInfoURL" })
    const issued = await order("ecpay-atm")
    await isAwaited(issued)
    expect((await statusOf(shop, issued.session.id)).voucher).toMatchObject({ account: issued.fields.vAccount })
  })

  it("raises an alarm when another amount is paid in, and still awaits the right one", async () => {
    const issued = await order("ecpay-atm")
    await payAtBank(issued, issued.session.amount - 1)
    const { id } = await attemptOf(shop, issued.session.id)
    const alarm = await until("an alarm", async () => (await alarmsAbout(shop, id))[0])
    expect(alarm).toMatchObject({ kind: "wrong_amount", amount: issued.session.amount - 1 })
    await isAwaited(issued)
  })

  it("is given back by hand, since ECPay has no API for it: staff pay, then record", async () => {
    const issued = await order("ecpay-atm")
    await payAtBank(issued)
    await isPaidOnce(issued)
    const payment = paymentOf(await orderOf(shop, issued.orderId))
    await expect(refund(shop, payment, 500)).rejects.toThrow(/answered 400.*transfer the money to the buyer/)
    const { id } = await attemptOf(shop, issued.session.id)
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/refund-by-hand`, {
      amount: 500,
      reference: "822-001",
    })
    expect((await orderOf(shop, issued.orderId)).payment_status).toBe("partially_refunded")
    expect(paymentOf(await orderOf(shop, issued.orderId)).refunds.map(({ amount }) => amount)).toEqual([500])
    expect((await attemptOf(shop, issued.session.id)).refunded_amount).toBe(500)
  })
})

/** One day for all of it, since the job that expires vouchers runs once a minute. */
describe("a number that runs out", () => {
  let atm: Issued
  let cvs: Issued
  let barcode: Issued
  let paidUnheard: Issued
  let paidAgain: Issued
  let askedBefore: number

  const asked = ({ tradeNo }: Issued) =>
    shop.sandbox.journal
      .about("ecpay", tradeAt(shop, tradeNo).id)
      .filter(({ endpoint }) => endpoint.includes("/QueryTradeInfo/")).length

  /** The job that ends numbers takes these up at once: no test waits out the pauses between its tries. */
  async function isTheirTurn(...issued: readonly Issued[]): Promise<void> {
    const sql = "update taiwan_payment_attempt set expiry_at = now(), queried_at = null where session_id = any($1)"
    await shop.database.query(sql, [issued.map(({ session }) => session.id)])
  }

  beforeAll(async () => {
    shop.sandbox.fault({ kind: "drop", endpoint: "ReturnURL", count: null })
    atm = await order("ecpay-atm")
    cvs = await order("ecpay-cvs")
    barcode = await order("ecpay-barcode")
    paidUnheard = await order("ecpay-atm")
    paidAgain = await order("ecpay-atm")
    await payAtBank(paidUnheard)
    await shop.sandbox.advance(HOUR)
    shop.sandbox.faults.clear()
    const { page } = await issueVoucher(`${paidAgain.session.data.start_url}?again=1`)
    await actAt(shop, tradeNumberOf(page), "pay")
    await isPaidOnce(paidAgain)
    askedBefore = asked(barcode)
  })

  it("keeps its order while the gateway is silent", async () => {
    shop.sandbox.fault({ kind: "http-500", endpoint: "/Cashier/QueryTradeInfo/V5", count: null })
    await shop.sandbox.advance(72 * HOUR)
    const before = [atm, cvs].map(asked)
    await isTheirTurn(atm, cvs)
    await until(
      "the gateway is asked",
      async () => [atm, cvs].every((each, index) => asked(each) > (before[index] ?? 0)),
      180_000,
    )
    for (const each of [atm, cvs, barcode, paidUnheard]) await isAwaited(each)
  })

  it("loses its order once the gateway says that nobody paid, and the stock is back", async () => {
    expect(await reserved(atm)).toBe(2)
    shop.sandbox.faults.clear()
    await isTheirTurn(atm, cvs, paidUnheard, paidAgain)
    for (const each of [atm, cvs]) {
      await until(
        "the order is cancelled",
        async () => (await orderOf(shop, each.orderId)).status === "canceled",
        180_000,
      )
      expect(await reserved(each)).toBe(0)
      await reaches(shop, each.session.id, "expired")
      expect(await statusOf(shop, each.session.id)).toMatchObject({ voucher: null, start_url: null })
    }
  })

  it("keeps its order when the gateway says that it was paid", () => isPaidOnce(paidUnheard))

  it("keeps the order that another number has paid", async () => {
    const first = (await attemptsOf(shop, paidAgain.session.id))[0]
    await until(
      "the first number is over",
      async () => (await attemptsOf(shop, paidAgain.session.id))[0]?.state === "expired",
    )
    expect(first).toBeDefined()
    expect((await orderOf(shop, paidAgain.orderId)).status).toBe("pending")
    await isPaidOnce(paidAgain)
  })

  it("keeps its order for the days in which a store may still report: the barcode's three", async () => {
    await isAwaited(barcode)
    expect(asked(barcode)).toBe(askedBefore)
  })

  it("becomes an alarm when it is paid after all", async () => {
    await actAt(shop, atm.tradeNo, "pay-late")
    const { id } = await attemptOf(shop, atm.session.id)
    const alarm = await until("an alarm", async () => (await alarmsAbout(shop, id))[0])
    expect(alarm).toMatchObject({ kind: "canceled_order", amount: atm.session.amount })
    expect((await orderOf(shop, atm.orderId)).status).toBe("canceled")
    expect(await rowsOf(shop, atm.session.id)).toMatchObject({ payments: 0, captures: [] })
    expect((await statusOf(shop, atm.session.id)).state).toBe("held")
  })
})
