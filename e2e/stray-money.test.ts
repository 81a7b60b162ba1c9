import { issueVoucher } from "@taiwan-payments/sandbox/shopper"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { tradeNumberOf } from "../scripts/demo/methods.mjs"
import { testAccount } from "../scripts/lib/medusa.mjs"
import { arrive, payOn } from "./support/buyer"
import { departOnly } from "./support/departure"
import { draftOrder, teaOf } from "./support/drafts"
import { actAt, tradeAt } from "./support/gateway"
import { type Alarm, alarmsAbout, attemptOf, attemptsOf } from "./support/ledger"
import { formBody, paid, post, signed, tell } from "./support/notices"
import {
  buyByCard,
  checkout,
  orderOf,
  type PaymentSession,
  reaches,
  refund,
  settled,
  statusOf,
} from "./support/purchase"
import { rowsOf } from "./support/rows"
import { openShop, returnUrl, type Shop, storefront } from "./support/shop"
import { until } from "./support/until"

let shop: Shop
beforeAll(async () => {
  shop = await openShop()
})
afterAll(() => shop?.close())

const alarmOf = (attemptId: string): Promise<Alarm> =>
  until(`an alarm about ${attemptId}`, async () => (await alarmsAbout(shop, attemptId))[0])

async function countOrders(): Promise<number> {
  return Number((await shop.database.query('select count(*) from "order"')).rows[0].count)
}

async function addToCart(session: PaymentSession): Promise<string> {
  const { cartId } = await rowsOf(shop, session.id)
  const { cart } = await shop.store.get(`/store/carts/${cartId}?fields=id,*items`)
  const [line] = cart.items
  await shop.store.post(`/store/carts/${cartId}/line-items/${line.id}`, { quantity: line.quantity + 1 })
  return cart.id
}

async function openSession(collectionId: string, data: object, method = "ecpay-credit"): Promise<PaymentSession> {
  const provider_id = `pp_${method}_main`
  const path = `/store/payment-collections/${collectionId}/payment-sessions`
  const { payment_collection } = await shop.store.post(path, { provider_id, data })
  return payment_collection.payment_sessions[0]
}

async function completeCart(session: PaymentSession) {
  const { cartId } = await rowsOf(shop, session.id)
  return shop.store.post(`/store/carts/${cartId}/complete`, {})
}

describe("money for a cart that changed after the buyer had left", () => {
  it("becomes an alarm, and orders nobody's cart", async () => {
    const stranger = await checkout(shop)
    const session = await checkout(shop)
    const page = await arrive(session.data.start_url)
    await addToCart(session)
    const orders = await countOrders()
    await payOn(page)
    const attempt = await attemptOf(shop, session.id)
    expect(await alarmOf(attempt.id)).toMatchObject({ kind: "deleted_session", amount: session.amount })
    const { order_id, start_url } = await reaches(shop, session.id, "held")
    expect({ order_id, start_url }).toEqual({ order_id: null, start_url: null })
    expect(await countOrders()).toBe(orders)
    expect(await rowsOf(shop, stranger.id)).toMatchObject({ orderIds: [], payments: 0 })
  })

  it("is given back by staff, once", async () => {
    const session = await checkout(shop)
    const page = await arrive(session.data.start_url)
    await addToCart(session)
    await payOn(page)
    const { id, trade_no } = await attemptOf(shop, session.id)
    await alarmOf(id)
    await shop.office.post(`/admin/taiwan-payments/attempts/${id}/refund`, {})
    expect(tradeAt(shop, trade_no).details["Card state"]).toBe("已取消")
    await expect(shop.office.post(`/admin/taiwan-payments/attempts/${id}/refund`, {})).rejects.toThrow(
      /trade is refunded/,
    )
    const { alarms } = await shop.office.get("/admin/taiwan-payments/alarms?open=true&limit=100")
    expect(alarms.filter(({ attempt_id }: Alarm) => attempt_id === id)).toEqual([])
  })

  it("does not stop the changed cart from being paid", async () => {
    const session = await checkout(shop)
    const { collectionId } = await rowsOf(shop, session.id)
    await addToCart(session)
    expect((await fetch(session.data.start_url)).status).toBe(404)
    const next = await openSession(collectionId, { return_url: returnUrl })
    expect(next.amount).toBeGreaterThan(session.amount)
    await payOn(await arrive(next.data.start_url))
    await settled(shop, next.id)
    expect((await rowsOf(shop, next.id)).captures).toEqual([next.amount])
  })
})

