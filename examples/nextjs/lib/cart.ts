import { sdk } from "./medusa"

const key = "cart_id"

/** The cart of this browser, or null. */
export function cartId(): string | null {
  return localStorage.getItem(key)
}

export function forgetCart(): void {
  localStorage.removeItem(key)
}

/** A new cart with one piece of an article. */
export async function buy(regionId: string, variantId: string): Promise<void> {
  const items = [{ variant_id: variantId, quantity: 1 }]
  const { cart } = await sdk.store.cart.create({ region_id: regionId, items })
  localStorage.setItem(key, cart.id)
}
