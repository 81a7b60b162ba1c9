import { isOver, type PaymentStatus } from "@taiwan-payments/storefront"
import { useEffect, useState } from "react"
import { useLocale } from "../locale"
import { Link } from "../router"
import { useShop } from "../shop"
import type { TextKey } from "../texts"

/** Leads a buyer who got lost on the way back to the payment that left this browser last; of one that is paid it tells once. */
export function PaymentReminder() {
  const { t } = useLocale()
  const status = useLastPayment()
  const words = status && wordsFor(status)
  if (!words) return null
  const number = status.state === "paid" && status.order_number ? ` #${status.order_number}` : ""
  return (
    <aside className="reminder" role="status" data-testid="payment-reminder" data-state={status.state}>
      <p>
        {t(words.text)}
        {number}
      </p>
      <Link to={`/orders/${status.session_id}`}>{t(words.link)}</Link>
    </aside>
  )
}

/** Null where there is nothing to tell. */
function wordsFor({ state, order_number }: PaymentStatus): { readonly text: TextKey; readonly link: TextKey } | null {
  if (state === "paid") return { text: order_number ? "paidOrder" : "paidNoOrder", link: "paidLink" }
  if (state === "held") return { text: "heldOrder", link: "unfinishedLink" }
  if (state === "awaiting") return { text: "openPayment", link: "openPaymentLink" }
  return state === "pending" ? { text: "unfinished", link: "unfinishedLink" } : null
}

function useLastPayment(): PaymentStatus | null {
  const { payments } = useShop()
  const [status, setStatus] = useState<PaymentStatus | null>(null)
  useEffect(() => {
    const sessionId = payments.lastSession()
    if (!sessionId) return
    const control = new AbortController()
    payments
      .status(sessionId, control.signal)
      .then((found) => {
        setStatus(found)
        if (isOver(found)) payments.forget(sessionId)
      })
      // A reminder is a courtesy: where it cannot be had, the page goes on without it.
      .catch(() => setStatus(null))
    return () => control.abort()
  }, [payments])
  return status
}
