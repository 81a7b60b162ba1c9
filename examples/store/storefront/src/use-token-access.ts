import { tokenAccess } from "@taiwan-payments/storefront"
import { useCallback } from "react"
import { useCart } from "./cart"
import { useLocale } from "./locale"
import type { SessionWishes } from "./payment-session"
import { useLoaded } from "./use-loaded"

/** What a session of this provider is opened with. */
export function useSessionWishes(): (providerId: string) => SessionWishes {
  const { locale } = useLocale()
  return useCallback(
    (provider_id) => ({ provider_id, data: { return_url: `${window.location.origin}/payment/return`, locale } }),
    [locale],
  )
}

/** What the page needs for a method whose gateway has a script in it, from a session that is opened for it now. */
export function useTokenAccess(providerId: string) {
  const { openSession } = useCart()
  const wishesFor = useSessionWishes()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the cart's every change makes a new openSession
  const load = useCallback(async () => tokenAccess(await openSession(wishesFor(providerId))), [providerId, wishesFor])
  return useLoaded(load)
}
