import { beforeEach, describe, expect, it } from "vitest"
import { canBecomeOrder } from "../../../src/payments/checkout/can-become-order"
import { CART_PROBLEMS } from "../../../src/payments/checkout/shopper-messages"
import { checkCanStart } from "../../../src/payments/checkout/start"
import { statusOf } from "../../../src/payments/checkout/status"
import { cartProblem } from "../../../src/payments/medusa/cart-rows"
import { isStillPayable } from "../../../src/payments/queries/still-payable"
import { twd } from "../../../src/toolkit/twd"
import { methodAccountAt } from "../../fake-gateway"
import { addCart, addOrder, fakeMedusa } from "../../fake-medusa"
import { addSession, alarmsOf, newAttempt, newId, useShop } from "../../shop-database"
import { duePayment } from "../orders/due-payment"
import { NOWHERE } from "../session-at-bank"

const used = useShop()
const PROVIDER = "pp_fake-card_main"

interface Goods {
  readonly variant: string
  readonly item: string
  readonly channel: string
  readonly profile: string
  readonly option: string
}

/** Something of the filled shop whose stock Medusa manages, and a way to send it. */
async function goods(): Promise<Goods> {
  const { rows } = await used.shop.db.raw(
    `select variant.id as variant, kit.inventory_item_id as item, place.sales_channel_id as channel,
       profile.shipping_profile_id as profile, option.id as option
     from product_variant variant
       join product_variant_inventory_item kit on kit.variant_id = variant.id
       join inventory_level level on level.inventory_item_id = kit.inventory_item_id
       join sales_channel_stock_location place on place.stock_location_id = level.location_id
       join product_shipping_profile profile on profile.product_id = variant.product_id
       join shipping_option option on option.shipping_profile_id = profile.shipping_profile_id
     where variant.manage_inventory limit 1`,
  )
  return rows[0]
}

/** A cart with two of something that must be sent, a way to send it, and a session that may be paid. */
async function cartOf(thing: Goods) {
  const { db } = used.shop
  const sessionId = await addSession(used.shop, "1000")
  const cartId = await addCart(used.shop, sessionId)
  const { id: regionId } = await db("region").first()
  await db("cart").where({ id: cartId }).update({ region_id: regionId, sales_channel_id: thing.channel })
  const link = { id: newId("link"), region_id: regionId, payment_provider_id: PROVIDER }
  await db("region_payment_provider").insert(link).onConflict().ignore()
  const price = { unit_price: 100, raw_unit_price: JSON.stringify({ value: "100" }) }
  const line = { id: newId("cali"), cart_id: cartId, title: "Tea", variant_id: thing.variant, quantity: 2, ...price }
  await db("cart_line_item").insert({ ...line, requires_shipping: true })
  const sent = { cart_id: cartId, name: "Post", amount: 60, raw_amount: JSON.stringify({ value: "60" }) }
  await db("cart_shipping_method").insert({ id: newId("casm"), ...sent, shipping_option_id: thing.option })
  return { sessionId, cartId }
}

const setStock = ({ item }: Goods, stocked: number) =>
  used.shop
    .db("inventory_level")
    .where({ inventory_item_id: item })
    .update({ stocked_quantity: stocked, reserved_quantity: 0 })

let thing: Goods
let cart: Awaited<ReturnType<typeof cartOf>>
beforeEach(async () => {
  thing = await goods()
  await used.shop.db("product_variant").where({ id: thing.variant }).update({ allow_backorder: false })
  await setStock(thing, 100)
  cart = await cartOf(thing)
})

const problem = () => cartProblem(used.shop.db, cart.sessionId)
const inCart = (table: string) => used.shop.db(table).where({ cart_id: cart.cartId })

describe("a cart can become an order (23)", () => {
  it("when all of it is right", async () => {
    expect(await problem()).toBeNull()
    expect(await canBecomeOrder(used.shop.context, cart.sessionId)).toBe(true)
  })

  it("not without a line", async () => {
    await inCart("cart_line_item").update({ deleted_at: new Date() })
    expect(await problem()).toBe("empty")
  })

  it("not with a quantity of nothing, which is how Medusa stores 0.1", async () => {
    await inCart("cart_line_item").update({ quantity: 0 })
    expect(await problem()).toBe("quantity")
  })

  it("not while nothing delivers it, or only what is for other goods; what needs no delivery needs none", async () => {
    await inCart("cart_shipping_method").update({ shipping_option_id: "so_of_other_goods" })
    expect(await problem()).toBe("delivery")
    await inCart("cart_shipping_method").delete()
    expect(await problem()).toBe("delivery")
    await inCart("cart_line_item").update({ requires_shipping: false })
    expect(await problem()).toBeNull()
  })

  it("not with less in stock than it wants at any one location; unless it may be ordered back", async () => {
    await setStock(thing, 1)
    expect(await problem()).toBe("stock")
    await used.shop.db("product_variant").where({ id: thing.variant }).update({ allow_backorder: true })
    expect(await problem()).toBeNull()
  })

  it("not when others have reserved what is left", async () => {
    await used.shop.db("inventory_level").where({ inventory_item_id: thing.item }).update({ reserved_quantity: 99 })
    expect(await problem()).toBe("stock")
  })

  it("not by a method that the region does not offer any more", async () => {
    await used.shop.db("region_payment_provider").where({ payment_provider_id: PROVIDER }).delete()
    expect(await problem()).toBe("method")
  })

  it("is not asked of a cart that has its order, or of a session without a cart", async () => {
    await setStock(thing, 0)
    expect(await cartProblem(used.shop.db, await addSession(used.shop, "1000"))).toBeNull()
    await addOrder(used.shop, cart.sessionId, cart.cartId)
    expect(await problem()).toBeNull()
  })
})

