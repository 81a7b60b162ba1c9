"use client"

import type { HttpTypes } from "@medusajs/types"
import { useRouter } from "next/navigation"
import { buy } from "@/lib/cart"

interface ShelfProps {
  readonly regionId: string
  readonly products: readonly Pick<HttpTypes.StoreProduct, "id" | "title" | "variants">[]
}

export function Shelf({ regionId, products }: ShelfProps) {
  const router = useRouter()
  const choose = async (variantId: string) => {
    await buy(regionId, variantId)
    router.push("/checkout")
  }
  const articles = products.flatMap(({ title, variants }) => (variants ?? []).map((variant) => ({ title, variant })))
  return (
    <ul>
      {articles.map(({ title, variant }) => (
        <li key={variant.id}>
          <button type="button" onClick={() => choose(variant.id)}>
            {title} {variant.title}
          </button>
        </li>
      ))}
    </ul>
  )
}