describe("a second payment of one order", () => {
  it("becomes an alarm; the first one carries the order", async () => {
    const session = await checkout(shop)
    const [first, second] = [await arrive(session.data.start_url), await arrive(session.data.start_url)]
    await payOn(first)
    const orderId = await settled(shop, session.id)
    await payOn(second)
    const [one, two] = await attemptsOf(shop, session.id)
    expect(await alarmOf(two?.id ?? "")).toMatchObject({ kind: "second_payment", amount: session.amount })
    expect(await alarmsAbout(shop, one?.id ?? "")).toEqual([])
    expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [orderId], captures: [session.amount] })
    expect(await statusOf(shop, session.id)).toMatchObject({ state: "paid", order_id: orderId })
  })

  it("that comes at the same moment leaves one order, one capture and one alarm", async () => {
    const session = await checkout(shop)
    const pages = [await arrive(session.data.start_url), await arrive(session.data.start_url)]
    shop.sandbox.outbox.stop()
    await Promise.all(pages.map(payOn))
    shop.sandbox.outbox.resume()
    await settled(shop, session.id)
    const attempts = await attemptsOf(shop, session.id)
    const alarms = await until("an alarm", async () => {
      const found = (await Promise.all(attempts.map(({ id }) => alarmsAbout(shop, id)))).flat()
      return found.length > 0 && found
    })
    expect(alarms.map(({ kind }) => kind)).toEqual(["second_payment"])
    expect(await rowsOf(shop, session.id)).toMatchObject({ payments: 1, captures: [session.amount] })
  })

  it("is given back without touching the order that the first one pays", async () => {
    const session = await checkout(shop)
    const [first, second] = [await arrive(session.data.start_url), await arrive(session.data.start_url)]
    await payOn(first)
    const orderId = await settled(shop, session.id)
    await payOn(second)
    const [one, two] = await attemptsOf(shop, session.id)
    await alarmOf(two?.id ?? "")
    await expect(shop.office.post(`/admin/taiwan-payments/attempts/${one?.id}/refund`, {})).rejects.toThrow(
      /belongs to an order/,
    )
    await shop.office.post(`/admin/taiwan-payments/attempts/${two?.id}/refund`, {})
    expect(tradeAt(shop, two?.trade_no ?? "").details["Card state"]).toBe("已取消")
    expect(tradeAt(shop, one?.trade_no ?? "").details["Card state"]).toBe("已授權")
    expect((await orderOf(shop, orderId)).payment_status).toBe("captured")
  })
})

describe("money for an order that cannot be", () => {
  it("becomes an alarm when staff cancelled the order before the buyer went to the bank", async () => {
    const session = await checkout(shop, "ecpay-atm")
    const { page } = await issueVoucher(session.data.start_url)
    const orderId = await settled(shop, session.id)
    await shop.office.post(`/admin/orders/${orderId}/cancel`, {})
    expect((await statusOf(shop, session.id)).state).toBe("canceled")
    await actAt(shop, tradeNumberOf(page), "pay")
    const { id } = await attemptOf(shop, session.id)
    expect(await alarmOf(id)).toMatchObject({ kind: "canceled_order", amount: session.amount })
    expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [orderId], payments: 0, captures: [] })
    expect((await orderOf(shop, orderId)).status).toBe("canceled")
    expect((await statusOf(shop, session.id)).state).toBe("held")
  })

  // On a busy machine Medusa's engine (2.21.2) can fail to compensate ("Updating Status from "ok" to "temp_failure" is not allowed"):
  // the order then stands, and is told as incomplete (orders/interrupted.test.ts). It is tried again.
  const soldOut = { timeout: 420_000, retry: 2 }
  it("waits with an alarm while the stock is sold out, and settles once there is some", soldOut, async () => {
    const setStock = (stocked: number) =>
      shop.database.query("update inventory_level set stocked_quantity = $1, raw_stocked_quantity = $2", [
        stocked,
        JSON.stringify({ value: String(stocked), precision: 20 }),
      ])
    await setStock(100_000)
    const session = await checkout(shop)
    const page = await arrive(session.data.start_url)
    await setStock(0)
    onTestFinished(async () => void (await setStock(100_000)))
    await payOn(page)
    const { id } = await attemptOf(shop, session.id)
    const promised = new Set<string | null>()
    const alarm = await until(
      "an alarm",
      async () => {
        promised.add((await statusOf(shop, session.id)).order_id)
        return (await alarmsAbout(shop, id))[0]
      },
      180_000,
      () => attemptOf(shop, session.id),
    )
    expect([...promised], "no order is promised that cannot be placed").toEqual([null])
    expect(alarm).toMatchObject({ kind: "not_applied", amount: session.amount })
    expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [], payments: 0 })
    await setStock(100_000)
    await until("the order", async () => (await attemptOf(shop, session.id)).applied_at, 180_000)
    expect(await rowsOf(shop, session.id)).toMatchObject({ payments: 1, captures: [session.amount] })
    const { alarms } = await shop.office.get("/admin/taiwan-payments/alarms?open=true&limit=100")
    expect(alarms.filter(({ attempt_id }: Alarm) => attempt_id === id)).toEqual([])
  })
})

