import { plainWords } from "./plain-words"
import type { LocalText } from "./text"

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
  /** The message in both languages, where a page shows it. */
  readonly words?: LocalText
  readonly cause?: unknown
}

/**
 * The one error of this package. `message` is a single sentence for the merchant:
 * it names no secret and no person. Given in both languages, it is English and `facts.words` has both.
 */
export class PaymentError extends Error {
  override readonly name = "PaymentError"
  readonly facts: PaymentErrorFacts

  constructor(
    readonly kind: PaymentErrorKind,
    message: string | LocalText,
    facts: PaymentErrorFacts = {},
  ) {
    const isLocal = typeof message !== "string"
    super(isLocal ? message.en : message, facts.cause === undefined ? undefined : { cause: facts.cause })
    this.facts = isLocal ? { ...facts, words: message } : facts
  }
}

export function isPaymentError(error: unknown, kind?: PaymentErrorKind): error is PaymentError {
  return error instanceof PaymentError && (kind === undefined || error.kind === kind)
}

/** What is said of it in either language; English where no other words are known. */
export function localWords({ facts, message }: PaymentError): LocalText {
  return facts.words ?? { en: message, "zh-TW": message }
}

/** An error in both languages, for pages and rows of which nobody knows who reads them; as it is where it has no other words. */
export function inBothLanguages(error: unknown): string {
  const words = isPaymentError(error) ? error.facts.words : undefined
  return words ? plainWords(`${words["zh-TW"]}（${words.en}）`) : describeError(error)
}

/** Causes that are told: enough to reach the one that began it. */
const DEEPEST = 3

/**
 * One line about anything thrown, with its causes, for logs and ledger rows: never an object whole, which may hold a request with
 * its buyer and its keys. Errors that came through a queue are plain objects by then.
 */
export function describeError(error: unknown): string {
  const words = chainOf(error, DEEPEST).map(wordsOf)
  // A cause that the sentence before it repeats adds nothing.
  const news = words.filter((word, place) => !words.slice(0, place).some((said) => said.includes(word)))
  return plainWords(news.join(" ← "))
}

function chainOf(error: unknown, depth: number): unknown[] {
  const cause = isObject(error) && "cause" in error ? error.cause : undefined
  return cause === undefined || cause === null || depth === 0 ? [error] : [error, ...chainOf(cause, depth - 1)]
}

function wordsOf(error: unknown): string {
  if (!isObject(error)) return String(error)
  if ("message" in error && typeof error.message === "string" && error.message !== "") return error.message
  const code = "code" in error && ["string", "number"].includes(typeof error.code) ? ` ${error.code}` : ""
  return `an error without words${code}`
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null
}
