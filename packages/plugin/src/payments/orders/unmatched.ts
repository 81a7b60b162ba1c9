import type { AlarmKind, Attempt, Unmatched } from "../../modules/ledger/records"
import { type OrderMoney, paidByOther } from "../order-money"

/** How applying one attempt ended: Medusa followed, a person has to, or its cart is busy elsewhere. */
export type Applied = Ended | { readonly busy: true }

interface Ended {
  readonly orderId: string | null
  readonly alarm?: Unmatched & AlarmKind
  readonly detail?: string
}

/** Whether Medusa has followed. */
export function isApplied(applied: Applied): applied is Ended {
  return !("busy" in applied) && applied.alarm === undefined
}

const WHY: Readonly<Record<Unmatched, (wanted: number | null) => string>> = {
  deleted_session: () => "for a payment session that no longer exists; the cart changed after the buyer had left.",
  second_payment: () => "but its order is paid already by another trade.",
  canceled_order: () => "for an order that is cancelled.",
  wrong_amount: (wanted) => `but the session is now about ${wanted} TWD.`,
}

/** Money that no order can take, in words for staff; `wanted` is what is asked instead. */
export function unmatched(
  attempt: Attempt,
  why: Unmatched,
  wanted: number | null = null,
  money: OrderMoney | null = null,
): Ended {
  const { trade_no, amount } = attempt
  const comma = why === "second_payment" || why === "wrong_amount" ? "," : ""
  const order = money?.order ? ` Order ${money.order.id}` : ""
  const twin = money && paidByOther(attempt, money)
  const by = twin ? ` was paid by trade ${twin.trade_no} (${twin.gateway}).` : "."
  const which = order && `${order}${by}`
  return {
    alarm: why,
    orderId: money?.order?.id ?? null,
    detail: `Trade ${trade_no} brought ${amount} TWD${comma} ${WHY[why](wanted)}${which}`,
  }
}
