import { setTimeout as sleep } from "node:timers/promises"
import { describe, expect, it } from "vitest"
import type { Attempt } from "../../../src/modules/ledger/records"
import { applySession } from "../../../src/payments/orders/apply"
import { twd } from "../../../src/toolkit/twd"
import { CODE, methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, addPayment, fakeMedusa } from "../../fake-medusa"
import { addSession, alarmsOf, newAttempt, newId, useShop } from "../../shop-database"
import { NOWHERE } from "../session-at-bank"

const used = useShop()

/** An order whose number was replaced by a card's session, as by a payment link; Medusa takes its time over each step. */
async function replacedNumber() {
  const { shop } = used
  const { db } = shop
  const medusa = fakeMedusa(shop, "pp_fake-card_main", methodAccountAt(NOWHERE, {}, CODE))
  const number = await addSession(shop, "1000")
  await addOrder(shop, number, await addCart(shop, number))
  const collection = (await db("payment_session").where({ id: number }).first()).payment_collection_id
  const replace = async () => {
    const id = newId("payses")
    const [row] = await db("payment_session").where({ payment_collection_id: collection })
    await db("payment_session").where({ payment_collection_id: collection }).delete()
    await db("payment_session").insert({ ...row, id, raw_amount: JSON.stringify(row.raw_amount) })
    return { result: { id } }
  }
  medusa.on("create-payment-sessions", async () => {
    await sleep(600)
    return replace()
  })
  medusa.on("process-payment-workflow", async ({ data }) => {
    const { session_id } = data as { session_id: string }
    await sleep(300)
    await addPayment(shop, session_id, await tradeOf(session_id))
    await sleep(600)
  })
  const card = (await replace()).result.id
  const captures = async () => (await db("payment").where({ payment_collection_id: collection })).map(tradeIn)
  return { medusa, number, card, collection, replace, captures }
}

const tradeIn = ({ data }: { data: { trade_no: string } }) => data.trade_no

async function tradeOf(sessionId: string): Promise<string> {
  const { rows } = await used.shop.db.raw(
    "select trade_no from taiwan_payment_attempt where coalesce(applied_session_id, session_id) = ?",
    [sessionId],
  )
  return rows[0].trade_no
}

async function paid(session_id: string, payment_collection_id: string): Promise<Attempt> {
  const { ledger } = used.shop.context
  const opened = await ledger.open(newAttempt({ session_id, payment_collection_id, session_amount: "1000" }))
  const money = { state: "captured", paid_at: new Date(), captured_amount: twd(1000), apply_at: new Date() } as const
  return (await ledger.change(opened, money)) ?? opened
}

describe("money that comes at once in two sessions of one order", () => {
  it("is applied one after the other: the order is paid once, and the other is a second payment", async () => {
    const { medusa, number, card, collection, captures } = await replacedNumber()
    const both = [await paid(number, collection), await paid(card, collection)]
    const applyAll = () => Promise.all([number, card].map((session) => applySession(medusa.container, session)))
    for (let times = 0; times < 3; times += 1) await applyAll()
    const alarms = (await Promise.all(both.map(({ id }) => alarmsOf(used.shop, id)))).flat()
    expect(await captures()).toHaveLength(1)
    expect(alarms.map(({ kind }) => kind)).toEqual(["second_payment"])
  })
})

describe("a payment whose session Medusa replaced after it was captured", () => {
  it("counts as it is: no other session is opened for the same money", async () => {
    const { medusa, card, collection, replace, captures } = await replacedNumber()
    const attempt = await paid(card, collection)
    await addPayment(used.shop, card, attempt.trade_no)
    await replace()
    await applySession(medusa.container, card)
    expect(await captures()).toEqual([attempt.trade_no])
    expect(medusa.runs).toEqual([])
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
    expect(await used.shop.context.ledger.attempt(attempt.id)).toMatchObject({ apply_at: null, unmatched: null })
  })
})
