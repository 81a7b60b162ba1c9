import Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { createPayments, type Payments } from "@taiwan-payments/storefront"
import { createContext, type ReactNode, useContext } from "react"
import type { Config } from "./config"

export interface Shop {
  readonly sdk: Medusa
  readonly payments: Payments
  readonly region: HttpTypes.StoreRegion
  readonly products: readonly HttpTypes.StoreProduct[]
}

/** Opens the shop: its region and its whole menu, which is short. */
export async function openShop({ backendUrl, publishableKey }: Config): Promise<Shop> {
  const sdk = new Medusa({ baseUrl: backendUrl, publishableKey })
  const payments = createPayments({ backendUrl, headers: () => headersOf(sdk, publishableKey) })
  const region = await taiwan(sdk)
  const { products } = await sdk.store.product.list({
    region_id: region.id,
    limit: 100,
    order: "created_at",
    fields: "*variants.calculated_price,+variants.inventory_quantity,*variants.options,+metadata",
  })
  return { sdk, payments, region, products }
}

/** Who the customer is, for their saved cards. */
async function headersOf({ client }: Medusa, publishableKey: string): Promise<Record<string, string>> {
  const token = await client.getToken()
  return { "x-publishable-api-key": publishableKey, ...(token ? { authorization: `Bearer ${token}` } : {}) }
}

async function taiwan(sdk: Medusa): Promise<HttpTypes.StoreRegion> {
  const { regions } = await sdk.store.region.list()
  const found = regions.find(({ currency_code }) => currency_code === "twd")
  if (!found) throw new Error("The shop has no region that sells in TWD.")
  return found
}

const ShopContext = createContext<Shop | null>(null)

export function ShopProvider({ shop, children }: { shop: Shop; children: ReactNode }) {
  return <ShopContext.Provider value={shop}>{children}</ShopContext.Provider>
}

export function useShop(): Shop {
  const shop = useContext(ShopContext)
  if (!shop) throw new Error("useShop outside of ShopProvider")
  return shop
}
