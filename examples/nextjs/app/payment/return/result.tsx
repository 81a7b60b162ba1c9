"use client"

import type { PaymentStatus } from "@taiwan-payments/storefront"
import { PaymentReturn } from "@taiwan-payments/storefront/react"
import { useRouter } from "next/navigation"
import { forgetCart } from "@/lib/cart"
import { payments } from "@/lib/medusa"

/** Waits for the result and shows it, with the voucher or the way to pay again. The server places the order. */
export function Result({ sessionId }: { readonly sessionId: string }) {
  const router = useRouter()
  const follow = (status: PaymentStatus) => status.order_id && forgetCart()
  return (
    <PaymentReturn
      payments={payments}
      sessionId={sessionId}
      locale="zh-TW"
      onChange={follow}
      onCheckout={() => router.push("/checkout")}
    />
  )
}
