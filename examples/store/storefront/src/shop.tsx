import Medusa from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { createPayments, type Payments } from "@taiwan-payments/storefront"
import { createContext, type ReactNode, useContext } from "react"
import type { Config } from "./config"

export interface Shop {
  readonly sdk: Medusa
  readonly payments: Payments
  readonly region: HttpTypes.StoreRegion
  /** The whole menu, which is short; empty until it has come. */
  readonly products: readonly HttpTypes.StoreProduct[]
}

export type OpenShop = Omit<Shop, "products">

/** Opens the shop, without its menu: a buyer who is back from paying waits for the payment, not for the tea. */
export async function openShop({ backendUrl, publishableKey }: Config): Promise<OpenShop> {
  const sdk = new Medusa({ baseUrl: backendUrl, publishableKey })
  const payments = createPayments({ backendUrl, headers: () => headersOf(sdk, publishableKey) })
  const region = await taiwan(sdk)
  return { sdk, payments, region }
}

export async function loadMenu({ sdk, region }: OpenShop): Promise<Shop["products"]> {
  const { products } = await sdk.store.product.list({
    region_id: region.id,
    limit: 100,
    order: "created_at",
    fields: "*variants.calculated_price,+variants.inventory_quantity,*variants.options,+metadata",
  })
  return products
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
