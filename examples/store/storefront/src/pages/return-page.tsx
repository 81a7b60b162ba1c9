import { PaymentView } from "../parts/payment-view"
import { useAddress } from "../router"
import { useShop } from "../shop"
import { NotFoundPage } from "./not-found-page"

/** Where gateways send the buyer back to. Without a session in the address, the one that left this browser last is meant. */
export function ReturnPage() {
  const { payments } = useShop()
  const sessionId = useAddress().searchParams.get("session_id") ?? payments.lastSession()
  return sessionId ? <PaymentView key={sessionId} sessionId={sessionId} /> : <NotFoundPage />
}
