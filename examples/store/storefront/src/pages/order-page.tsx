import { PaymentView } from "../parts/payment-view"

/** A page to keep: the payment's state as it is now, with its voucher. */
export function OrderPage({ sessionId }: { sessionId: string }) {
  return <PaymentView sessionId={sessionId} />
}
