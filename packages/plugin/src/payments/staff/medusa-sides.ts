import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Attempt } from "../../modules/ledger/records"
import type { MedusaSide, OrderRef } from "./views"

interface PaymentRow {
  readonly id: string
  readonly amount: number
  readonly canceled_at: string | Date | null
  readonly payment_session_id: string
  readonly data: Readonly<Record<string, unknown>> | null
  readonly captures?: readonly (Sum | null)[]
  readonly refunds?: readonly (Sum | null)[]
}

interface Sum {
  readonly amount: number
}

interface SessionRow {
  readonly id: string
  readonly payment_collection_id: string
}

interface OrderLink {
  readonly payment_collection_id: string
  readonly order: OrderRef | null
}

type Find = <Row>(entity: string, fields: string[], filters: Record<string, unknown>) => Promise<Row[]>

function finder(container: MedusaContainer): Find {
  const query = container.resolve(ContainerRegistrationKeys.QUERY)
  return async <Row>(entity: string, fields: string[], filters: Record<string, unknown>) => {
    const { data } = await query.graph({ entity, fields, filters })
    return data as Row[]
  }
}

/** What Medusa has for each of the attempts, in three questions for all of them. */
export async function medusaSides(
  container: MedusaContainer,
  attempts: readonly Attempt[],
): Promise<ReadonlyMap<string, MedusaSide>> {
  const find = finder(container)
  const ids = [...new Set(attempts.map(({ session_id }) => session_id))]
  const [sessions, payments] = await Promise.all([
    find<SessionRow>("payment_session", ["id", "payment_collection_id"], { id: ids }),
    find<PaymentRow>("payment", PAYMENT_FIELDS, { payment_session_id: ids }),
  ])
  const collections = sessions.map(({ payment_collection_id }) => payment_collection_id)
  const links = await find<OrderLink>("order_payment_collection", LINK_FIELDS, { payment_collection_id: collections })
  return new Map(attempts.map((attempt) => [attempt.id, sideOf(attempt, sessions, payments, links)]))
}

const PAYMENT_FIELDS = [
  "id",
  "amount",
  "canceled_at",
  "payment_session_id",
  "data",
  "captures.amount",
  "refunds.amount",
]
const LINK_FIELDS = ["payment_collection_id", "order.id", "order.display_id", "order.status"]

function sideOf(
  attempt: Attempt,
  sessions: readonly SessionRow[],
  payments: readonly PaymentRow[],
  links: readonly OrderLink[],
): MedusaSide {
  const session = sessions.find(({ id }) => id === attempt.session_id)
  const payment = payments.find(({ payment_session_id }) => payment_session_id === attempt.session_id)
  const link = session && links.find((each) => each.payment_collection_id === session.payment_collection_id)
  return {
    order: link?.order ?? null,
    payment: payment ? { id: payment.id, amount: Number(payment.amount), rest: restOf(payment) } : null,
    matched: payment !== undefined && !payment.canceled_at && payment.data?.trade_no === attempt.trade_no,
  }
}

function restOf({ captures, refunds }: PaymentRow): number {
  const cents = total(captures) - total(refunds)
  return cents / 100
}

/** In cents, which Medusa keeps for TWD. */
function total(sums: readonly (Sum | null)[] = []): number {
  return sums.reduce((total, sum) => total + Math.round(Number(sum?.amount ?? 0) * 100), 0)
}

/** The payment sessions of orders, found by id or by the number that people use. */
export async function sessionsOfOrder(
  container: MedusaContainer,
  order: { readonly id: string } | { readonly display_id: number },
): Promise<string[]> {
  const find = finder(container)
  const orders = await find<{ id: string }>("order", ["id"], order)
  const filters = { order_id: orders.map(({ id }) => id) }
  const links = await find<OrderLink>("order_payment_collection", ["payment_collection_id"], filters)
  const collections = links.map(({ payment_collection_id }) => payment_collection_id)
  const sessions = await find<{ id: string }>("payment_session", ["id"], { payment_collection_id: collections })
  return sessions.map(({ id }) => id)
}
