"use client"

import type { HttpTypes } from "@medusajs/types"
import { useEffect, useState } from "react"
import { cartId } from "@/lib/cart"
import { sdk } from "@/lib/medusa"
import { DeliveryForm } from "./delivery-form"
import { PaymentForm } from "./payment-form"

/** First where the cart goes and how, then how it is paid: a payment session wants the cart's last total. */
export default function CheckoutPage() {
  const [cart, setCart] = useState<HttpTypes.StoreCart>()
  useEffect(() => {
    const id = cartId()
    if (id) sdk.store.cart.retrieve(id).then(({ cart }) => setCart(cart))
  }, [])
  if (!cart) return null
  const isReady = cart.email && cart.shipping_address && cart.shipping_methods?.length
  return isReady ? <PaymentForm cart={cart} /> : <DeliveryForm cart={cart} onDone={setCart} />
}
