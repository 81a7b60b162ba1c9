import type { Actor } from "../records"

/**
 * Where a refund request stands: `wanted` (the buyer is asked for an account) → `given` → `approved` (where a second person must
 * agree) → `sent` (in a file for the bank) → `done`; `returned` by the bank, before that or after it, so that the buyer is asked
 * again; or `cancelled`.
 */
export type RefundRequestState = "wanted" | "given" | "approved" | "sent" | "returned" | "done" | "cancelled"

export const REFUND_REQUEST_STATES = [
  ...(["wanted", "given", "approved", "sent", "returned", "done", "cancelled"] as const),
] satisfies readonly RefundRequestState[]

/** The buyer may name an account, or correct the one that was named. */
export const ASKS_BUYER: readonly RefundRequestState[] = ["wanted", "given", "returned"]

export const REFUND_REQUEST = "taiwan_payment_refund_request"

/** A row of `taiwan_payment_refund_request`. Amounts are TWD whole dollars, instants UTC. */
export interface RefundRequest {
  readonly id: string
  readonly attempt_id: string
  readonly order_id: string | null
  readonly cart_id: string | null
  readonly amount: number
  readonly state: RefundRequestState
  /** Counts changes; guards against two writers. */
  readonly version: number
  /** The operation, or Medusa's row of a refund, that could not be done, or the form that staff pressed; it begins once. */
  readonly cause: string | null
  readonly reason: string | null
  /** Null where it began by itself. */
  readonly requested_by: Actor | null
  /** The account under a key of the shop's; null until it is given, and once it is erased. */
  readonly account_sealed: string | null
  readonly bank_code: string | null
  readonly account_last4: string | null
  /** Who of the staff entered the account; null where the buyer did. */
  readonly given_by: Actor | null
  readonly given_at: Date | null
  readonly approved_by: Actor | null
  /** The end of the newest link, which is the only one that opens. */
  readonly link_expires_at: Date
  readonly batch_id: string | null
  /** Its line in the batch's file, from 1. */
  readonly line: number | null
  /** How often its booking was begun, and what was in the way the last time. */
  readonly tries: number
  readonly problem: string | null
  /** The ledger's refund that it was booked as: once, however often the bank sends the money back. */
  readonly booked_as: string | null
  readonly ended_at: Date | null
  readonly erased_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

export type NewRefundRequest = Pick<
  RefundRequest,
  "id" | "attempt_id" | "order_id" | "cart_id" | "amount" | "cause" | "reason" | "requested_by" | "link_expires_at"
>

export type RefundRequestChange = Partial<
  Omit<RefundRequest, "id" | "attempt_id" | "version" | "created_at" | "updated_at">
>

/** What happened to a request. `shown`: somebody read the account. */
export type RefundStepKind =
  | "requested"
  | "renewed"
  | "given"
  | "approved"
  | "sent"
  | "shown"
  | "returned"
  | "done"
  | "cancelled"

export interface RefundStep {
  readonly id: string
  readonly request_id: string
  readonly kind: RefundStepKind
  /** Null where the buyer did it, or nobody. */
  readonly actor: Actor | null
  readonly note: string | null
  readonly created_at: Date
}

/** One file for the bank. */
export interface RefundBatch {
  readonly id: string
  /** As staff name it. */
  readonly number: number
  readonly count: number
  readonly total: number
  readonly created_by: Actor
  /** The bank's, once staff say that the bank has carried it out. */
  readonly reference: string | null
  readonly done_by: Actor | null
  readonly done_at: Date | null
  readonly created_at: Date
}
