import { FetchError } from "@medusajs/js-sdk"
import type { HttpTypes } from "@medusajs/types"
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react"
import { openSession, type SessionWishes } from "./payment-session"
import { type Shop, useShop } from "./shop"
import { readStored, store } from "./stored"

export type Cart = HttpTypes.StoreCart

const storedAs = "alley-tea-house.cart"
const fields = "+completed_at,+email,*items,*shipping_address,*shipping_methods,*payment_collection"

export type Names = Readonly<Record<string, string>>

interface CartKeeper {
  /** Null until the first thing is put in, and after an order. */
  readonly cart: Cart | null
  /** False until a cart of an earlier visit has been looked for. */
  readonly ready: boolean
  /** `names`: the line's other names, such as `title_en`, by which the gateway calls it to English readers. */
  add(variantId: string, quantity: number, names: Names): Promise<void>
  /** Zero removes the line. */
  setQuantity(lineId: string, quantity: number): Promise<void>
  chooseDelivery(optionId: string): Promise<void>
  update(changes: HttpTypes.StoreUpdateCart): Promise<Cart>
  /** Gives a guest's cart to the customer who has just logged in. */
  claim(): Promise<void>
  openSession(preferences: SessionWishes): Promise<HttpTypes.StorePaymentSession>
  /** Puts an order's items into the cart once more. */
  refill(items: readonly { variant_id: string; quantity: number }[]): Promise<void>
  /** Looks at the server's cart again: one that became an order is put away. */
  refresh(): Promise<void>
}

const CartContext = createContext<CartKeeper | null>(null)

export function CartProvider({ children }: { children: ReactNode }) {
  const shop = useShop()
  const [cart, setCart] = useState<Cart | null>(null)
  const [ready, setReady] = useState(false)
  const inTurn = useInTurn()
  const keep = useCallback((next: Cart | null) => {
    store(storedAs, next?.id ?? null)
    setCart(next)
  }, [])
  const refresh = useCallback(() => inTurn(async () => keep(await findCart(shop))), [shop, keep, inTurn])
  useEffect(() => {
    refresh()
      // A cart that cannot be read now is kept in mind for the next visit.
      .catch((error) => console.warn("The cart could not be read.", error))
      .finally(() => setReady(true))
  }, [refresh])
  const keeper = useMemo(
    () => ({ cart, ready, refresh, ...changesOf(shop, cart, keep, inTurn) }),
    [shop, cart, ready, keep, refresh, inTurn],
  )
  return <CartContext.Provider value={keeper}>{children}</CartContext.Provider>
}

export function useCart(): CartKeeper {
  const keeper = useContext(CartContext)
  if (!keeper) throw new Error("useCart outside of CartProvider")
  return keeper
}

/** How many things are in a cart. */
export function countItems(cart: Cart | null): number {
  return (cart?.items ?? []).reduce((sum, { quantity }) => sum + quantity, 0)
}

async function findCart({ sdk }: Shop): Promise<Cart | null> {
  const id = readStored(storedAs)
  if (!id) return null
  try {
    const { cart } = await sdk.store.cart.retrieve(id, { fields })
    return "completed_at" in cart && cart.completed_at ? null : cart
  } catch (error) {
    if (error instanceof FetchError && error.status === 404) return null
    throw error
  }
}

type InTurn = <T>(work: () => Promise<T>) => Promise<T>

/** Runs one piece of work after the other: of two changes on their way together the wrong one might win. */
function useInTurn(): InTurn {
  const last = useRef<Promise<unknown>>(Promise.resolve())
  return useCallback((work) => {
    const turn = last.current.then(work, work)
    last.current = turn
    return turn
  }, [])
}

function changesOf(shop: Shop, cart: Cart | null, keep: (cart: Cart | null) => void, inTurn: InTurn) {
  const { sdk, region } = shop
  const open = async (items: HttpTypes.StoreAddCartLineItem[]) => {
    const made = await sdk.store.cart.create({ region_id: region.id, items }, { fields })
    keep(made.cart)
  }
  const existing = () => {
    if (!cart) throw new Error("There is no cart.")
    return cart
  }
  return {
    add: (variant_id: string, quantity: number, metadata: Names) =>
      inTurn(async () => {
        if (!cart) return open([{ variant_id, quantity, metadata }])
        const changed = await sdk.store.cart.createLineItem(cart.id, { variant_id, quantity, metadata }, { fields })
        keep(changed.cart)
      }),
    setQuantity: (lineId: string, quantity: number) =>
      inTurn(async () => {
        const { id } = existing()
        if (quantity > 0) await sdk.store.cart.updateLineItem(id, lineId, { quantity })
        else await sdk.store.cart.deleteLineItem(id, lineId)
        const changed = await sdk.store.cart.retrieve(id, { fields })
        keep(changed.cart)
      }),
    chooseDelivery: (option_id: string) =>
      inTurn(async () => {
        const changed = await sdk.store.cart.addShippingMethod(existing().id, { option_id }, { fields })
        keep(changed.cart)
      }),
    update: (changes: HttpTypes.StoreUpdateCart) =>
      inTurn(async () => {
        const changed = await sdk.store.cart.update(existing().id, changes, { fields })
        keep(changed.cart)
        return changed.cart
      }),
    claim: () =>
      inTurn(async () => {
        if (!cart) return
        const claimed = await sdk.store.cart.transferCart(cart.id, { fields })
        keep(claimed.cart)
      }),
    openSession: (preferences: SessionWishes) => inTurn(() => openSession(shop, existing().id, preferences)),
    refill: (items: readonly { variant_id: string; quantity: number }[]) => inTurn(() => open([...items])),
  }
}
