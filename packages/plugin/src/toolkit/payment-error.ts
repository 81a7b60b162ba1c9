import { plainWords } from "./plain-words"

/** What kind of thing went wrong; callers branch on this and on nothing else. */
export type PaymentErrorKind = "config" | "signature" | "refused" | "unreachable" | "unreadable" | "unsupported"

export interface PaymentErrorFacts {
  /** Gateway id, such as `ecpay`. */
  readonly gateway?: string
  /** The gateway's own code, verbatim. */
  readonly code?: string
  /** When the same call may succeed, for windows that open again. */
  readonly retryAt?: Date
  /** True when the request never left this machine, so repeating it cannot do anything twice. */
  readonly unsent?: boolean
  readonly cause?: unknown
}

/**
 * The one error of this package. `message` is a single sentence for the merchant:
 * it names no secret and no person.
 */
export class PaymentError extends Error {
  override readonly name = "PaymentError"

  constructor(
    readonly kind: PaymentErrorKind,
    message: string,
    readonly facts: PaymentErrorFacts = {},
  ) {
    super(message, facts.cause === undefined ? undefined : { cause: facts.cause })
  }
}

export function isPaymentError(error: unknown, kind?: PaymentErrorKind): error is PaymentError {
  return error instanceof PaymentError && (kind === undefined || error.kind === kind)
}

/**
 * One line about anything thrown, for logs and ledger rows: never an object whole, which may hold a request with its buyer and
 * its keys. Errors that came through a queue are plain objects by then.
 */
export function describeError(error: unknown): string {
  if (typeof error !== "object" || error === null) return plainWords(String(error))
  if ("message" in error && typeof error.message === "string") return plainWords(error.message)
  const code = "code" in error && ["string", "number"].includes(typeof error.code) ? ` ${error.code}` : ""
  return plainWords(`an error without words${code}`)
}
