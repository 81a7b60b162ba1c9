import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { PAID_OTHERWISE } from "../../../src/payments/session-rules"
import { recordPaidOtherwise } from "../../../src/payments/staff/paid-otherwise"
import { openBank } from "../../fake-bank"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, newAttempt, newId, useShop } from "../../shop-database"
import { VOUCHER } from "./ended-voucher"

const used = useShop()
const STAFF = { id: "user_1", name: "王小明" }

const collectionOf = async (sessionId: string): Promise<string> =>
  (await used.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id

/** An order of 1000 TWD with an awaited number; what is recorded as paid is booked in Medusa's own tables. */
async function awaited() {
  const { shop } = used
  const { db, context } = shop
  const medusa = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt(await openBank(), {}, CODE))
  const sessionId = await addSession(shop, "1000")
  const orderId = await addOrder(shop, sessionId, await addCart(shop, sessionId))
  await db("order_summary").where({ order_id: orderId }).delete()
  const totals = JSON.stringify({ current_order_total: 1000 })
  await db("order_summary").insert({ id: newId("ordsum"), order_id: orderId, version: 1, totals })
  const addNumber = async (): Promise<Attempt> => {
    const payment_collection_id = await collectionOf(sessionId)
    const opened = await context.ledger.open(
      newAttempt({ session_id: sessionId, method: "code", payment_collection_id }),
    )
    return (await context.ledger.change(opened, { state: "issued", voucher: VOUCHER, order_id: orderId })) ?? opened
  }
  const sessions = new Map<unknown, string>()
  medusa.on("create-order-payment-collection", async ({ amount }) => {
    const session = await addSession(shop, String(amount))
    const id = await collectionOf(session)
    sessions.set(id, session)
    await db("order_payment_collection").insert({ id: newId("link"), order_id: orderId, payment_collection_id: id })
    return { result: [{ id }] }
  })
  const book = async ({ payment_collection_id: id }: Readonly<Record<string, unknown>>) => {
    await addPayment(shop, sessions.get(id) ?? "", "")
    await db("payment_collection")
      .where({ id: String(id) })
      .update({ status: "completed" })
  }
  medusa.on("mark-payment-collection-as-paid", book)
  const booked = async () =>
    (await db("payment").whereIn("payment_collection_id", [...sessions.keys()] as string[])).map((each) =>
      Number(each.amount),
    )
  const record = ({ id }: Attempt, amount: number, reference = "cash 12") =>
    recordPaidOtherwise(medusa.container, id, { amount, reference }, STAFF)
  const now = async ({ id }: Attempt) => context.ledger.attempt(id)
  /** What a process leaves that dies between the booking and the close. */
  const dies = async (number: Attempt, amount: number) => {
    medusa.on("mark-payment-collection-as-paid", async (input) => {
      await book(input)
      await db("taiwan_payment_attempt").where({ id: number.id }).update({ state: "failed" })
    })
    await record(number, amount).catch(() => {})
    medusa.on("mark-payment-collection-as-paid", book)
    await db("taiwan_payment_attempt").where({ id: number.id }).update({ state: "issued", code: null })
  }
  return { medusa, db, addNumber, book, booked, record, now, dies, sessions }
}

describe("a part that was paid in another way, whose recording died before its number was closed", () => {
  it("is booked once when staff record it again, and its number is closed as of a part", async () => {
    const { addNumber, dies, record, booked, now } = await awaited()
    const number = await addNumber()
    await dies(number, 600)
    expect([await booked(), (await now(number))?.state]).toEqual([[600], "issued"])
    await record(number, 600)
    expect(await booked()).toEqual([600])
    expect(await now(number)).toMatchObject({ state: "expired", code: null })
  })

  it("is booked once where it is half, though no more is owed than it is", async () => {
    const { addNumber, dies, record, booked, now } = await awaited()
    const number = await addNumber()
    await dies(number, 500)
    await record(number, 500)
    expect([await booked(), (await now(number))?.code]).toEqual([[500], null])
  })

  it("of the whole order, closes the number as paid", async () => {
    const { addNumber, dies, record, booked, now } = await awaited()
    const number = await addNumber()
    await dies(number, 1000)
    await record(number, 1000)
    expect([await booked(), (await now(number))?.code]).toEqual([[1000], PAID_OTHERWISE])
  })

  it("is told when something else is recorded for the number, which is not booked beside it", async () => {
    const { addNumber, dies, record, booked, now } = await awaited()
    const number = await addNumber()
    await dies(number, 300)
    await expect(record(number, 300, "cash 13")).rejects.toThrow(/300 TWD \(cash 12\) are recorded/)
    await expect(record(number, 400)).rejects.toThrow(/300 TWD \(cash 12\) are recorded/)
    expect([await booked(), (await now(number))?.state]).toEqual([[300], "issued"])
  })

  it("is booked after all where it had not come so far", async () => {
    const { medusa, db, addNumber, dies, record, booked, book, sessions } = await awaited()
    const number = await addNumber()
    await dies(number, 300)
    await db("payment")
      .whereIn("payment_collection_id", [...sessions.keys()] as string[])
      .delete()
    medusa.on("mark-payment-collection-as-paid", book)
    await record(number, 300)
    expect(await booked()).toEqual([300])
  })
})

describe("a second part of the same amount and reference", () => {
  it("of a number that was issued later is booked beside the first", async () => {
    const { addNumber, record, booked, now } = await awaited()
    const first = await addNumber()
    await record(first, 300)
    const second = await addNumber()
    await record(second, 300)
    expect(await booked()).toEqual([300, 300])
    expect(await now(second)).toMatchObject({ state: "expired" })
  })
})
