import { useLocale } from "../locale"
import { PaymentView } from "../parts/payment-view"
import { Link, useAddress } from "../router"
import { useShop } from "../shop"

/** Where gateways send the buyer back to. Without a session in the address, the one that left this browser last is meant. */
export function ReturnPage() {
  const { payments } = useShop()
  const sessionId = useAddress().searchParams.get("session_id") || payments.lastSession()
  return sessionId ? <PaymentView key={sessionId} sessionId={sessionId} /> : <NoPayment />
}

/** Its address is a real one, whoever comes to it and when. */
function NoPayment() {
  const { t } = useLocale()
  return (
    <section className="page empty" data-testid="no-payment">
      <h1>{t("noPayment")}</h1>
      <p>{t("noPaymentHint")}</p>
      <Link to="/" className="button">
        {t("backToMenu")}
      </Link>
    </section>
  )
}
