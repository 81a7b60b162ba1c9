import { describe, expect, it, vi } from "vitest"
import { EVENTS } from "../../../src/modules/ledger/events"
import { REFUND_REQUEST } from "../../../src/modules/ledger/refund-desk/request-records"
import { tell } from "../../../src/payments/messages/plan"
import { expireVouchers } from "../../../src/payments/orders/expire"
import { tellExpiring } from "../../../src/payments/orders/expiring-vouchers"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { twd } from "../../../src/toolkit/twd"
import { openBank } from "../../fake-bank"
import { addPayment } from "../../fake-medusa"
import { inBoth } from "../../in-both"
import { newAttempt, newId, useShop } from "../../shop-database"
import { timePasses } from "../../time-passes"
import { ALL, addNumber, type MailedOrder, type More, mailedOrder, messagesAbout, payFor } from "./mailed-order"

const used = useShop()
const HOUR = 3_600_000
const DAYS_AGO = new Date(Date.now() - 72 * HOUR)
const expire = ({ medusa, event }: MailedOrder, order_canceled = true, paid_otherwise = false) =>
  tell(medusa.container, EVENTS.expired, { ...event, order_canceled, paid_otherwise })
const sentAbout = ({ office }: MailedOrder) => office.sent.map(({ template }) => template)
const reasons = async ({ number }: MailedOrder) =>
  (await messagesAbout(used.shop, number.id)).map((each) => each.reason)
const change = ({ number }: MailedOrder, to: object) =>
  used.shop.db("taiwan_payment_attempt").where({ id: number.id }).update(to)
const cancel = ({ orderId }: MailedOrder, more: object = {}) =>
  used.shop
    .db("order")
    .where({ id: orderId })
    .update({ status: "canceled", ...more })

describe("that a number ran out", () => {
  it("is told with the order that was cancelled with it", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { state: "expired" })
    await cancel(order)
    await expire(order)
    expect(order.office.sent[0]?.content?.text).toContain("重新訂購")
  })

  it("is told with the order that stands", async () => {
    const order = await mailedOrder(used.shop, { locale: "en" })
    await change(order, { state: "expired" })
    await expire(order, false)
    expect(order.office.sent[0]?.content?.text).toContain("Your order stands")
  })

  it("is not told to who paid in another way, whatever the event says", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { state: "expired", code: "paid_otherwise" })
    await expire(order, false, true)
    await expire(order, false)
    expect([sentAbout(order), await reasons(order)]).toEqual([[], ["paid otherwise"]])
  })

  it("is not told when staff record what was paid in another way, wholly or in part", async () => {
    for (const amount of [1000, 400]) {
      const order = await mailedOrder(used.shop)
      order.medusa.on("create-order-payment-collection", async () => ({ result: [{ id: newId("paycol") }] }))
      const actor = { id: "user_1", name: "Amy Chen" }
      await recordPaidOtherwise(order.medusa.container, order.number.id, { amount, reference: "cash" }, actor)
      const told = used.shop.emitted.filter(({ name, data }) => name === EVENTS.expired && "attempt_id" in Object(data))
      expect(told.at(-1)?.data).toMatchObject({ attempt_id: order.number.id, paid_otherwise: true })
    }
  })

  it.each<[string, (order: MailedOrder) => Promise<unknown>, string]>([
    ["money came late", async (order) => payFor(used.shop, order.number), "captured"],
    ["another number is awaited", (order) => addNumber(used.shop, order.sessionId), "another is awaited"],
    [
      "another attempt paid",
      async (order) => payFor(used.shop, await addNumber(used.shop, order.sessionId)),
      "paid otherwise",
    ],
    [
      "the order stands after all",
      (order) => used.shop.db("order").where({ id: order.orderId }).update({ status: "pending" }),
      "order stands",
    ],
    [
      "the same was ordered again",
      async (order) => {
        const again = newId("cart")
        await used.shop.db("cart").insert({ id: again, currency_code: "twd", completed_at: new Date() })
        await cancel(order, { metadata: JSON.stringify({ taiwan_payments_again: again }) })
      },
      "ordered again",
    ],
  ])("is not told when %s", async (_, happen, reason) => {
    const order = await mailedOrder(used.shop)
    await change(order, { state: "expired", version: order.number.version })
    await cancel(order)
    await happen(order)
    await expire(order)
    expect([sentAbout(order), await reasons(order)]).toEqual([[], [reason]])
  })

  it("is not told for an order that a person had cancelled before", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { state: "expired" })
    await cancel(order)
    await expire(order, false)
    expect([sentAbout(order), await reasons(order)]).toEqual([[], ["order canceled"]])
  })

  it("comes from the expiry with the order that it cancelled, and goes to its buyer", async () => {
    const bank = await openBank()
    const order = await mailedOrder(used.shop, { expires_at: new Date("2020-01-01") }, ALL, bank)
    bank.know({ tradeNo: order.number.trade_no, amount: 1000, state: "expired" })
    order.medusa.on("cancel-order", () => cancel(order))
    await expireVouchers(order.medusa.container)
    const told = used.shop.emitted.filter(
      ({ name, data }) => name === EVENTS.expired && JSON.stringify(data).includes(order.number.id),
    )
    expect(told).toMatchObject([{ data: { order_canceled: true, paid_otherwise: false } }])
    await expire(order, true)
    expect(sentAbout(order)).toEqual(["taiwan_payments.expired"])
  })
})