describe("a shopper who writes the session's data", () => {
  let collectionId: string
  beforeAll(async () => {
    collectionId = (await rowsOf(shop, (await checkout(shop)).id)).collectionId
  })

  const wishes = {
    amount: 1,
    session_id: "payses_evil",
    trade_no: "EVIL0000000000000001",
    MerchantTradeNo: "EVIL0000000000000001",
    TradeNo: "2611230930000001",
    merchant: "2000132",
    MerchantID: "2000132",
    gateway: "evil",
    method: "evil",
    state: "captured",
    status: "captured",
    voucher: { kind: "atm", account: "evil" },
    start_url: "https://evil.example/",
    notify_url: "https://evil.example/",
    locale: "en",
    return_url: returnUrl,
    __proto__: { polluted: true },
    anything: "else",
  }

  it("changes language and way back, and nothing else", async () => {
    const session = await openSession(collectionId, wishes)
    expect(session.data).toEqual({
      gateway: "ecpay",
      method: "credit",
      amount: 1020,
      session_id: session.id,
      start_url: `${shop.url}/pay/sessions/${session.id}`,
      return_url: returnUrl,
      locale: "en",
      trade_no: null,
      voucher: null,
    })
    const { action, fields } = await departOnly(session.data.start_url)
    expect(action).toContain(shop.sandbox.url)
    expect(fields).toMatchObject({ MerchantID: testAccount.ECPAY_MERCHANT_ID, TotalAmount: "1020" })
    expect(JSON.stringify(fields)).not.toContain("evil")
    expect((await completeCart(session)).type).toBe("cart")
  })

  it.each([
    "https://evil.example/",
    "//evil.example/",
    "javascript:alert(1)",
    "data:text/html,evil",
    `${storefront}.evil.example/`,
    `${storefront}@evil.example/`,
    storefront.replace("http://", "http://evil@"),
    storefront.replace("7357", "7358"),
    storefront.replace("http:", "https:"),
    "/payment/return",
    42,
  ])("cannot have buyers sent to %j", async (return_url) => {
    const asked = openSession(collectionId, { return_url }).then(({ data }) => data)
    if (typeof return_url === "string") return expect(asked).rejects.toThrow(/answered 400.*return_url/)
    expect(await asked).toMatchObject({ return_url: returnUrl })
  })

  it("cannot pay a cart with what another cart was paid with", async () => {
    const { session: paidFor } = await buyByCard(shop)
    const { trade_no } = await attemptOf(shop, paidFor.id)
    const thief = await openSession(collectionId, { ...paidFor.data, session_id: paidFor.id, trade_no })
    expect((await completeCart(thief)).type).toBe("cart")
    expect((await statusOf(shop, thief.id)).order_id).toBeNull()
  })

  it("cannot pay a cart with what was refunded, as Medusa's own recreated session must not", async () => {
    const { session: refunded, payment } = await buyByCard(shop)
    await refund(shop, payment, refunded.amount)
    const { trade_no } = await attemptOf(shop, refunded.id)
    const heir = await openSession(collectionId, { ...refunded.data, session_id: refunded.id, trade_no })
    expect(heir.data).toMatchObject({ session_id: heir.id, trade_no: null })
    expect((await completeCart(heir)).type).toBe("cart")
    await payOn(await arrive(heir.data.start_url))
    await settled(shop, heir.id)
    expect((await rowsOf(shop, heir.id)).captures).toEqual([heir.amount])
  })
})

