import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { payInTurn } from "../../../src/payments/pay-in-turn"
import { recordManualRefund } from "../../../src/payments/staff/manual-refund"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { twd } from "../../../src/toolkit/twd"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"
import { paidTrade } from "../paid-trade"

const place = useShop()
const PROVIDER = "pp_fake-card_main"
const LIN = { id: "user_lin", name: "Lin" }
const WANG = { id: "user_wang", name: "Wang" }

const collectionOf = async (sessionId: string): Promise<string> =>
  (await place.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id

describe("a refund that two of the staff write down at once", () => {
  /** A card payment of an order, of which somebody gave 60 TWD back in the gateway's back office. */
  async function refundedByHand(status: "pending" | "canceled") {
    const { shop } = place
    const session_id = await addSession(shop, "1000")
    const trade = await paidTrade(shop, {}, { session_id, payment_collection_id: await collectionOf(session_id) })
    const medusa = fakeMedusa(shop, PROVIDER, trade.methodAccount)
    const orderId = await addOrder(shop, session_id, await addCart(shop, session_id))
    await shop.db("order").where({ id: orderId }).update({ status })
    await addPayment(shop, session_id, trade.attempt.trade_no)
    const { id: payment_id } = await shop.db("payment").where({ payment_session_id: session_id }).first()
    await shop.db("capture").insert({ id: newId("capt"), payment_id, amount: 1000, raw_amount: { value: "1000" } })
    const follow = async () => {
      await sleep(1_000)
      await trade.refund(60)
    }
    medusa.on("refund-payment-workflow", follow)
    const payment = medusa.container.resolve("payment")
    Object.assign(payment, { refundPayment: follow })
    const record = (actor: typeof LIN) =>
      recordManualRefund(medusa.container, trade.attempt.id, { amount: 60, reference: "back office 7" }, actor)
    const isWritten = () => shop.context.ledger.operationsOf(trade.attempt.id, "refund")
    return { trade, medusa, orderId, record, isWritten }
  }

  it.each(["pending", "canceled"] as const)(
    "of a %s order is one refund, and no gateway is asked for it",
    async (status) => {
      const { trade, record, isWritten } = await refundedByHand(status)
      const first = record(LIN)
      await expect.poll(isWritten, { timeout: 30_000 }).toMatchObject([{ state: "recorded" }])
      const ended = await Promise.allSettled([first, record(WANG)])
      expect(ended.map((each) => each.status)).toEqual(["fulfilled", "rejected"])
      expect([trade.refunded(), (await trade.now()).refunded_amount]).toEqual([0, 60])
    },
  )

  it("is booked in turn with what others do to the order's money", async () => {
    const { trade, medusa, orderId, record, isWritten } = await refundedByHand("pending")
    let recording: Promise<void> | undefined
    await payInTurn(place.shop.context, orderId, async () => {
      recording = record(LIN)
      await expect.poll(isWritten, { timeout: 30_000 }).toMatchObject([{ state: "recorded" }])
      await sleep(300)
      expect(medusa.runs).toEqual([])
    })
    await recording
    expect((await trade.now()).refunded_amount).toBe(60)
  })
})

describe("an order with two numbers", () => {
  async function twoNumbers() {
    const { shop } = place
    const session_id = await addSession(shop, "1000")
    const collection = await collectionOf(session_id)
    const medusa = fakeMedusa(shop, PROVIDER, methodAccountAt({ url: "http://127.0.0.1:9" }, {}, CODE))
    const orderId = await addOrder(shop, session_id, await addCart(shop, session_id))
    const totals = JSON.stringify({ current_order_total: 1000 })
    await shop.db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
    const number = async (session: string): Promise<Attempt> => {
      const wanted = newAttempt({ session_id: session, method: "code", payment_collection_id: collection })
      const issued = await shop.context.ledger.change(await shop.context.ledger.open(wanted), { state: "issued" })
      return issued ?? expect.fail("Nobody else writes here.")
    }
    medusa.on("create-order-payment-collection", async () => ({ result: [{ id: newId("paycol") }] }))
    const payInMedusa = async () => {
      await sleep(200)
      const cash = await addSession(shop, "1000")
      const link = { id: newId("link"), order_id: orderId, payment_collection_id: await collectionOf(cash) }
      await shop.db("order_payment_collection").insert(link)
      await addPayment(shop, cash, "")
    }
    medusa.on("mark-payment-collection-as-paid", payInMedusa)
    const record = (of: Attempt, actor: typeof LIN) =>
      recordPaidOtherwise(medusa.container, of.id, { amount: 1000, reference: "cash" }, actor)
    const payments = () => medusa.runs.filter(({ workflow }) => workflow === "mark-payment-collection-as-paid").length
    const now = async ({ id }: Attempt) => (await shop.context.ledger.attempt(id)) ?? expect.fail("It is gone.")
    return {
      medusa,
      numbers: [await number(session_id), await number(newId("payses"))] as const,
      record,
      payments,
      payInMedusa,
      now,
    }
  }

  it("that two of the staff mark as paid in cash, each by another number, is paid once", async () => {
    const { numbers, record, payments, now } = await twoNumbers()
    const ended = await Promise.allSettled([record(numbers[0], LIN), record(numbers[1], WANG)])
    expect(ended.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    expect(payments()).toBe(1)
    for (const number of numbers) expect((await now(number)).state).toBe("expired")
  })

  it("of which one is paid just then has the other closed all the same", async () => {
    const { medusa, numbers, record, payInMedusa, now } = await twoNumbers()
    medusa.on("mark-payment-collection-as-paid", async () => {
      await payInMedusa()
      const paid = { state: "captured", captured_amount: twd(1000), paid_at: new Date() } as const
      await place.shop.context.ledger.change(await now(numbers[0]), paid)
    })
    await expect(record(numbers[0], LIN)).rejects.toThrow(/has changed just now/)
    expect([(await now(numbers[0])).state, (await now(numbers[1])).state]).toEqual(["captured", "expired"])
  })
})
