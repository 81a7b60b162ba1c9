/**
 * Why the server's word on a payment could not be had.
 *
 * `unknown-session` it knows no such payment · `refused` it will not answer, asking again is useless ·
 * `unreachable` no answer or a passing fault, ask again · `unreadable` an answer that is no payment status, ask again ·
 * `unsafe-address` a start address that is not http or https.
 */
export type PaymentsErrorKind = "unknown-session" | "refused" | "unreachable" | "unreadable" | "unsafe-address"

export class PaymentsError extends Error {
  override readonly name = "PaymentsError"

  constructor(
    readonly kind: PaymentsErrorKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
  }

  /** True when asking again may succeed. */
  get passing(): boolean {
    return this.kind === "unreachable" || this.kind === "unreadable"
  }
}
