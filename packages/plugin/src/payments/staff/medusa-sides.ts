import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Attempt } from "../../modules/ledger/records"
import { sessionCarrying } from "../session-rules"
import { buyerFields, buyerOf, type Owner } from "./buyer"
import type { MedusaSide, OrderRef } from "./views"

interface PaymentRow {
  readonly id: string
  readonly amount: number
  readonly canceled_at: string | Date | null
  readonly payment_session_id: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly captures?: readonly (Sum | null)[]
  readonly refunds?: readonly (Refund | null)[]
}

interface Sum {
  readonly amount: number
}

/** Medusa's next version keeps those that failed, and says so. */
interface Refund extends Sum {
  readonly status?: string
}

interface SessionRow {
  readonly id: string
  readonly payment_collection_id: string
}

interface CollectionRow {
  readonly id: string
  readonly amount: number
}

interface OrderLink {
  readonly payment_collection_id: string
  readonly order: (OrderRef & Owner) | null
}

interface CartLink {
  readonly payment_collection_id: string
  readonly cart: Owner | null
}

type Find = <Row>(entity: string, fields: string[], filters: Record<string, unknown>) => Promise<Row[]>

export function finder(container: MedusaContainer): Find {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  return async <Row>(entity: string, fields: string[], filters: Record<string, unknown>) => {
    const { data } = await query.graph({ entity, fields, filters })
    return data as Row[]
  }
}

/** What Medusa has for each of the attempts, in five questions for all of them. */
export async function medusaSides(
  container: MedusaContainer,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<string, MedusaSide>> {
  const find = finder(container)
  const ids = [...new Set(attempts.map(sessionCarrying))]
  const [sessions, payments] = await Promise.all([
    find<SessionRow>("payment_session", ["id", "payment_collection_id"], { id: ids }),
    find<PaymentRow>("payment", PAYMENT_FIELDS, { payment_session_id: ids }),
  ])
  const opened = attempts.flatMap(({ payment_collection_id }) => payment_collection_id ?? [])
  const collectionIds = [...opened, ...sessions.map(({ payment_collection_id }) => payment_collection_id)]
  const [links, carts, collections] = await Promise.all([
    find<OrderLink>("order_payment_collection", LINK_FIELDS, { payment_collection_id: collectionIds }),
    find<CartLink>("cart_payment_collection", CART_FIELDS, { payment_collection_id: collectionIds }),
    find<CollectionRow>("payment_collection", ["id", "amount"], { id: collectionIds }),
  ])
  const found = { sessions, payments, links, carts, collections }
  return new Map(attempts.map((attempt) => [attempt.id, sideOf(attempt, found)]))
}

const PAYMENT_FIELDS = ["id", "amount", "canceled_at", "payment_session_id", "data", "captures.amount", "refunds.*"]
const LINK_FIELDS = ["payment_collection_id", "order.id", "order.display_id", "order.status", ...buyerFields("order")]
const CART_FIELDS = ["payment_collection_id", ...buyerFields("cart")]

/** What was found in Medusa for several attempts. */
interface Found {
  readonly sessions: readonly SessionRow[]
  readonly payments: readonly PaymentRow[]
  readonly links: readonly OrderLink[]
  readonly carts: readonly CartLink[]
  readonly collections: readonly CollectionRow[]
}

function sideOf(attempt: Attempt, { sessions, payments, links, carts, collections }: Found): MedusaSide {
  const sessionId = sessionCarrying(attempt)
  const session = sessions.find(({ id }) => id === sessionId)
  const payment = payments.find(({ payment_session_id }) => payment_session_id === sessionId)
  const collectionId = session?.payment_collection_id ?? attempt.payment_collection_id
  const link = links.find((each) => each.payment_collection_id === collectionId)
  const owner = link?.order ?? carts.find((each) => each.payment_collection_id === collectionId)?.cart
  const collection = collections.find(({ id }) => id === collectionId)
  return {
    order: link?.order ? orderRef(link.order) : null,
    payment: payment ? { id: payment.id, amount: Number(payment.amount), rest: restOf(payment) } : null,
    asked: attempt.state === "issued" && link?.order ? askedNow(attempt, collection) : null,
    matched: payment !== undefined && isMoney(payment) && payment.data?.trade_no === attempt.trade_no,
    buyer: owner ? buyerOf(owner) : null,
  }
}

/** Medusa cancels the payment of a collection that it replaces, though a part was captured: that part stays its order's. */
function isMoney({ canceled_at, captures = [] }: PaymentRow): boolean {
  return !canceled_at || captures.length > 0
}

function orderRef({ id, display_id, status }: OrderRef): OrderRef {
  return { id, display_id, status }
}

function askedNow({ session_amount }: Attempt, collection: CollectionRow | undefined): number | null {
  const asked = Number(collection?.amount ?? session_amount)
  return asked === Number(session_amount) ? null : asked
}

function restOf({ captures, refunds = [] }: PaymentRow): number {
  const cents = total(captures) - total(refunds.filter((refund) => refund?.status !== "failed"))
  return cents / 100
}

/** In cents, which Medusa keeps for TWD. */
function total(sums: readonly (Sum | null)[] = []): number {
  return sums.reduce((total, sum) => total + Math.round(Number(sum?.amount ?? 0) * 100), 0)
}

/** The payment collections of orders, found by id or by the number that people use, and their sessions. */
export async function paymentsOfOrder(
  container: MedusaContainer,
  order: { readonly id: string } | { readonly display_id: number },
): Promise<{ sessionIds: string[]; collectionIds: string[] }> {
  const find = finder(container)
  const orders = await find<{ id: string }>("order", ["id"], order)
  const filters = { order_id: orders.map(({ id }) => id) }
  const links = await find<OrderLink>("order_payment_collection", ["payment_collection_id"], filters)
  const collectionIds = links.map(({ payment_collection_id }) => payment_collection_id)
  const sessions = await find<{ id: string }>("payment_session", ["id"], { payment_collection_id: collectionIds })
  return { sessionIds: sessions.map(({ id }) => id), collectionIds }
}