describe("that money came", () => {
  it("is told once, for an authorisation and its capture together", async () => {
    const order = await mailedOrder(used.shop, { state: "authorized", paid_at: new Date() })
    await tell(order.medusa.container, EVENTS.paid, order.event)
    await payFor(used.shop, order.number)
    await tell(order.medusa.container, EVENTS.paid, order.event)
    expect(sentAbout(order)).toEqual(["taiwan_payments.paid"])
  })
})

describe("a refund", () => {
  it("is told each, though two be of the same amount, and each once", async () => {
    const order = await mailedOrder(used.shop, { state: "captured", captured_amount: twd(1000) })
    const { ledger } = used.shop.context
    const refund = async () => {
      const asked = { attempt_id: order.number.id, kind: "refund" as const, amount: twd(300), requested: "300" }
      const { operation } = await ledger.begin({ ...asked, idempotency_key: newId("key") })
      await ledger.finish(operation, { state: "done" })
      const { id: operation_id } = operation
      return { attempt_id: order.number.id, operation_id, order_id: order.orderId, amount: 300 }
    }
    for (const event of [await refund(), await refund()])
      for (const _ of [1, 2]) await tell(order.medusa.container, EVENTS.refunded, event)
    expect(sentAbout(order)).toEqual(["taiwan_payments.refunded", "taiwan_payments.refunded"])
  })

  it("that the gateway did not carry out after all is not told", async () => {
    const order = await mailedOrder(used.shop, { state: "captured", captured_amount: twd(1000) })
    const asked = { attempt_id: order.number.id, kind: "refund" as const, amount: twd(300), requested: "300" }
    const { operation } = await used.shop.context.ledger.begin({ ...asked, idempotency_key: newId("key") })
    await used.shop.context.ledger.finish(operation, { state: "failed" })
    const { id: operation_id } = operation
    const event = { attempt_id: order.number.id, operation_id, order_id: order.orderId, amount: 300 }
    await tell(order.medusa.container, EVENTS.refunded, event)
    expect([sentAbout(order), await reasons(order)]).toEqual([[], ["not refunded"]])
  })
})

describe("a wanted bank account", () => {
  const LINK = "https://shop.example/pay/refunds/abc.def"
  const held = { state: "captured", captured_amount: twd(1000), locale: "en" } as const

  async function asked(state = held as More, ends_at = new Date(Date.now() + HOUR)) {
    const order = await mailedOrder(used.shop, state)
    const { attempt_id, session_id, order_id } = order.event
    const facts = { id: newId("tpr"), attempt_id, order_id, amount: 1000 }
    const row = { ...facts, cart_id: null, state: "wanted", link_expires_at: ends_at }
    await used.shop.db(REFUND_REQUEST).insert(row)
    const told = (link_expires_at = ends_at) =>
      tell(order.medusa.container, EVENTS.refundAccountWanted, {
        ...{ attempt_id, session_id, order_id, cart_id: null, refund_request_id: facts.id },
        ...{ amount: 1000, currency_code: "twd", refund_link: LINK, expires_at: link_expires_at.toISOString() },
      })
    const becomes = (change: object) => used.shop.db(REFUND_REQUEST).where({ id: facts.id }).update(change)
    return { ...order, told, becomes }
  }

  it("is asked for with its link, in the language of the order's payment, and once", async () => {
    const order = await asked()
    for (const _ of [1, 2]) await order.told()
    expect(order.office.sent).toHaveLength(1)
    expect(order.office.sent[0]?.content?.text).toContain(`Name a bank account\n${LINK}`)
    const rows = await used.shop.db("taiwan_payment_message").where({ order_id: order.orderId })
    expect(JSON.stringify(rows), "the link does not stay").not.toContain("abc.def")
  })

  it("is asked for anew by a link that was renewed, and no more by the one before", async () => {
    const order = await asked()
    const later = new Date(Date.now() + 2 * HOUR)
    await order.becomes({ link_expires_at: later })
    await order.told()
    expect([sentAbout(order), await reasons(order)]).toEqual([[], ["renewed"]])
    await order.told(later)
    expect(sentAbout(order)).toHaveLength(1)
  })

  it.each(["given", "approved", "sent", "done", "cancelled"])(
    "is not asked for any more when it is %s",
    async (state) => {
      const order = await asked()
      await order.becomes({ state })
      await order.told()
      expect([sentAbout(order), await reasons(order)]).toEqual([[], [state]])
    },
  )

  it("is not asked for when the money has gone back, or the link is over", async () => {
    const back = await asked({ ...held, state: "refunded", refunded_amount: twd(1000) })
    const late = await asked(held, new Date(Date.now() - 1000))
    for (const order of [back, late]) await order.told()
    expect([sentAbout(back), await reasons(back)]).toEqual([[], ["given back"]])
    expect([sentAbout(late), await reasons(late)]).toEqual([[], ["over"]])
  })
})

