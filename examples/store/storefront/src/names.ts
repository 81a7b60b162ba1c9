import type { HttpTypes } from "@medusajs/types"
import type { Locale } from "@taiwan-payments/storefront"
import { optionNames } from "./texts"

type Product = HttpTypes.StoreProduct

function english(product: Product, key: string): string | null {
  const value = product.metadata?.[key]
  return typeof value === "string" && value !== "" ? value : null
}

export function productName(product: Product, locale: Locale): string {
  return (locale === "en" && english(product, "title_en")) || product.title
}

/** What a line keeps of its product's names beside the server's own. */
export function otherNames(product: Product): Readonly<Record<string, string>> {
  const title_en = english(product, "title_en")
  return title_en ? { title_en } : {}
}

export function productDescription(product: Product, locale: Locale): string {
  return (locale === "en" && english(product, "description_en")) || product.description || ""
}

export function productImage(product: Product): string {
  return product.thumbnail ?? `/images/${product.handle}.svg`
}

export function optionName(title: string, locale: Locale): string {
  return (locale === "en" && optionNames[title]) || title
}

/** `75 克` reads `75 g` in English. */
export function optionValue(value: string, locale: Locale): string {
  return locale === "en" ? value.replace(/\s*克/, " g") : value
}

interface LineItem {
  readonly product_id?: string | null
  readonly product_title?: string | null
  readonly title: string
}

/** A line's product by its name in the shopper's language; the server keeps it in the language of the menu. */
export function lineName(item: LineItem, products: readonly Product[], locale: Locale): string {
  const product = products.find(({ id }) => id === item.product_id)
  return product ? productName(product, locale) : (item.product_title ?? item.title)
}

/** The lowest price of a product in whole TWD, or null when none is set. */
export function lowestPrice(product: Product): number | null {
  const prices = (product.variants ?? []).map(variantPrice).filter((price) => price !== null)
  return prices.length > 0 ? Math.min(...prices) : null
}

export function variantPrice(variant: HttpTypes.StoreProductVariant): number | null {
  return variant.calculated_price?.calculated_amount ?? null
}

/** The cheapest first; the server keeps no order. */
export function variantsOf(product: Product): readonly HttpTypes.StoreProductVariant[] {
  return (product.variants ?? []).toSorted((one, other) => (variantPrice(one) ?? 0) - (variantPrice(other) ?? 0))
}

export function isAvailable(variant: HttpTypes.StoreProductVariant): boolean {
  return !variant.manage_inventory || Boolean(variant.allow_backorder) || (variant.inventory_quantity ?? 0) > 0
}
