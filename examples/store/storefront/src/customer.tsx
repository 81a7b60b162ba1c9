import { FetchError } from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from "react"
import { useCart } from "./cart"
import { type Shop, useShop } from "./shop"

export type Customer = HttpTypes.StoreCustomer

export interface Credentials {
  readonly email: string
  readonly password: string
}

interface CustomerKeeper {
  /** Null for a guest. */
  readonly customer: Customer | null
  /** @throws when the server does not take the credentials */
  logIn(credentials: Credentials): Promise<void>
  /** Makes an account, and logs in. */
  join(credentials: Credentials): Promise<void>
  logOut(): Promise<void>
}

const CustomerContext = createContext<CustomerKeeper | null>(null)

export function CustomerProvider({ children }: { children: ReactNode }) {
  const shop = useShop()
  const { claim } = useCart()
  const [customer, setCustomer] = useState<Customer | null>(null)
  useEffect(() => {
    findCustomer(shop)
      .then(setCustomer)
      // Who cannot be looked up now shops as a guest, and is found at the next visit.
      .catch((error) => console.warn("The customer could not be read.", error))
  }, [shop])
  const enter = useCallback(
    async (credentials: Credentials) => {
      await shop.sdk.auth.login("customer", "emailpass", { ...credentials })
      setCustomer(await findCustomer(shop))
      await claim()
    },
    [shop, claim],
  )
  const keeper = useMemo(() => ({ customer, ...doors(shop, enter, setCustomer) }), [customer, shop, enter])
  return <CustomerContext.Provider value={keeper}>{children}</CustomerContext.Provider>
}

export function useCustomer(): CustomerKeeper {
  const keeper = useContext(CustomerContext)
  if (!keeper) throw new Error("useCustomer outside of CustomerProvider")
  return keeper
}

function doors(
  { sdk }: Shop,
  enter: (credentials: Credentials) => Promise<void>,
  setCustomer: (customer: Customer | null) => void,
) {
  return {
    logIn: enter,
    async join(credentials: Credentials) {
      await sdk.auth.register("customer", "emailpass", { ...credentials })
      await sdk.store.customer.create({ email: credentials.email })
      await enter(credentials)
    },
    async logOut() {
      await sdk.auth.logout()
      setCustomer(null)
    },
  }
}

async function findCustomer({ sdk }: Shop): Promise<Customer | null> {
  if (!(await sdk.client.getToken())) return null
  try {
    const { customer } = await sdk.store.customer.retrieve()
    return customer
  } catch (error) {
    if (!(error instanceof FetchError) || error.status !== 401) throw error
    await sdk.client.clearToken()
    return null
  }
}
