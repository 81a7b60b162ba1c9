import { type Page, payByCard } from "@taiwan-payments/sandbox/shopper"
import { startPayment } from "../../scripts/demo/checkout.mjs"
import { tradeNumberOf } from "../../scripts/demo/methods.mjs"
import { attemptsOf } from "./ledger"
import { returnUrl, type Shop } from "./shop"
import { until } from "./until"

export type PaymentSession = Awaited<ReturnType<typeof startPayment>>

/** What `GET /pay/sessions/:id/status` tells the storefront. */
export interface Status {
  readonly session_id: string
  readonly state: string
  readonly amount: number
  readonly order_id: string | null
  readonly voucher: Readonly<Record<string, unknown>> | null
  readonly message: Readonly<Record<string, string>>
  readonly start_url: string | null
  readonly return_url: string
}

export interface OrderPayment {
  readonly id: string
  readonly amount: number
  readonly captured_at: string | null
  readonly captures: readonly { readonly amount: number }[]
  readonly refunds: readonly { readonly amount: number }[]
}

export interface Order {
  readonly id: string
  readonly status: string
  readonly payment_status: string
  readonly total: number
  readonly payment_collections: readonly {
    readonly id: string
    readonly status: string
    readonly payments: readonly OrderPayment[]
  }[]
}

/** A filled cart with an open payment session, by Medusa's provider identifier. */
export function checkout(
  shop: Pick<Shop, "store">,
  method = "ecpay-credit",
  backTo = returnUrl,
): Promise<PaymentSession> {
  return startPayment(shop.store, `pp_${method}_main`, backTo)
}

export function statusOf(shop: Pick<Shop, "store">, sessionId: string): Promise<Status> {
  return shop.store.get(`/pay/sessions/${sessionId}/status`)
}

/** Waits for a state that the shopper can see. */
export function reaches(shop: Pick<Shop, "store">, sessionId: string, state: string): Promise<Status> {
  return until(`${sessionId} becomes ${state}`, async () => {
    const status = await statusOf(shop, sessionId)
    return status.state === state && status
  })
}

/** Waits until Medusa has followed the ledger in everything about a session; answers its order's id. */
export async function settled(shop: Pick<Shop, "database">, sessionId: string, timeoutMs?: number): Promise<string> {
  return until(
    `${sessionId} is settled`,
    async () => {
      const attempts = await attemptsOf(shop, sessionId)
      const done = attempts.find(({ apply_at, applied_at }) => apply_at === null && applied_at !== null)
      return done?.order_id
    },
    timeoutMs,
  )
}

const ORDER_FIELDS =
  "id,status,payment_status,total,*payment_collections,*payment_collections.payments," +
  "*payment_collections.payments.captures,*payment_collections.payments.refunds"

export async function orderOf({ office }: Pick<Shop, "office">, orderId: string): Promise<Order> {
  const { order } = await office.get(`/admin/orders/${orderId}?fields=${ORDER_FIELDS}`)
  return order
}

export function paymentOf(order: Order): OrderPayment {
  const payments = order.payment_collections.flatMap((collection) => collection.payments)
  const [payment, ...others] = payments
  if (!payment || others.length > 0) throw new Error(`order ${order.id} has ${payments.length} payments, not one`)
  return payment
}

export interface Purchase {
  readonly session: PaymentSession
  readonly page: Page
  readonly tradeNo: string
  readonly order: Order
  readonly payment: OrderPayment
}

/** A card payment, from the cart to the captured or authorised order. */
export async function buyByCard(shop: Shop, method = "ecpay-credit"): Promise<Purchase> {
  const session = await checkout(shop, method)
  const page = await payByCard(session.data.start_url)
  await reaches(shop, session.id, "paid")
  const order = await orderOf(shop, await settled(shop, session.id))
  return { session, page, tradeNo: tradeNumberOf(page), order, payment: paymentOf(order) }
}

export function refund({ office }: Pick<Shop, "office">, payment: OrderPayment, amount: number): Promise<unknown> {
  return office.post(`/admin/payments/${payment.id}/refund`, { amount })
}
