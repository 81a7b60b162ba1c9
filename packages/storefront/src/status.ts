/** The two languages that every text for a shopper comes in. */
export type Locale = "zh-TW" | "en"

/** One text in both languages. */
export type Localized = Readonly<Record<Locale, string>>

/**
 * Where a payment stands.
 *
 * `ready` not departed · `pending` at the gateway, result unknown · `awaiting` voucher issued, money awaited ·
 * `paid` verified money (the order may follow a moment later) · `failed` last attempt declined · `expired` voucher ran out ·
 * `canceled` order cancelled · `held` money arrived that no order could take, staff are told · `refunded` money went back ·
 * `replaced` another payment took the place of this voucher, which must not be paid any more.
 */
export type PaymentState =
  | "ready"
  | "pending"
  | "awaiting"
  | "paid"
  | "failed"
  | "expired"
  | "canceled"
  | "held"
  | "refunded"
  | "replaced"

interface VoucherTerms {
  /** Whole TWD dollars. */
  readonly amount: number
  /** Last moment to pay: an instant, ISO 8601 in UTC. */
  readonly expires_at: string
}

export interface AtmVoucher extends VoucherTerms {
  readonly kind: "atm"
  readonly bank_code: string
  readonly bank_name: Localized
  readonly account: string
}

export type StoreChain = "any" | "7-eleven" | "familymart" | "hilife" | "okmart"

export interface CvsVoucher extends VoucherTerms {
  readonly kind: "cvs"
  readonly code: string
  readonly chain: StoreChain
}

export interface BarcodeVoucher extends VoucherTerms {
  readonly kind: "barcode"
  readonly barcodes: readonly string[]
}

export type Voucher = AtmVoucher | CvsVoucher | BarcodeVoucher

/** What `GET /pay/sessions/:session_id/status` answers. */
export interface PaymentStatus {
  readonly session_id: string
  readonly state: PaymentState
  /** Whole TWD dollars. */
  readonly amount: number
  /** What the order asks now, where it was changed while a voucher of another amount is awaited: `start_url` gets a new one. */
  readonly amount_asked?: number | null
  readonly currency_code: string
  readonly gateway: string
  readonly method: string
  readonly order_id: string | null
  /** The number that people know the order by; absent with an older server. */
  readonly order_number?: number | null
  /** What the buyer can quote to the shop about this payment. */
  readonly reference?: string | null
  readonly voucher: Voucher | null
  readonly message: Localized
  /** Where paying, or paying again, starts; null when it makes no sense. */
  readonly start_url: string | null
  readonly return_url: string | null
  /** Seconds after which asking again makes sense, as the server sees it; null when nothing can change by itself. */
  readonly poll_after?: number | null
}

const states: ReadonlySet<string> = new Set<PaymentState>([
  "ready",
  "pending",
  "awaiting",
  "paid",
  "failed",
  "expired",
  "canceled",
  "held",
  "refunded",
  "replaced",
])

const final: ReadonlySet<PaymentState> = new Set<PaymentState>(["failed", "canceled", "refunded"])

/** Nothing to wait for, and yet not the end: money can still come, and staff can still help. */
const resting: ReadonlySet<PaymentState> = new Set<PaymentState>(["expired", "held", "replaced"])

/** True when nothing more can happen by itself. Paid money without an order yet is not final, nor is money that is held. */
export function isFinal(status: PaymentStatus): boolean {
  return final.has(status.state) || (status.state === "paid" && status.order_id !== null)
}

/** True when the buyer need not wait any longer, though late money may still change what the page says. */
export function isOver(status: PaymentStatus): boolean {
  return isFinal(status) || resting.has(status.state)
}

/** True when the answer is a status of the wanted session, in a state this version knows. */
export function isPaymentStatus(answer: unknown, sessionId: string): answer is PaymentStatus {
  if (typeof answer !== "object" || answer === null) return false
  const { session_id, state, amount } = answer as Record<string, unknown>
  return session_id === sessionId && typeof state === "string" && states.has(state) && typeof amount === "number"
}
