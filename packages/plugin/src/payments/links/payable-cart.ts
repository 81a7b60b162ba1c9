import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { isPaid } from "../../modules/ledger/advance"
import { decimalOf } from "../../toolkit/twd"
import { contextOf, type PaymentContext } from "../context"
import { offeredFor, type Payable, type Payee, payableOrderOf, wholeDollars } from "./payable-order"

interface CartRow extends Omit<Payee, "display_id"> {
  readonly currency_code: string
  readonly region_id: string | null
  readonly completed_at: string | Date | null
  readonly total: unknown
  readonly payment_collection?: { readonly id: string } | null
}

/** The order that a cart became; null while it is a cart. */
export async function orderOfCart({ db }: PaymentContext, cartId: string): Promise<string | null> {
  const link = await db("order_cart").where({ cart_id: cartId }).whereNull("deleted_at").first()
  return link?.order_id ?? null
}

/** A cart that waits to be paid, or the order that it became. Null for one that is none, or is not in TWD. */
export async function payableCartOf(container: MedusaContainer, cartId: string): Promise<Payable | null> {
  const placed = await orderOfCart(contextOf(container), cartId)
  if (placed) return payableOrderOf(container, placed)
  const cart = await cartOf(container, cartId)
  if (cart?.currency_code !== "twd") return null
  const order = { ...cart, display_id: null }
  const collectionIds = cart.payment_collection ? [cart.payment_collection.id] : []
  const attempts = await contextOf(container).ledger.attemptsOfCollections(collectionIds)
  if (attempts.some((attempt) => isPaid(attempt) && attempt.unmatched !== null)) return { order, kind: "ask the shop" }
  if (cart.completed_at !== null || attempts.some(isPaid)) return { order, kind: "paid" }
  const total = Number(decimalOf(cart.total))
  const offered = await offeredFor(container, cart, total)
  const [first] = offered.values()
  const amount = first ? wholeDollars(total, first.shop) : null
  if (amount === null) return { order, kind: "ask the shop" }
  const chosen = { methods: [...offered.values()], providerIds: [...offered.keys()] }
  return { order, kind: "owed", amount, why: "again", awaited: null, hasOtherNumber: false, ...chosen }
}

async function cartOf(container: MedusaContainer, id: string): Promise<CartRow | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "cart", fields: CART_FIELDS, filters: { id } })
  return (data[0] as CartRow | undefined) ?? null
}

const CART_FIELDS = [
  ...["id", "currency_code", "region_id", "completed_at", "total", "payment_collection.id"],
  ...["items.title", "items.quantity", "items.total", "shipping_methods.name", "shipping_methods.total"],
]
