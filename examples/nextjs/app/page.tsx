import { sdk } from "@/lib/medusa"
import { Shelf } from "./shelf"

export const dynamic = "force-dynamic"

/** What the shop sells; the region is the one that sells in TWD. */
export default async function HomePage() {
  const { regions } = await sdk.store.region.list({ currency_code: "twd" })
  const [region] = regions
  if (!region) return <p>No region sells in TWD.</p>
  const { products } = await sdk.store.product.list({ region_id: region.id, fields: "title,*variants" })
  return <Shelf regionId={region.id} products={products} />
}