describe("an alarm", () => {
  const raise = async (order: MailedOrder) => {
    const { number, orderId } = order
    const about = { attempt_id: number.id, subject: newId("sub"), amount: 1000, order_id: orderId }
    const alarm = await used.shop.context.ledger.raise({
      kind: "second_payment",
      detail: inBoth("Paid twice."),
      ...about,
    })
    if (!alarm) throw new Error("no alarm was raised")
    const { id, kind, attempt_id, order_id, amount } = alarm
    return { id, kind, attempt_id, order_id, amount }
  }

  it("goes to each of the staff, once, and to no buyer", async () => {
    const order = await mailedOrder(used.shop)
    const event = await raise(order)
    for (const _ of [1, 2]) await tell(order.medusa.container, EVENTS.alarm, event)
    expect(order.office.sent.map(({ to }) => to)).toEqual(["amy@shop.example", "bo@shop.example"])
    expect(order.office.sent[0]?.content?.subject).toMatch(/^Payments need you: Paid twice · #\d+ · NT\$1,000$/)
  })

  it("is not told when it was resolved before", async () => {
    const order = await mailedOrder(used.shop)
    const event = await raise(order)
    await used.shop.context.ledger.alarms.resolve(event.id, "done")
    await tell(order.medusa.container, EVENTS.alarm, event)
    expect(order.office.sent).toEqual([])
  })

  it("does not come a hundredfold", async () => {
    await used.shop.db("taiwan_payment_budget").delete()
    const order = await mailedOrder(used.shop)
    for (let index = 0; index < 15; index++) await tell(order.medusa.container, EVENTS.alarm, await raise(order))
    expect(order.office.sent).toHaveLength(20)
  })
})

describe("a number that runs out soon", () => {
  const toldOf = ({ number }: MailedOrder) =>
    used.shop.emitted.filter(
      ({ name, data }) => name === EVENTS.voucherExpiring && JSON.stringify(data).includes(number.id),
    )

  it("is told of once, with what to pay by", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { created_at: DAYS_AGO })
    for (const _ of [1, 2, 3]) await tellExpiring(order.medusa.container, 24)
    await Promise.all([1, 2].map(() => tellExpiring(order.medusa.container, 24)))
    expect(toldOf(order)).toMatchObject([{ data: { order_id: order.orderId, voucher: { code: "LLL22251222222" } } }])
  })

  it("is told of behind two hundred that are not awaited any more", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { created_at: DAYS_AGO })
    const { ledger } = used.shop.context
    const sooner = new Date(Date.now() + HOUR)
    for (let index = 0; index < 200; index += 1) {
      const { id } = await ledger.open(newAttempt())
      const unawaited = { state: "issued", expires_at: sooner, created_at: DAYS_AGO }
      await used.shop.db("taiwan_payment_attempt").where({ id }).update(unawaited)
    }
    for (const _ of [1, 2]) await tellExpiring(order.medusa.container, 24)
    expect(toldOf(order)).toHaveLength(1)
    await used.shop.db("taiwan_payment_attempt").where({ expires_at: sooner }).update({ state: "failed" })
  })

  it("is told of once it is awaited again", async () => {
    const order = await mailedOrder(used.shop)
    await change(order, { created_at: DAYS_AGO })
    await cancel(order)
    await tellExpiring(order.medusa.container, 24)
    expect(toldOf(order)).toEqual([])
    await used.shop.db("order").where({ id: order.orderId }).update({ status: "pending" })
    timePasses(1_800_000)
    await tellExpiring(order.medusa.container, 24)
    vi.restoreAllMocks()
    expect(toldOf(order)).toHaveLength(1)
  })

  it.each<[string, (order: MailedOrder) => Promise<unknown>]>([
    ["lives less than twice as long", (order) => change(order, { created_at: new Date(Date.now() - 20 * HOUR) })],
    ["has longer to go", (order) => change(order, { expires_at: new Date(Date.now() + 30 * HOUR) })],
    ["was paid", (order) => payFor(used.shop, order.number)],
    [
      "whose order was paid otherwise",
      async (order) => {
        await addPayment(used.shop, order.sessionId, "cash")
      },
    ],
  ])("is not told of when it %s", async (_, happen) => {
    const order = await mailedOrder(used.shop)
    await change(order, { created_at: DAYS_AGO })
    await happen(order)
    await tellExpiring(order.medusa.container, 24)
    expect(toldOf(order)).toEqual([])
  })
})
