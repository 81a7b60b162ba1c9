import { useEffect, useRef, useState } from "react"
import { PaymentsError } from "../errors.js"
import type { Payments } from "../payments.js"
import type { PaymentStatus } from "../status.js"

export interface PaymentView {
  /** Null until the server has answered once. */
  readonly status: PaymentStatus | null
  /** Set when the server will not answer; nothing more happens. */
  readonly error: PaymentsError | null
  /** True while asking fails for now. */
  readonly troubled: boolean
}

const nothingYet: PaymentView = { status: null, error: null, troubled: false }

/** Follows one payment for as long as the component is shown. `payments` must be the same object at each render. */
export function usePayment(
  payments: Payments,
  sessionId: string,
  onChange?: (status: PaymentStatus) => void,
): PaymentView {
  const [view, setView] = useState(nothingYet)
  const listener = useRef(onChange)
  listener.current = onChange
  useEffect(() => {
    const control = new AbortController()
    setView(nothingYet)
    payments
      .watch(sessionId, {
        signal: control.signal,
        onTrouble: (trouble) => setView((now) => ({ ...now, troubled: trouble !== null })),
        onChange(status) {
          setView({ status, error: null, troubled: false })
          listener.current?.(status)
        },
      })
      .catch((error: unknown) => {
        if (control.signal.aborted) return
        setView((now) => ({ ...now, error: asPaymentsError(error) }))
      })
    return () => control.abort()
  }, [payments, sessionId])
  return view
}

function asPaymentsError(error: unknown): PaymentsError {
  if (error instanceof PaymentsError) return error
  return new PaymentsError("refused", "Watching the payment failed.", { cause: error })
}
