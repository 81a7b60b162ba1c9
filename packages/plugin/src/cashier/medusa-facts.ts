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
  readonly captured_at: string | Date | null
  readonly canceled_at: string | Date | null
  readonly data: Readonly<Record<string, unknown>> | null
}

interface Line {
  readonly title: string
  readonly quantity: number
}

export interface CartRow {
  readonly id: string
  readonly email: string | null
  readonly completed_at: string | Date | null
  readonly items?: readonly (Line | null)[]
}

export interface OrderRow {
  readonly id: string
  readonly status: string
  readonly email: string | null
  readonly items?: readonly (Line | null)[]
}

const LINES = ["items.title", "items.quantity"]

/** Asked from Medusa, never from the browser. Lines and e-mail only where they are wanted. */
export async function factsOf(container: MedusaContainer, sessionId: string, withLines = false): Promise<MedusaFacts> {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  const find = async <Row>(entity: string, fields: string[], filters: Record<string, unknown>): Promise<Row | null> => {
    const { data } = await query.graph({ entity, fields, filters })
    return (data[0] as Row | undefined) ?? null
  }
  const session = await find<SessionRow>("payment_session", SESSION_FIELDS, { id: sessionId })
  if (!session) return { session, payment: null, cart: null, order: null }
  const collection = { payment_collection_id: session.payment_collection_id }
  const lines = (owner: string) => (withLines ? LINES.map((field) => `${owner}.${field}`) : [])
  const [payment, cartLink, orderLink] = await Promise.all([
    find<PaymentRow>("payment", ["id", "captured_at", "canceled_at", "data"], { payment_session_id: sessionId }),
    find<{ cart: CartRow | null }>(
      "cart_payment_collection",
      ["cart.id", "cart.email", "cart.completed_at", ...lines("cart")],
      collection,
    ),
    find<{ order: OrderRow | null }>(
      "order_payment_collection",
      ["order.id", "order.status", "order.email", ...lines("order")],
      collection,
    ),
  ])
  return { session, payment, cart: cartLink?.cart ?? null, order: orderLink?.order ?? null }
}

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
