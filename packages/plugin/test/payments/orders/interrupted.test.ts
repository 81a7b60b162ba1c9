import { describe, expect, it } from "vitest"
import { Completions } from "../../../src/modules/ledger/completions"
import { addManagedLine, addOrder, addReservation, type Reached } from "../../fake-medusa"
import { alarmsOf, newId, useShop } from "../../shop-database"
import { duePayment, placeOrder, toldOf } from "./due-payment"

const used = useShop()

/** A completion whose process was killed when it had come so far. */
async function killedAt(reached: Reached) {
  const { shop } = used
  const due = await duePayment(shop)
  const { order_id: orderId } = await new Completions(shop.db).begin(due.cartId)
  await addOrder(shop, due.sessionId, due.cartId, reached, orderId)
  return { ...due, orderId }
}

const ordersOf = (cartId: string) => used.shop.db("order_cart").where({ cart_id: cartId })
const orderRow = (id: string) => used.shop.db("order").where({ id }).first()
const placed = (orderId: string | null) => toldOf(used.shop, "order.placed", orderId)

describe("a completion that was killed in the middle (54)", () => {
  it("before its cart was completed: the order is adopted, the cart completed, the order told of once", async () => {
    const { orderId, cartId, apply, ledgerRow } = await killedAt({ completed: false })
    await apply()
    await apply()
    expect(await ledgerRow()).toMatchObject({ order_id: orderId, apply_at: null })
    expect((await used.shop.db("cart").where({ id: cartId }).first()).completed_at).toBeInstanceOf(Date)
    expect(placed(orderId)).toHaveLength(1)
    expect(await new Completions(used.shop.db).open(cartId)).toEqual([])
  })

  it("between its two links: the one to the payment is made", async () => {
    const { orderId, apply, ledgerRow } = await killedAt({ collectionLink: false })
    await apply()
    expect(await used.shop.db("order_payment_collection").where({ order_id: orderId })).toHaveLength(1)
    expect(await ledgerRow()).toMatchObject({ order_id: orderId, apply_at: null })
    expect(placed(orderId)).toHaveLength(1)
  })

  it.each([
    { made: "cart", links: { cartLink: true, collectionLink: false } },
    { made: "payment", links: { cartLink: false, collectionLink: true } },
  ])(
    "by a connection that was cut, with only the link to the $made made: the order that is gone keeps no link",
    async ({ links }) => {
      const { orderId: gone, cartId, apply, ledgerRow } = await killedAt({ ...links, completed: false })
      await used.shop.db("order").where({ id: gone }).delete()
      await new Completions(used.shop.db).end(gone)
      await apply()
      for (const table of ["order_cart", "order_payment_collection"])
        expect(await used.shop.db(table).where({ order_id: gone }), table).toEqual([])
      expect((await ordersOf(cartId)).map(({ order_id }) => order_id)).toEqual([(await ledgerRow()).order_id])
    },
  )

  it("before its stock was reserved: it is reserved, of a location of its channel", async () => {
    const { orderId, medusa, apply } = await killedAt({})
    const { lineId, item } = await addManagedLine(used.shop, orderId)
    medusa.on("create-reservations-workflow", () => addReservation(used.shop, lineId, item))
    await apply()
    const reserve = medusa.runs.find(({ workflow }) => workflow === "create-reservations-workflow")
    const line = {
      line_item_id: lineId,
      inventory_item_id: item,
      quantity: 2,
      location_id: expect.stringMatching(/^sloc_/),
    }
    expect(reserve?.input).toEqual({ reservations: [{ ...line, allow_backorder: false }] })
    expect(placed(orderId)).toHaveLength(1)
  })

  it("and whose stock is sold out since: applied, told, and an alarm that says so", async () => {
    const { orderId, attempt, medusa, apply, ledgerRow } = await killedAt({})
    await addManagedLine(used.shop, orderId)
    medusa.on("create-reservations-workflow", () => Promise.reject(new Error("Not enough stock available")))
    await apply()
    expect(await ledgerRow()).toMatchObject({ order_id: orderId, apply_at: null })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      { kind: "order_incomplete", detail: expect.stringContaining("Not enough stock available"), order_id: orderId },
    ])
    expect(placed(orderId)).toHaveLength(1)
  })

  it("after it was paid: the order's books get the capture", async () => {
    const { orderId, pay, apply } = await killedAt({})
    const payment_id = await pay()
    const money = { amount: 1000, raw_amount: JSON.stringify({ value: "1000" }) }
    await used.shop.db("capture").insert({ id: `capt_${orderId}`, payment_id, ...money })
    await apply()
    await apply()
    expect(await used.shop.db("order_transaction").where({ order_id: orderId })).toMatchObject([
      { reference: "capture", reference_id: `capt_${orderId}`, amount: "1000" },
    ])
  })

  it("is left alone while its cart is locked; to wait is not to try", async () => {
    const { orderId, cartId, medusa, apply, ledgerRow } = await killedAt({ completed: false })
    medusa.locks.add(cartId)
    await apply()
    const { apply_at, apply_tries } = await ledgerRow()
    expect({ apply_tries, isSoon: Number(apply_at) < Date.now() + 5_000 }).toEqual({ apply_tries: 0, isSoon: true })
    expect(medusa.runs).toEqual([])
    expect(placed(orderId)).toEqual([])
  })

  it("is no alarm while a lock is held that outlived its process, and is put off ever longer; in the end it is", async () => {
    const { attempt, medusa, apply, ledgerRow } = await duePayment(used.shop)
    medusa.on("complete-cart", () => Promise.reject(new Error("Failed to acquire lock for key cart_1")))
    const waits: number[] = []
    for (const minutes of [0, 0.5, 1, 5]) {
      const busy_since = minutes > 0 ? new Date(Date.now() - minutes * 60_000) : null
      await used.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update({ busy_since })
      await apply()
      const { apply_at, apply_tries } = await ledgerRow()
      expect(apply_tries).toBe(0)
      waits.push(Number(apply_at) - Date.now())
    }
    expect(waits[0]).toBeLessThan(4_000)
    expect(waits[2]).toBeGreaterThan(10_000)
    expect(waits[3]).toBeLessThan(46_000)
    expect(await alarmsOf(used.shop, attempt.id)).toEqual([])
    const long = { busy_since: new Date(Date.now() - 11 * 60_000), apply_tries: 3 }
    await used.shop.db("taiwan_payment_attempt").where({ id: attempt.id }).update(long)
    await apply()
    expect(await ledgerRow()).toMatchObject({ apply_tries: 4, busy_since: null })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "not_applied" }])
  })
})

