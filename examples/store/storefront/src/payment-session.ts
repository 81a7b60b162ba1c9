import type { HttpTypes } from "@medusajs/types"
import type { Shop } from "./shop"

export interface SessionWishes {
  readonly provider_id: string
  readonly data: { readonly return_url: string; readonly locale: string }
}

type Session = HttpTypes.StorePaymentSession

/**
 * A payment session of the cart. One that still fits is used again, for the server knows what was tried with it, and asks
 * the gateway about that before anybody pays twice.
 */
export async function openSession({ sdk }: Shop, cartId: string, preferences: SessionWishes): Promise<Session> {
  const { cart } = await sdk.store.cart.retrieve(cartId, { fields })
  const fitting = cart.payment_collection?.payment_sessions?.find(
    ({ provider_id, status, amount, data }) =>
      provider_id === preferences.provider_id &&
      status === "pending" &&
      amount === cart.total &&
      data.locale === preferences.data.locale,
  )
  if (fitting) return fitting
  const { payment_collection } = await sdk.store.payment.initiatePaymentSession(cart, preferences)
  const session = payment_collection.payment_sessions?.find(
    ({ provider_id }) => provider_id === preferences.provider_id,
  )
  if (!session) throw new Error("The server opened no payment session.")
  return session
}

const fields = "id,total,*payment_collection,*payment_collection.payment_sessions"