describe("a cart that was deleted while its session lived on", () => {
  const methodAccount = methodAccountAt(NOWHERE)
  const collectionOf = async (sessionId: string) =>
    (await used.shop.db("payment_session").where({ id: sessionId }).first()).payment_collection_id

  it.each<[string, () => Promise<unknown>]>([
    ["with its rows", () => used.shop.db("cart").where({ id: cart.cartId }).delete()],
    ["softly", () => used.shop.db("cart").where({ id: cart.cartId }).update({ deleted_at: new Date() })],
    ["with its links", () => inCart("cart_payment_collection").update({ deleted_at: new Date() })],
  ])("%s lets nobody pay, and keeps its order's money", async (_how, remove) => {
    expect(await problem()).toBeNull()
    await remove()
    expect(await problem()).toBe("empty")
    expect(
      await checkCanStart(fakeMedusa(used.shop, PROVIDER, methodAccount).container, cart.sessionId, false),
    ).toMatchObject({ kind: "redirect" })
    await addOrder(used.shop, cart.sessionId, cart.cartId)
    expect(await problem()).toBeNull()
  })

  it("is alarmed when it is paid all the same, and Medusa is asked for no payment", async () => {
    const { medusa, sessionId, cartId, attempt, apply, ledgerRow } = await duePayment(used.shop)
    const { db } = used.shop
    const payment_collection_id = await collectionOf(sessionId)
    await db("taiwan_payment_attempt").where({ id: attempt.id }).update({ payment_collection_id })
    await db("cart").where({ id: cartId }).update({ deleted_at: new Date() })
    await apply()
    expect(medusa.runs).toEqual([])
    expect(await ledgerRow()).toMatchObject({ unmatched: "deleted_session", apply_at: null })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ kind: "deleted_session" }])
  })

  it("shows no number, and a collection that never was a cart's is the shop's own affair", async () => {
    const voucher = { kind: "cvs", code: "LLL1", chain: "any", amount: twd(1000), expires_at: "2099-01-01T00:00:00Z" }
    const issued = { state: "issued", apply_at: null, captured_amount: twd(0), voucher } as never
    const { medusa, sessionId, cartId } = await duePayment(used.shop, issued)
    const status = () => statusOf(medusa.container, sessionId)
    await used.shop.db("cart").where({ id: cartId }).update({ deleted_at: new Date() })
    expect(await status()).toMatchObject({ state: "failed", voucher: null, message: CART_PROBLEMS.empty })
    await used.shop.db("cart_payment_collection").where({ cart_id: cartId }).delete()
    expect(await status()).toMatchObject({ state: "awaiting" })
  })
})

describe("no money is taken for a cart that cannot become an order (23)", () => {
  const methodAccount = methodAccountAt(NOWHERE)
  const container = () => fakeMedusa(used.shop, PROVIDER, methodAccount).container
  beforeEach(() => setStock(thing, 1))

  it("the buyer who starts, or whose card would be charged, goes back to the shop, and reads why", async () => {
    const next = await checkCanStart(container(), cart.sessionId, false)
    expect(next).toMatchObject({ kind: "redirect", url: expect.stringContaining(`session_id=${cart.sessionId}`) })
    expect(await used.shop.context.ledger.attemptsOf(cart.sessionId)).toEqual([])
    const status = await statusOf(container(), cart.sessionId)
    expect(status).toMatchObject({ state: "ready", message: CART_PROBLEMS.stock })
  })

  it("what a buyer approved is not confirmed, and a gateway that asks before is told no", async () => {
    const { context } = used.shop
    const attempt = await context.ledger.open(newAttempt({ session_id: cart.sessionId }))
    expect(await isStillPayable(context, methodAccount, attempt)).toBe(false)
    await setStock(thing, 2)
    expect(await isStillPayable(context, methodAccount, attempt)).toBe(true)
  })
})

describe("a number to pay with (24)", () => {
  const voucher = {
    kind: "atm",
    bank_code: "822",
    account: "9103522175887271",
    bank_name: { en: "CTBC", "zh-TW": "中國信託" },
    amount: twd(1000),
    expires_at: "2035-01-01T00:00:00Z",
  } as const

  it("is shown only when its order stands; where it cannot, words and an alarm", async () => {
    const { medusa, sessionId, attempt, apply } = await duePayment(used.shop, {
      state: "issued",
      paid_at: null,
      voucher,
    })
    const status = () => statusOf(medusa.container, sessionId)
    expect(await status()).toMatchObject({ state: "pending", voucher: null })
    const place = medusa.on
    place("complete-cart", () => Promise.reject(new Error("Not enough stock available")))
    await apply()
    await apply()
    expect(await status()).toMatchObject({ state: "failed", voucher: null, message: CART_PROBLEMS.empty })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([
      {
        kind: "voucher_without_order",
        detail: expect.stringContaining("Not enough stock available"),
        resolved_at: null,
      },
    ])
  })

  it("appears when the order was placed after all, and the alarm goes", async () => {
    const { medusa, sessionId, cartId, attempt, apply } = await duePayment(used.shop, {
      state: "issued",
      paid_at: null,
      voucher,
    })
    medusa.on("complete-cart", () => Promise.reject(new Error("Not enough stock available")))
    await apply()
    await apply()
    medusa.on("complete-cart", () => addOrder(used.shop, sessionId, cartId))
    await apply()
    expect(await statusOf(medusa.container, sessionId)).toMatchObject({ state: "awaiting", voucher })
    expect(await alarmsOf(used.shop, attempt.id)).toMatchObject([{ resolved_at: expect.any(Date) }])
  })
})
