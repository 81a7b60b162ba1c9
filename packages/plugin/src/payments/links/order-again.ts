import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { payInTurn } from "../pay-in-turn"
import { orderOfCart } from "./payable-cart"

/** Where an order keeps the cart by which the same was ordered again. */
export const AGAIN = "taiwan_payments_again"

interface CanceledOrder {
  readonly id: string
  readonly status: string
  readonly region_id: string
  readonly sales_channel_id: string
  readonly customer_id: string | null
  readonly email: string | null
  readonly metadata: Readonly<Record<string, unknown>> | null
  readonly shipping_address: Readonly<Record<string, unknown>> | null
  readonly billing_address: Readonly<Record<string, unknown>> | null
  readonly items: readonly (OrderedItem | null)[]
  readonly shipping_methods: readonly ({ readonly shipping_option_id: string | null; readonly data: object } | null)[]
}

interface OrderedItem {
  /** Null for what is no article of the shop's, such as a price that staff agreed with the buyer. */
  readonly variant_id: string | null
  readonly quantity: unknown
  /** What else was wished, such as an engraving. */
  readonly metadata: Readonly<Record<string, unknown>> | null
}

/**
 * A cart with what a cancelled order (or the order of a cart) was about, at today's prices and for the same address; the same one
 * however often it is asked for. Null where the shop cannot sell it as it was: something is sold out, is no article of the shop's, or
 * is not sent there any more.
 */
export async function orderAgain(container: MedusaContainer, subject: string): Promise<string | null> {
  const context = contextOf(container)
  const orderId = (await orderOfCart(context, subject)) ?? subject
  return payInTurn(context, orderId, async () => {
    const order = await canceledOrder(container, orderId)
    if (!order || !isAllOfTheShop(order)) return null
    const known = order.metadata?.[AGAIN]
    if (typeof known === "string") return known
    try {
      return await fillCart(container, order)
    } catch (error) {
      context.logger.warn(`Taiwan payments could not order ${orderId} again: ${describeError(error)}`)
      return null
    }
  })
}

async function fillCart(container: MedusaContainer, order: CanceledOrder): Promise<string> {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  const { result } = await engine.run("create-cart", { input: cartInputOf(order) })
  const { id: cart_id } = result as { readonly id: string }
  const options = order.shipping_methods.flatMap((method) => {
    return method?.shipping_option_id ? [{ id: method.shipping_option_id, data: method.data }] : []
  })
  if (options.length > 0) await engine.run("add-shipping-method-to-cart", { input: { cart_id, options } })
  const metadata = { ...order.metadata, [AGAIN]: cart_id }
  await container.resolve(Modules.ORDER).updateOrders(order.id, { metadata })
  return cart_id
}

/** What staff put into an order by hand, an item or a delivery, would be missing, and its price with it. */
function isAllOfTheShop({ items, shipping_methods }: CanceledOrder): boolean {
  return (
    items.every((item) => !item || item.variant_id !== null) &&
    shipping_methods.every((method) => !method || method.shipping_option_id !== null)
  )
}

function cartInputOf({ region_id, sales_channel_id, customer_id, email, ...order }: CanceledOrder): object {
  const items = order.items.flatMap((item) => {
    const quantity = Number(item?.quantity ?? 0)
    return item && quantity > 0 ? [{ variant_id: item.variant_id, quantity, metadata: item.metadata }] : []
  })
  const addresses = { shipping_address: bare(order.shipping_address), billing_address: bare(order.billing_address) }
  return { region_id, sales_channel_id, customer_id, email, items, ...addresses }
}

/** An address without its own id, so that the cart has one of its own. */
function bare(address: CanceledOrder["shipping_address"]): object | undefined {
  if (!address) return undefined
  const { first_name, last_name, company, phone, address_1, address_2, city, province, postal_code, country_code } =
    address
  return { first_name, last_name, company, phone, address_1, address_2, city, province, postal_code, country_code }
}

async function canceledOrder(container: MedusaContainer, id: string): Promise<CanceledOrder | null> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: "order", fields: FIELDS, filters: { id } })
  const order = data[0] as CanceledOrder | undefined
  return order?.status === "canceled" ? order : null
}

const FIELDS = [
  ...["id", "status", "region_id", "sales_channel_id", "customer_id", "email", "metadata", "total"],
  ...["shipping_address.*", "billing_address.*", "items.variant_id", "items.quantity", "items.metadata"],
  ...["shipping_methods.shipping_option_id", "shipping_methods.data"],
]
