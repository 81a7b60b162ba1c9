import { describe, expect, it } from "vitest"
import { EVENTS } from "../../../src/modules/ledger/events"
import { tell } from "../../../src/payments/messages/plan"
import { sendMessage } from "../../../src/payments/messages/send"
import { twd } from "../../../src/toolkit/twd"
import { addPayment } from "../../fake-medusa"
import { addSession, newId, type Shop, useShop } from "../../shop-database"
import { addNumber, letItBeDue, type MailedOrder, mailedOrder, messagesAbout, payFor, setTotal } from "./mailed-order"

const used = useShop()
const remind = ({ medusa, event }: MailedOrder) => tell(medusa.container, EVENTS.voucherExpiring, event)
const why = async ({ number }: MailedOrder) => (await messagesAbout(used.shop, number.id)).map(({ reason }) => reason)

type Happening = (order: MailedOrder, shop: Shop) => Promise<unknown>

const HAPPENINGS: Readonly<Record<string, readonly [string, Happening]>> = {
  "its money came": ["captured", ({ number }, shop) => payFor(shop, number)],
  "its money is reserved": [
    "authorized",
    ({ number }, { context }) => context.ledger.change(number, { state: "authorized" }),
  ],
  "it was given back since": [
    "refunded",
    ({ number }, { context }) => context.ledger.change(number, { state: "refunded" }),
  ],
  "another number of its session was paid": [
    "paid otherwise",
    async ({ sessionId }, shop) => payFor(shop, await addNumber(shop, sessionId)),
  ],
  "money of another attempt is held by nobody yet": [
    "paid otherwise",
    async ({ sessionId }, shop) => {
      const held = { state: "captured", captured_amount: twd(1000), unmatched: "deleted_session" } as const
      await addNumber(shop, sessionId, held)
    },
  ],
  "the order was paid in a collection of its own": [
    "paid otherwise",
    async ({ orderId }, shop) => {
      const other = await addSession(shop, "1000")
      const { payment_collection_id } = await shop.db("payment_session").where({ id: other }).first()
      await shop.db("order_payment_collection").insert({ id: newId("link"), order_id: orderId, payment_collection_id })
      await addPayment(shop, other, "cash")
    },
  ],
  "staff wrote down that it was paid otherwise": [
    "expired",
    ({ number }, { context }) => context.ledger.change(number, { state: "expired", code: "paid_otherwise" }),
  ],
  "the order was cancelled": [
    "order canceled",
    ({ orderId }, { db }) => db("order").where({ id: orderId }).update({ status: "canceled" }),
  ],
  "no order stands for it": [
    "no order",
    async ({ orderId, cartId }, { db }) => {
      await db("order_cart").where({ cart_id: cartId }).delete()
      await db("order_payment_collection").where({ order_id: orderId }).delete()
    },
  ],
  "the order asks less now": ["amount changed", ({ orderId }, shop) => setTotal(shop, orderId, 900)],
  "the order's collection asks another amount": [
    "amount changed",
    async ({ number }, { db }) => {
      const amount = { amount: "1200", raw_amount: JSON.stringify({ value: "1200" }) }
      await db("payment_collection").where({ id: number.payment_collection_id }).update(amount)
    },
  ],
  "a newer number took its place": ["replaced", ({ sessionId }, shop) => addNumber(shop, sessionId)],
  "its time is over": [
    "over",
    ({ number }, { context }) => context.ledger.change(number, { expires_at: new Date(Date.now() - 1000) }),
  ],
  "the buyer's data was erased": [
    "erased",
    ({ number }, { db }) => db("taiwan_payment_attempt").where({ id: number.id }).update({ erased_at: new Date() }),
  ],
}

describe("a reminder", () => {
  it("goes out while the money is awaited", async () => {
    const order = await mailedOrder(used.shop)
    await remind(order)
    expect(order.office.sent).toMatchObject([
      { to: "shopper@example.com", template: "taiwan_payments.voucher_expiring" },
    ])
  })

  it.each(Object.entries(HAPPENINGS))("stays away when %s before it", async (_, [reason, happen]) => {
    const order = await mailedOrder(used.shop)
    await happen(order, used.shop)
    await remind(order)
    expect([order.office.sent, await why(order)]).toEqual([[], [reason]])
  })

  it.each(Object.entries(HAPPENINGS))("stays away when %s between two tries", async (_, [reason, happen]) => {
    const order = await mailedOrder(used.shop)
    order.office.moods.push("throws")
    await remind(order)
    await happen(order, used.shop)
    const [message] = await messagesAbout(used.shop, order.number.id)
    if (!message) throw new Error("no message was written down")
    await letItBeDue(used.shop, message)
    await sendMessage(order.medusa.container, message.id)
    expect([order.office.sent, await why(order)]).toEqual([[], [reason]])
  })

  it("waits for a payment that is just being committed, and then stays away", async () => {
    const order = await mailedOrder(used.shop)
    const { db } = used.shop
    const payment = await db.transaction()
    await payment("taiwan_payment_attempt").where({ id: order.number.id }).update({ state: "captured", version: 99 })
    const reminding = remind(order)
    await waiting(db)
    await payment.commit()
    await reminding
    expect([order.office.sent, await why(order)]).toEqual([[], ["captured"]])
  })

  it("is written down before it is tried, so that a payment after it comes after it in the books", async () => {
    const order = await mailedOrder(used.shop)
    const seen: unknown[] = []
    order.office.before = async () => {
      seen.push(...(await messagesAbout(used.shop, order.number.id)).map(({ state, tries }) => [state, tries]))
      await payFor(used.shop, order.number)
    }
    await remind(order)
    expect([seen, order.office.sent.length]).toEqual([[["sending", 1]], 1])
  })

  it("raced against its payment forty times never goes out after it", async () => {
    const late: string[] = []
    for (let round = 0; round < 40; round++) {
      const order = await mailedOrder(used.shop)
      const payment = async () => {
        await new Promise((resolve) => setTimeout(resolve, Math.random() * 25))
        await payFor(used.shop, order.number)
        return (await used.shop.context.ledger.now()).getTime()
      }
      const [paidAt] = await Promise.all([payment(), remind(order)])
      const [message] = await messagesAbout(used.shop, order.number.id)
      if (message?.state === "sent" && (message.tried_at?.getTime() ?? 0) > paidAt) late.push(message.id)
    }
    expect(late).toEqual([])
  })
})

/** Until somebody waits for a lock. */
async function waiting(db: Shop["db"]): Promise<void> {
  await expect
    .poll(
      async () => {
        const { rows } = await db.raw(
          "select 1 from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()",
        )
        return rows.length
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0)
}
