/** The two languages that every text for a shopper comes in. */
export type Locale = "zh-TW" | "en"

/** One text in both languages. */
export type Localized = Readonly<Record<Locale, string>>

/**
 * Where a payment stands.
 *
 * `ready` not departed · `pending` at the gateway, result unknown · `awaiting` voucher issued, money awaited ·
 * `paid` verified money (the order may follow a moment later) · `failed` last attempt declined · `expired` voucher ran out ·
 * `canceled` order cancelled · `held` money arrived that no order could take, staff are told · `refunded` money went back.
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
  readonly currency_code: string
  readonly gateway: string
  readonly method: string
  readonly order_id: string | null
  readonly voucher: Voucher | null
  readonly message: Localized
  /** Where paying, or paying again, starts; null when it makes no sense. */
  readonly start_url: string | null
  readonly return_url: string | null
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
])

const settled: ReadonlySet<PaymentState> = new Set<PaymentState>(["failed", "expired", "canceled", "held", "refunded"])

/** True when nothing more will happen by itself. Paid money without an order yet is not final. */
export function isFinal(status: PaymentStatus): boolean {
  return settled.has(status.state) || (status.state === "paid" && status.order_id !== null)
}

/** True when the answer is a status of the wanted session, in a state this version knows. */
export function isPaymentStatus(answer: unknown, sessionId: string): answer is PaymentStatus {
  if (typeof answer !== "object" || answer === null) return false
  const { session_id, state, amount } = answer as Record<string, unknown>
  return session_id === sessionId && typeof state === "string" && states.has(state) && typeof amount === "number"
}
