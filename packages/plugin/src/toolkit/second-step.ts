import type { Conversation } from "./contract/conversation"
import { isPaymentError, PaymentError } from "./payment-error"

/** Ends that are clear: the gateway did not do it. */
const CLEAR: ReadonlySet<string> = new Set(["refused", "unsupported", "config"])

/**
 * The second step of an operation whose first one is done. Where it is refused, the first is taken back, and the refusal
 * stands; any other failure leaves the end unknown, even where the step itself was never sent: something was done by then.
 * @param lost what to tell the merchant when the first step cannot be taken back
 * @throws PaymentError
 */
export function* orTakeBack<Result>(
  secondStep: Conversation<Result>,
  takeBack: () => Conversation<unknown>,
  lost: string,
): Conversation<Result> {
  try {
    return yield* secondStep
  } catch (error) {
    if (!isPaymentError(error)) throw error
    if (!CLEAR.has(error.kind)) throw unknownEnd(error)
    yield* takenBack(takeBack, error, lost)
    throw error
  }
}

function unknownEnd({ kind, message, facts }: PaymentError): PaymentError {
  const { unsent: _, ...others } = facts
  return new PaymentError(kind, message, others)
}

function* takenBack(takeBack: () => Conversation<unknown>, refusal: PaymentError, lost: string): Conversation<void> {
  try {
    yield* takeBack()
  } catch (error) {
    if (!isPaymentError(error)) throw error
    const { gateway = "" } = refusal.facts
    throw new PaymentError("unreadable", `${refusal.message} ${lost}`, { gateway, cause: error })
  }
}