describe("a number's payment that was killed between Medusa's capture and the order's books", () => {
  /** An order that waited for its money, whose capture stands and whose transaction does not. */
  async function killed(age: { minutes: number }) {
    const { shop } = used
    const due = await duePayment(shop)
    const orderId = await addOrder(shop, due.sessionId, due.cartId)
    await shop.db("taiwan_payment_attempt").where({ id: due.attempt.id }).update({ order_id: orderId })
    const payment_id = await due.pay()
    const id = newId("capt")
    const created_at = new Date(Date.now() - age.minutes * 60_000)
    const money = { amount: 1000, raw_amount: JSON.stringify({ value: "1000" }) }
    await shop.db("capture").insert({ id, payment_id, created_at, ...money })
    return { ...due, orderId, captureId: id, books: () => shop.db("order_transaction").where({ order_id: orderId }) }
  }

  it("is booked on its order, once", async () => {
    const { apply, books, captureId, ledgerRow } = await killed({ minutes: 4 })
    await apply()
    await apply()
    expect(await books()).toMatchObject([{ reference: "capture", reference_id: captureId, amount: "1000" }])
    expect(await ledgerRow()).toMatchObject({ apply_at: null, applied_at: expect.any(Date) })
  })

  it("is left to whoever may still be writing it", async () => {
    const { apply, books, ledgerRow } = await killed({ minutes: 1 })
    await apply()
    expect(await books()).toEqual([])
    expect(await ledgerRow()).toMatchObject({ apply_at: expect.any(Date), apply_tries: 0, applied_at: null })
  })

  it("is left as it is where the order has it", async () => {
    const { apply, books, captureId, orderId } = await killed({ minutes: 4 })
    const booked = { order_id: orderId, amount: 1000, currency_code: "twd", reference: "capture" }
    const row = { id: newId("ordtrx"), ...booked, reference_id: captureId, raw_amount: { value: "1000" } }
    await used.shop.db("order_transaction").insert(row)
    await apply()
    expect(await books()).toMatchObject([{ id: row.id }])
  })

  it("is not booked on an order that was cancelled", async () => {
    const { apply, books, orderId } = await killed({ minutes: 4 })
    await used.shop.db("order").where({ id: orderId }).update({ status: "canceled" })
    await apply()
    expect(await books()).toEqual([])
  })
})