describe("money without a cart", () => {
  async function openCollection(orderId: string, amount: number): Promise<string> {
    const { payment_collection } = await shop.office.post("/admin/payment-collections", { order_id: orderId, amount })
    return payment_collection.id
  }

  async function convertedDraft(): Promise<string> {
    const { id } = await draftOrder(shop)
    await shop.office.post(`/admin/draft-orders/${id}/convert-to-order`, {})
    return id
  }

  it("settles a draft order by card", async () => {
    const orderId = await convertedDraft()
    const session = await openSession(await openCollection(orderId, 680), { return_url: returnUrl })
    await payOn(await arrive(session.data.start_url))
    expect(await settled(shop, session.id)).toBe(orderId)
    expect((await orderOf(shop, orderId)).payment_status).toBe("captured")
    expect(await statusOf(shop, session.id)).toMatchObject({ state: "paid", order_id: orderId })
  })

  it("settles a draft order by ATM", async () => {
    const orderId = await convertedDraft()
    const session = await openSession(await openCollection(orderId, 680), { return_url: returnUrl }, "ecpay-atm")
    const { page } = await issueVoucher(session.data.start_url)
    await reaches(shop, session.id, "awaiting")
    await actAt(shop, tradeNumberOf(page), "pay")
    await reaches(shop, session.id, "paid")
    await until("captured", async () => (await orderOf(shop, orderId)).payment_status === "captured")
    expect((await rowsOf(shop, session.id)).captures).toEqual([680])
  })

  it("settles what an order still owes after an edit", async () => {
    const { order } = await buyByCard(shop)
    await shop.office.post("/admin/order-edits", { order_id: order.id })
    const items = [{ variant_id: await teaOf(shop), quantity: 1 }]
    await shop.office.post(`/admin/order-edits/${order.id}/items`, { items })
    await shop.office.post(`/admin/order-edits/${order.id}/confirm`, {})
    const { order: edited } = await shop.office.get(`/admin/orders/${order.id}?fields=id,*payment_collections`)
    const open = edited.payment_collections.find(({ status }: { status: string }) => status === "not_paid")
    const session = await openSession(open.id, { return_url: returnUrl })
    expect(session.amount).toBe(680)
    await payOn(await arrive(session.data.start_url))
    expect(await settled(shop, session.id)).toBe(order.id)
    expect((await rowsOf(shop, session.id)).captures).toEqual([680])
    expect((await orderOf(shop, order.id)).payment_status).toBe("captured")
  })
})

describe("Medusa's built-in hook", () => {
  const hook = () => `${shop.url}/hooks/payment/ecpay-credit_main`

  /** It answers before it reads, and reads five seconds later. */
  const read = (session: PaymentSession) =>
    until("the hook is read", async () => (await rowsOf(shop, session.id)).payments > 0, 20_000)

  it("settles what a true notice says, and nothing else", async () => {
    const [honest, forged, wrong] = [await checkout(shop), await checkout(shop), await checkout(shop)]
    const orders = await Promise.all([honest, forged, wrong].map(({ data }) => departOnly(data.start_url)))
    const [forHonest, forForged, forWrong] = orders.map(({ fields }) => fields)
    if (!forHonest || !forForged || !forWrong) throw new Error("nobody started")
    await post(hook(), formBody({ ...paid(forForged), CheckMacValue: "D".repeat(64) }))
    await tell(hook(), paid(forWrong, { TradeAmt: "1" }))
    for (let count = 0; count < 3; count += 1) await post(hook(), formBody(signed(paid(forHonest))))
    await read(honest)
    await settled(shop, honest.id)
    expect(await rowsOf(shop, honest.id)).toMatchObject({ payments: 1, captures: [honest.amount] })
    for (const session of [forged, wrong]) {
      expect(await rowsOf(shop, session.id)).toMatchObject({ orderIds: [], payments: 0 })
      expect((await attemptOf(shop, session.id)).state).toBe("started")
    }
    expect(await alarmOf((await attemptOf(shop, wrong.id)).id)).toMatchObject({ kind: "wrong_amount", amount: 1 })
  })

  it("orders nobody's cart for a session that is gone", async () => {
    const stranger = await checkout(shop)
    const session = await checkout(shop)
    const { fields } = await departOnly(session.data.start_url)
    await addToCart(session)
    const orders = await countOrders()
    await tell(hook(), paid(fields))
    const { id } = await attemptOf(shop, session.id)
    expect(await alarmOf(id)).toMatchObject({ kind: "deleted_session", amount: session.amount })
    expect(await countOrders()).toBe(orders)
    expect((await rowsOf(shop, stranger.id)).payments).toBe(0)
  })
})

it("pays nothing twice when everything above is over", async () => {
  const { rows } = await shop.database.query(
    "select payment_id from capture where deleted_at is null group by payment_id having count(*) > 1",
  )
  expect(rows).toEqual([])
})
