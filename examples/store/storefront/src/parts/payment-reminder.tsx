import { isOver, type PaymentStatus } from "@taiwan-payments/storefront"
import { useEffect, useState } from "react"
import { useLocale } from "../locale"
import { Link } from "../router"
import { useShop } from "../shop"

/** Leads a buyer who got lost on the way back to the payment that left this browser last. */
export function PaymentReminder() {
  const { t } = useLocale()
  const status = useLastPayment()
  if (!status || isOver(status) || status.state === "ready") return null
  const awaiting = status.state === "awaiting"
  return (
    <aside className="reminder" data-testid="payment-reminder">
      <p>{t(awaiting ? "openPayment" : "unfinished")}</p>
      <Link to={`/orders/${status.session_id}`}>{t(awaiting ? "openPaymentLink" : "unfinishedLink")}</Link>
    </aside>
  )
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
