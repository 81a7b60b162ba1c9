import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"

/** What Medusa knows around a payment session. Amounts are exact decimals or BigNumbers, as Medusa gives them. */
export interface MedusaFacts {
  readonly session: SessionRow | null
  readonly payment: PaymentRow | null
  readonly cart: CartRow | null
  readonly order: OrderRow | null
}

export interface SessionRow {
  readonly id: string
  readonly provider_id: string
  readonly payment_collection_id: string
  readonly amount: unknown
  readonly raw_amount?: unknown
  readonly currency_code: string
  readonly status: string
  readonly data: Readonly<Record<string, unknown>>
}

export interface PaymentRow {
  readonly id: string
  readonly payment_collection_id: string
  readonly captured_at: string | Date | null
  readonly canceled_at: string | Date | null
  readonly data: Readonly<Record<string, unknown>> | null
}

/** What a cart and an order have in common. */
export interface Contents {
  readonly email: string | null
  readonly items?: readonly (LineRow | null)[]
  readonly shipping_methods?: readonly (DeliveryRow | null)[]
  readonly shipping_address?: AddressRow | null
}

interface LineRow {
  readonly title: string
  /** `title_en`: its name for English readers, where the shop keeps one. */
  readonly metadata?: Readonly<Record<string, unknown>> | null
  readonly quantity: unknown
  readonly total: unknown
}

interface DeliveryRow {
  readonly name: string
  readonly total: unknown
}

interface AddressRow {
  readonly first_name: string | null
  readonly last_name: string | null
  readonly phone: string | null
}

export interface CartRow {
  readonly id: string
  readonly customer_id: string | null
}

export interface OrderRow {
  readonly id: string
  /** The number that people use. */
  readonly display_id?: number
  readonly customer_id: string | null
  readonly status: string
}

const CONTENTS = [
  "total",
  "email",
  "items.title",
  "items.metadata",
  "items.quantity",
  "items.total",
  "shipping_methods.name",
  "shipping_methods.total",
  "shipping_address.first_name",
  "shipping_address.last_name",
  "shipping_address.phone",
]

/** Asked from Medusa, never from the browser. A payment outlives its session, which Medusa replaces whether it was paid or not. */
export async function factsOf(container: MedusaContainer, sessionId: string): Promise<MedusaFacts> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const findAll = async <Row>(entity: string, fields: string[], filters: Record<string, unknown>): Promise<Row[]> => {
    return (await query.graph({ entity, fields, filters })).data as Row[]
  }
  const find = async <Row>(...question: Parameters<typeof findAll>): Promise<Row | null> => {
    return (await findAll<Row>(...question))[0] ?? null
  }
  const session = await find<SessionRow>("payment_session", SESSION_FIELDS, { id: sessionId })
  const paying = () => find<PaymentRow>("payment", PAYMENT_FIELDS, { payment_session_id: sessionId })
  const left = session ? null : await paying()
  const { payment_collection_id } = session ?? left ?? {}
  if (!payment_collection_id) return { session, payment: null, cart: null, order: null }
  const collection = { payment_collection_id }
  const [payment, cartLink, linked] = await Promise.all([
    left ?? paying(),
    find<{ cart: CartRow | null }>("cart_payment_collection", ["cart.id", "cart.customer_id"], collection),
    findAll<OrderLink>("order_payment_collection", ORDER_FIELDS, collection),
  ])
  const cart = cartLink?.cart ?? null
  const placed =
    cart && !orderAmong(linked) ? await findAll<OrderLink>("order_cart", ORDER_FIELDS, { cart_id: cart.id }) : []
  return { session, payment, cart, order: orderAmong(linked) ?? orderAmong(placed) }
}

interface OrderLink {
  readonly order: OrderRow | null
}

/** A cart may have become several orders: it is cancelled when all of them are. */
function orderAmong(links: readonly OrderLink[]): OrderRow | null {
  const orders = links.flatMap(({ order }) => order ?? [])
  return orders.find(({ status }) => status !== "canceled") ?? orders[0] ?? null
}

/** What is bought and by whom. Totals are only computed for a cart or order that is asked for by itself. */
export async function contentsOf(container: MedusaContainer, { cart, order }: MedusaFacts): Promise<Contents | null> {
  const owner = cart ?? order
  if (!owner) return null
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const { data } = await query.graph({ entity: cart ? "cart" : "order", fields: CONTENTS, filters: { id: owner.id } })
  return (data[0] as Contents | undefined) ?? null
}

const ORDER_FIELDS = ["order.id", "order.display_id", "order.customer_id", "order.status"]

const PAYMENT_FIELDS = ["id", "payment_collection_id", "captured_at", "canceled_at", "data"]

const SESSION_FIELDS = [
  "id",
  "provider_id",
  "payment_collection_id",
  "amount",
  "raw_amount",
  "currency_code",
  "status",
  "data",
]
