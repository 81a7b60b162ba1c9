import type { Provider } from "@taiwan-payments/storefront"
import { useState } from "react"
import { readStored, store } from "./stored"

const storedAs = "alley-tea-house.method"

/** The chosen payment method: kept when the buyer reloads or comes back, and offered first the next time. */
export function useChosenMethod(providers: readonly Provider[]) {
  const [method, setMethod] = useState(() => {
    const last = readStored(storedAs)
    return providers.some(({ id }) => id === last) ? last : null
  })
  const choose = (providerId: string) => {
    store(storedAs, providerId)
    setMethod(providerId)
  }
  return [method, choose] as const
}
