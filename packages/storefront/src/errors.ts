/**
 * Why the server's word on a payment could not be had.
 *
 * `unknown-session` it knows no such payment · `refused` it will not answer, asking again is useless ·
 * `unreachable` no answer or a passing fault, ask again · `unreadable` an answer that is no payment status, ask again ·
 * `unsafe-address` a start address that is not http or https · `no-script` the gateway's script cannot be loaded ·
 * `no-token` that script gave no token, `code` is its own number for why.
 */
export type PaymentsErrorKind =
  | "unknown-session"
  | "refused"
  | "unreachable"
  | "unreadable"
  | "unsafe-address"
  | "no-script"
  | "no-token"

export class PaymentsError extends Error {
  override readonly name = "PaymentsError"
  readonly code: number | null

  constructor(
    readonly kind: PaymentsErrorKind,
    message: string,
    options: ErrorOptions & { readonly code?: number } = {},
  ) {
    super(message, options)
    this.code = options.code ?? null
  }

  /** True when asking again may succeed. */
  get passing(): boolean {
    return this.kind === "unreachable" || this.kind === "unreadable"
  }
}
