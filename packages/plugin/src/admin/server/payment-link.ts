import { useMutation } from "@tanstack/react-query"
import { ask } from "./sdk"

/** What the server answers when it has made a link. */
export interface MadeLink {
  readonly url: string
  readonly ends_at: string
  /** TWD whole dollars that it asks now. */
  readonly amount: number
}

/** A link by which the buyer pays what is left of an order. */
export function useMakeLink(orderId: string) {
  const path = `/admin/taiwan-payments/orders/${orderId}/payment-link`
  return useMutation({ mutationFn: () => ask<MadeLink>(path, { method: "POST" }) })
}
