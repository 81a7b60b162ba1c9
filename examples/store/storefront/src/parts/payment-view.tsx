import { isOver, type PaymentState, type PaymentStatus, paysInPage } from "@taiwan-payments/storefront"
import { PaymentReturn } from "@taiwan-payments/storefront/react"
import { useState } from "react"
import { useCart } from "../cart"
import { useLocale } from "../locale"
import { Link, navigate, useAddress } from "../router"
import { useShop } from "../shop"
import { OrderDetails } from "./order-details"

/** A payment's state with the order it became; puts the cart away once there is one, and not before. */
export function PaymentView({ sessionId }: { sessionId: string }) {
  const { payments } = useShop()
  const { locale } = useLocale()
  const { refresh } = useCart()
  const [status, setStatus] = useState<PaymentStatus | null>(null)
  const follow = (next: PaymentStatus) => {
    setStatus(next)
    if (isOver(next)) payments.forget(sessionId)
    // The cart stays in the browser when the server cannot be asked: it is put away at the next visit.
    if (next.order_id) refresh().catch((error) => console.warn("The cart could not be read.", error))
  }
  return (
    <section className="page payment">
      <PaymentReturn
        payments={payments}
        sessionId={sessionId}
        locale={locale}
        onChange={follow}
        onCheckout={() => navigate("/checkout")}
      >
        <Onward status={status} />
      </PaymentReturn>
      {status?.order_id && <OrderDetails orderId={status.order_id} reorder={isLost(status)} />}
    </section>
  )
}

const isLost = ({ state }: PaymentStatus) => state === "expired" || state === "canceled" || state === "failed"

// While a result is unknown, or money lies at the shop, nobody should be led into paying twice.
const mayPayAnotherWay: ReadonlySet<PaymentState> = new Set<PaymentState>(["ready", "failed", "expired"])

function Onward({ status }: { status: PaymentStatus | null }) {
  const { t } = useLocale()
  const { pathname } = useAddress()
  const { cart } = useCart()
  const orderPath = status?.order_id ? `/orders/${status.session_id}` : pathname
  if (cart && status && !status.order_id && mayPayAnotherWay.has(status.state) && !paysInPage(status.gateway))
    return <Link to="/checkout">{t("changeMethod")}</Link>
  return (
    <>
      {orderPath !== pathname && <Link to={orderPath}>{t("orderLink")}</Link>}
      <Link to="/">{t("backToMenu")}</Link>
    </>
  )
}
