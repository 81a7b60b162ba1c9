import type { ReactNode } from "react"
import type { PaymentsErrorKind } from "../errors.js"
import { paysInPage } from "../methods.js"
import { formatTwd } from "../money.js"
import type { Payments } from "../payments.js"
import type { Locale, PaymentState, PaymentStatus } from "../status.js"
import { say, stateTitles, type TextKey } from "../texts.js"
import { StateMark } from "./state-mark.js"
import { usePayment } from "./use-payment.js"
import { VoucherCard } from "./voucher-card.js"

export interface PaymentReturnProps {
  /** Made once with `createPayments`, outside of any component. */
  readonly payments: Payments
  readonly sessionId: string
  readonly locale?: Locale
  /** Told every new status, for example to empty the cart once there is an order. */
  readonly onChange?: (status: PaymentStatus) => void
  /** Leads to the checkout, where paying again begins for gateways whose script works in the shop's page. */
  readonly onCheckout?: () => void
  /** The shop's own links below the result. */
  readonly children?: ReactNode
}

/** The page a buyer comes back to: it waits for the result, then shows it, with the voucher or the way to pay again. */
export function PaymentReturn(props: PaymentReturnProps) {
  const { payments, sessionId, locale = "zh-TW", onChange, onCheckout, children } = props
  const { status, error, troubled } = usePayment(payments, sessionId, onChange)
  return (
    <div className="twp-return" lang={locale}>
      {error ? <Lost kind={error.kind} locale={locale} /> : <Result status={status} locale={locale} />}
      {troubled && !error && (
        <p className="twp-note" role="status">
          {say("trouble", locale)}
        </p>
      )}
      {status?.state === "awaiting" && status.voucher && <VoucherCard voucher={status.voucher} locale={locale} />}
      <div className="twp-actions">
        {status && <PayAgain status={status} locale={locale} onPay={wayToPay(payments, status, onCheckout)} />}
        {children}
      </div>
    </div>
  )
}

function Result({ status, locale }: { status: PaymentStatus | null; locale: Locale }) {
  const state = status?.state ?? "pending"
  return (
    <div className="twp-result" data-state={state}>
      <StateMark state={state} />
      <div role="status">
        <h1 data-testid="result-state" data-state={state}>
          {stateTitles[state][locale]}
        </h1>
        <p className="twp-message">{explanation(status, locale)}</p>
      </div>
      {status && state !== "awaiting" && <Receipt status={status} locale={locale} />}
      {status && state === "awaiting" && status.order_id && <OrderNumber status={status} locale={locale} />}
    </div>
  )
}

function explanation(status: PaymentStatus | null, locale: Locale): string {
  if (!status || status.state === "pending") return say("waiting", locale)
  if (status.state === "paid" && !status.order_id) return say("orderComing", locale)
  return status.message[locale]
}

function Receipt({ status, locale }: { status: PaymentStatus; locale: Locale }) {
  return (
    <dl className="twp-facts twp-receipt">
      <div className="twp-fact">
        <dt>{say("paidAmount", locale)}</dt>
        <dd>{formatTwd(status.amount)}</dd>
      </div>
      {status.order_id && <OrderFact status={status} locale={locale} />}
      {isQuoted(status) && <Reference status={status} locale={locale} />}
    </dl>
  )
}

function OrderNumber({ status, locale }: { status: PaymentStatus; locale: Locale }) {
  return (
    <dl className="twp-facts twp-receipt">
      <OrderFact status={status} locale={locale} />
    </dl>
  )
}

/** The number that people use; its id where the server tells no number. */
function OrderFact({ status, locale }: { status: PaymentStatus; locale: Locale }) {
  const { order_id: id, order_number: number } = status
  const shown = typeof number === "number" ? `#${number}` : id
  return (
    <div className="twp-fact">
      <dt>{say("orderId", locale)}</dt>
      <dd data-testid="order-id" data-order={id} className="twp-id">
        {shown}
      </dd>
    </div>
  )
}

/** Where a person has to look, the buyer needs something to quote. */
function isQuoted({ state, reference }: PaymentStatus): boolean {
  return state === "held" && typeof reference === "string"
}

function Reference({ status, locale }: { status: PaymentStatus; locale: Locale }) {
  return (
    <div className="twp-fact">
      <dt>{say("reference", locale)}</dt>
      <dd data-testid="payment-reference" className="twp-id">
        {status.reference}
      </dd>
    </div>
  )
}

const payLabels: Partial<Record<PaymentState, TextKey>> = {
  ready: "pay",
  pending: "notPaid",
  failed: "payAgain",
  expired: "payAgain",
}

function wayToPay(payments: Payments, status: PaymentStatus, onCheckout?: () => void): (() => void) | undefined {
  return paysInPage(status.gateway) ? onCheckout : () => payments.start(status)
}

/** The order was changed while its voucher is awaited: a new one is for what it asks now. */
function isChanged({ state, amount_asked }: PaymentStatus): boolean {
  return state === "awaiting" && typeof amount_asked === "number"
}

interface PayAgainProps {
  readonly status: PaymentStatus
  readonly locale: Locale
  readonly onPay: (() => void) | undefined
}

function PayAgain({ status, locale, onPay }: PayAgainProps) {
  const label = isChanged(status) ? "newNumber" : payLabels[status.state]
  if (!label || !onPay || !status.start_url) return null
  // Offered late while the result is pending: it usually comes before anybody should think of paying twice.
  const look = status.state === "pending" ? "twp-button twp-quiet twp-late" : "twp-button"
  return (
    <button type="button" className={look} data-testid="pay-again" onClick={onPay}>
      {say(label, locale)}
    </button>
  )
}

function Lost({ kind, locale }: { kind: PaymentsErrorKind; locale: Locale }) {
  const unknown = kind === "unknown-session"
  return (
    <div className="twp-result" data-state="unknown">
      <StateMark state="held" />
      <div role="alert">
        <h1 data-testid="result-state" data-state="unknown">
          {say(unknown ? "unknown" : "refused", locale)}
        </h1>
        <p className="twp-message">{say(unknown ? "unknownHint" : "refusedHint", locale)}</p>
      </div>
    </div>
  )
}
