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

/**
 * A look at what became of a movement that may have been made. A look that is refused says nothing about it.
 * @throws PaymentError never of a kind that is a clear end
 */
export function* lookingBack<Result>(look: Conversation<Result>): Conversation<Result> {
  try {
    return yield* look
  } catch (error) {
    if (!isPaymentError(error) || !CLEAR.has(error.kind)) throw error
    throw new PaymentError("unreadable", error.message, { ...error.facts, cause: error })
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
