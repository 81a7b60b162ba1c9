import { describe, expect, it, vi } from "vitest"
import { applyInTurn, payInTurn } from "../../src/payments/pay-in-turn"
import { addCart, addOrder } from "../fake-medusa"
import { addSession, newId, useShop } from "../shop-database"

const place = useShop()
const context = () => place.shop.context

async function collectionOf(sessionId: string): Promise<string> {
  return (await place.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id
}

const apply = (payment_collection_id: string | null, work: () => Promise<void>) =>
  applyInTurn(context(), { payment_collection_id }, work)

/** Whether work that pays the subject is done for the collection while it lasts. */
async function isAppliedDuring(subject: string, collection: string): Promise<boolean> {
  const work = vi.fn(async () => {})
  await payInTurn(context(), subject, () => apply(collection, work))
  return work.mock.calls.length > 0
}

describe("who pays an order from outside of the checkout", () => {
  it("is one at a time, and gets what it made", async () => {
    const subject = newId("order")
    const order: string[] = []
    const pay = (name: string) =>
      payInTurn(context(), subject, async () => {
        order.push(`${name} begins`)
        await new Promise((resolve) => setTimeout(resolve, 30))
        order.push(`${name} ends`)
        return name
      })
    expect(await Promise.all([pay("link"), pay("cash")])).toEqual(["link", "cash"])
    const [first, second] = order[0] === "link begins" ? ["link", "cash"] : ["cash", "link"]
    expect(order).toEqual([`${first} begins`, `${first} ends`, `${second} begins`, `${second} ends`])
  })
})

describe("money that came", () => {
  it("is applied at once where it belongs to no collection", async () => {
    const work = vi.fn(async () => {})
    await apply(null, work)
    expect(work).toHaveBeenCalledOnce()
  })

  it("is applied once, to a cart, to its order, or to neither", async () => {
    const session = await addSession(place.shop, "1000")
    const work = vi.fn(async () => {})
    await apply(await collectionOf(session), work)
    const cart = await addCart(place.shop, session)
    await apply(await collectionOf(session), work)
    await addOrder(place.shop, session, cart)
    await apply(await collectionOf(session), work)
    await apply("paycol_unknown", work)
    expect(work).toHaveBeenCalledTimes(4)
  })

  it("stays due while somebody pays its cart, its order, or its collection that has no cart", async () => {
    const session = await addSession(place.shop, "1000")
    const collection = await collectionOf(session)
    expect(await isAppliedDuring(collection, collection)).toBe(false)
    const cart = await addCart(place.shop, session)
    expect(await isAppliedDuring(cart, collection)).toBe(false)
    expect(await isAppliedDuring(collection, collection), "the cart is what is paid").toBe(true)
    const order = await addOrder(place.shop, session, cart)
    expect(await isAppliedDuring(order, collection)).toBe(false)
    expect(await isAppliedDuring(newId("order"), collection)).toBe(true)
  })

  it("stays due while somebody pays any of the orders that its cart became", async () => {
    const session = await addSession(place.shop, "1000")
    const [collection, cart] = [await collectionOf(session), await addCart(place.shop, session)]
    const orders = [await addOrder(place.shop, session, cart), await addOrder(place.shop, session, cart)]
    for (const order of orders) expect(await isAppliedDuring(order, collection)).toBe(false)
  })

  it("is judged by the order that the cart became while it waited", async () => {
    const session = await addSession(place.shop, "1000")
    const [collection, cart] = [await collectionOf(session), await addCart(place.shop, session)]
    const work = vi.fn(async () => {})
    const order = newId("order")
    let applying: Promise<void> | undefined
    await payInTurn(context(), order, async () => {
      await payInTurn(context(), cart, async () => {
        applying = apply(collection, work)
        await addOrder(place.shop, session, cart, {}, order)
      })
      await applying
    })
    expect(work).not.toHaveBeenCalled()
  })

  it("tells what failed", async () => {
    const session = await addSession(place.shop, "1000")
    const failing = apply(await collectionOf(session), async () => {
      throw new Error("Medusa is away")
    })
    await expect(failing).rejects.toThrow("Medusa is away")
  })
})
