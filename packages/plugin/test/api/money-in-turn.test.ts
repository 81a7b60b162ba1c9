import { setTimeout as sleep } from "node:timers/promises"
import type { MedusaResponse } from "@medusajs/framework/http"
import { describe, expect, it } from "vitest"
import {
  collectionInTurn,
  orderInTurn,
  ownReturnInTurn,
  paymentInTurn,
  returnInTurn,
} from "../../src/api/admin/money-in-turn"
import { applyInTurn } from "../../src/payments/pay-in-turn"
import { methodAccountAt } from "../fake-gateway"
import { addCart, addOrder, addPayment } from "../fake-medusa"
import { containerOf } from "../shop-container"
import { addSession, newAttempt, newId, useShop } from "../shop-database"

const used = useShop()
const NOWHERE = methodAccountAt({ url: "http://127.0.0.1:9" })
const SOON = { timeout: 20_000 }

/** A payment of an order's cart. */
async function aPayment({ isOurs = true, carriedBy = "" } = {}) {
  const { shop } = used
  const sessionId = await addSession(shop, "1000")
  const cart = await addCart(shop, sessionId)
  const order = await addOrder(shop, sessionId, cart)
  const collection: string = (await shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id
  const applied = carriedBy ? { session_id: carriedBy } : { session_id: sessionId }
  const attempt = isOurs
    ? await shop.context.ledger.open(newAttempt({ ...applied, payment_collection_id: collection }))
    : null
  if (carriedBy && attempt) await shop.context.ledger.change(attempt, { applied_session_id: sessionId })
  const change = newId("return")
  await shop.db("return").insert({ id: change, order_id: order, order_version: 1, status: "requested" })
  return { id: await addPayment(shop, sessionId, "T1"), sessionId, order, collection, change }
}

/** Somebody presses a button of Medusa's: whether its route has begun, and its end. */
function press(id: string, act = paymentInTurn) {
  let isEnded = false
  const response: Pick<MedusaResponse, "end"> = Object.create({ end: () => (isEnded = true) })
  const pressed = { begun: false, error: undefined as unknown, end: () => void response.end(), ended: () => isEnded }
  const scope = containerOf(used.shop, "pp_fake-card_main", NOWHERE)
  act({ scope, params: act === ownReturnInTurn ? {} : { id }, body: { order_id: id } }, response, (error) => {
    Object.assign(pressed, { begun: true, error })
  })
  return pressed
}

/** Something that goes on under a lease. */
function holding(key: string) {
  let end = () => {}
  const held = used.shop.context.ledger.exclusively(key, () => new Promise<void>((resolve) => (end = resolve)))
  return async () => {
    end()
    await held
  }
}

describe("what staff do to the money of an order in Medusa's own pages", () => {
  it("is done one after the other, though two of them press in the same second", async () => {
    const { id } = await aPayment()
    const pressed = [press(id), press(id)]
    await expect.poll(() => pressed.filter(({ begun }) => begun)).toHaveLength(1)
    await sleep(300)
    const first = pressed.find(({ begun }) => begun)
    const second = pressed.find(({ begun }) => !begun)
    expect(second, "both at once").toBeDefined()
    first?.end()
    expect(first?.ended()).toBe(true)
    await expect.poll(() => second?.begun, SOON).toBe(true)
    expect(second?.error).toBeUndefined()
    second?.end()
  })

  it("waits while the shop itself follows the payment's money, and no other payment does", async () => {
    const { id, sessionId } = await aPayment()
    const other = await aPayment()
    const end = holding(`session ${sessionId}`)
    const [pressed, beside] = [press(id), press(other.id)]
    await expect.poll(() => beside.begun, SOON).toBe(true)
    await sleep(300)
    expect(pressed.begun).toBe(false)
    await end()
    await expect.poll(() => pressed.begun, SOON).toBe(true)
    for (const each of [pressed, beside]) each.end()
  })

  it("waits also for the session that the money was paid in, where another one carries it", async () => {
    const paidIn = await addSession(used.shop, "1000")
    const { id } = await aPayment({ carriedBy: paidIn })
    const end = holding(`session ${paidIn}`)
    const pressed = press(id)
    await sleep(300)
    expect(pressed.begun).toBe(false)
    await end()
    await expect.poll(() => pressed.begun, SOON).toBe(true)
    pressed.end()
  })

  it.each([
    ["cancel an order", orderInTurn, "order"],
    ["mark a payment as paid", collectionInTurn, "collection"],
    ["take goods back", returnInTurn, "change"],
    ["are sent goods back", ownReturnInTurn, "order"],
  ] as const)("is done in turn where they %s", async (_, act, subject) => {
    const payment = await aPayment()
    const first = press(payment.id)
    await expect.poll(() => first.begun, SOON).toBe(true)
    const pressed = press(payment[subject], act)
    await sleep(300)
    expect(pressed.begun, "beside another one's").toBe(false)
    first.end()
    await expect.poll(() => pressed.begun, SOON).toBe(true)
    const isApplied = async () => {
      let isDone = false
      await applyInTurn(used.shop.context, { payment_collection_id: payment.collection }, async () => {
        isDone = true
      })
      return isDone
    }
    expect(await isApplied(), "money that comes meanwhile").toBe(false)
    pressed.end()
    await expect.poll(isApplied, SOON).toBe(true)
  })

  it("keeps its turn for somebody who does not wait for the answer", async () => {
    const { id } = await aPayment()
    const gone = press(id)
    await expect.poll(() => gone.begun, SOON).toBe(true)
    const next = press(id)
    await sleep(300)
    expect(next.begun).toBe(false)
    gone.end()
    await expect.poll(() => next.begun, SOON).toBe(true)
    next.end()
  })

  it("passes where no payment is ours, or nothing is there", async () => {
    const { id, order, collection } = await aPayment({ isOurs: false })
    const others = [
      press(order, orderInTurn),
      press(collection, collectionInTurn),
      press("return_no", returnInTurn),
      press("order_no", ownReturnInTurn),
    ]
    const pressed = [press(id), press(id), press("pay_nowhere"), ...others]
    await expect.poll(() => pressed.every(({ begun }) => begun), SOON).toBe(true)
    expect(pressed.map(({ error }) => error)).toEqual(pressed.map(() => undefined))
  })
})
