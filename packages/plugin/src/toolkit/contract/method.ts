import type { LocalText } from "../text"

export interface Limits {
  readonly min: number
  readonly max: number
}

/** One way to pay, its own provider in Medusa. */
export interface Method {
  /** Unique in its gateway: `credit`. */
  readonly id: string
  /** Medusa's provider identifier: `ecpay-credit`. Hyphens only, since the dashboard splits ids at underscores. */
  readonly identifier: string
  readonly name: LocalText
  /** The vendor's published limits, TWD whole dollars; a merchant's contract may differ. */
  readonly limits: Limits
  /** Present where the buyer pays later, with a code; money may be reported this long after the deadline. */
  readonly voucher?: { readonly graceHours: number }
  /** Whether a trade can be authorised first and captured later, and in part. */
  readonly capture: "immediate" | "full" | "partial"
  /** What the gateway's API can give back. `by hand`: nothing, staff must do it, as `refundAdvice` says. */
  readonly refund: "partial" | "full" | "manual"
  readonly refundAdvice?: LocalText
  /** Whether its cards can be kept for the next purchase. */
  readonly savesCards?: true
  /** Minutes of silence after which the gateway may be asked about a departed buyer. */
  readonly quietMinutes: number
}
