"use client"

import type { HttpTypes } from "@medusajs/types"
import { formatTwd } from "@taiwan-payments/storefront"
import { MethodPicker, usePay } from "@taiwan-payments/storefront/react"
import { useRouter } from "next/navigation"
import { useEffect, useState } from "react"
import { forgetCart } from "@/lib/cart"
import { payments, sdk } from "@/lib/medusa"

export function PaymentForm({ cart }: { readonly cart: HttpTypes.StoreCart }) {
  const [method, setMethod] = useState<string>()
  const { pay, paying, problem } = usePay(payments, "zh-TW")
  const providers = useProviders(cart.region_id)
  const completeFree = useCompleteFree(cart.id)
  const open = (providerId: string) => {
    const data = { return_url: `${location.origin}/payment/return`, locale: "zh-TW" }
    return payments.openSession({ cartId: cart.id, providerId, data })
  }
  if (cart.total === 0)
    return (
      <button type="button" onClick={completeFree}>
        送出訂單
      </button>
    )
  return (
    <main>
      <MethodPicker providers={providers} value={method} onChange={setMethod} locale="zh-TW" />
      {problem && <p role="alert">{problem}</p>}
      <button type="button" disabled={!method || paying} onClick={() => method && pay(() => open(method))}>
        付款 {formatTwd(cart.total)}
      </button>
    </main>
  )
}

function useProviders(regionId: string | undefined) {
  const [providers, setProviders] = useState<readonly HttpTypes.StorePaymentProvider[]>([])
  useEffect(() => {
    if (!regionId) return
    sdk.store.payment
      .listPaymentProviders({ region_id: regionId })
      .then(({ payment_providers }) => setProviders(payment_providers))
  }, [regionId])
  return providers
}

/** A cart that costs nothing goes to no gateway, and needs no payment session. */
function useCompleteFree(cartId: string) {
  const router = useRouter()
  return async () => {
    const completed = await sdk.store.cart.complete(cartId)
    if (completed.type === "cart") throw new Error(completed.error.message)
    forgetCart()
    router.push(`/order/${completed.order.id}`)
  }
}
