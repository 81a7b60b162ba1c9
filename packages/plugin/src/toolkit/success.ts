import type { PaymentError } from "./payment-error"

/** A gateway's `mustSucceed`: passes on an answer that tells a success, and throws what `refusal` makes of any other. */
export function successOf<Answer>(
  isSuccess: (answer: Answer) => boolean,
  refusal: (answer: Answer) => PaymentError,
): (answer: Answer) => Answer {
  return (answer) => {
    if (isSuccess(answer)) return answer
    throw refusal(answer)
  }
}