describe("an order that nobody reserved for, though Medusa's workflow ended well (54)", () => {
  it("is reserved for, and not told of twice when only a part was missing", async () => {
    const { medusa, cartId, sessionId, pay, apply } = await duePayment(used.shop)
    let orderId = ""
    medusa.on("complete-cart", async () => {
      orderId = await addOrder(used.shop, sessionId, cartId)
      const { lineId, item } = await addManagedLine(used.shop, orderId)
      await addReservation(used.shop, lineId, item)
      await addManagedLine(used.shop, orderId)
      await pay()
    })
    await apply()
    expect(medusa.runs.map(({ workflow }) => workflow)).toEqual(["complete-cart", "create-reservations-workflow"])
    expect(placed(orderId)).toEqual([])
  })
})

describe("a ghost order (55)", () => {
  it.each<[string, Reached]>([
    ["no link", { cartLink: false, collectionLink: false, completed: false }],
    ["only the payment's link", { cartLink: false, completed: true }],
  ])("with %s is removed with its reservations, and the real order placed", async (_, reached) => {
    const { orderId, cartId, medusa, apply, ledgerRow } = await killedAt(reached)
    const { lineId } = await addManagedLine(used.shop, orderId)
    await apply()
    expect(medusa.runs).toEqual([
      { workflow: "delete-reservations-by-line-items", input: { ids: [lineId] } },
      { workflow: "complete-cart", input: { id: cartId } },
    ])
    const { order_id } = await ledgerRow()
    expect(order_id).not.toBe(orderId)
    expect(await orderRow(orderId)).toBeUndefined()
    expect(await ordersOf(cartId)).toMatchObject([{ order_id }])
    expect(await used.shop.db("order_payment_collection").where({ order_id: orderId })).toEqual([])
  })

  it("that Medusa's own compensation missed is removed at once, and the failure stays a failure", async () => {
    const { medusa, apply, ledgerRow } = await duePayment(used.shop)
    let ghost = ""
    medusa.on("complete-cart", async (_, container) => {
      const order = await placeOrder(container)
      ghost = order.id
      throw new Error("the compensation died as well")
    })
    await apply()
    expect(ghost).toMatch(/^order_[0-9A-Z]{26}$/)
    expect(await orderRow(ghost)).toBeUndefined()
    expect(await ledgerRow()).toMatchObject({ apply_tries: 1, applied_at: null })
  })

  it("that is gone, and left reservations behind: they are released", async () => {
    const { shop } = used
    const { sessionId } = await duePayment(shop)
    const { medusa, apply } = await duePayment(shop)
    const other = await addOrder(shop, sessionId, "cart_other", {
      cartLink: false,
      collectionLink: false,
    })
    const { item } = await addManagedLine(shop, other)
    const gone = "ordli_gone"
    medusa.on("complete-cart", async () => {
      await addReservation(shop, gone, item)
      throw new Error("failed while the stock was being reserved")
    })
    await apply()
    expect(medusa.runs.at(-1)).toEqual({ workflow: "delete-reservations-by-line-items", input: { ids: [gone] } })
  })
})
