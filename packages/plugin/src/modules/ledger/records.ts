import type { CaptureMode, Details, TradeState } from "../../toolkit/contract/gateway"
import type { Voucher } from "../../toolkit/contract/voucher"
import type { EnvironmentName } from "../../toolkit/environment"
import type { LocalText } from "../../toolkit/text"
import type { Twd } from "../../toolkit/twd"

/**
 * Where an attempt stands. Money only moves it forward: what was paid is never made unpaid by a later message.
 * `departed` → `issued` | `failed` | `expired` → `authorized` → `captured` → `refunded`, or `voided`.
 */
export type AttemptState =
  | "started"
  | "issued"
  | "failed"
  | "expired"
  | "authorized"
  | "captured"
  | "voided"
  | "refunded"

/** A row of `taiwan_payment_attempt`. Amounts are TWD whole dollars, instants UTC. */
export interface Attempt {
  readonly id: string
  readonly gateway: string
  readonly environment: EnvironmentName
  readonly merchant: string
  readonly trade_no: string
  readonly provider_id: string
  readonly method: string
  /** How the trade was opened; null in rows from before it was written down. */
  readonly capture_mode?: CaptureMode | null
  readonly session_id: string
  /** What the session was to pay; Medusa keeps it when it replaces the session. */
  readonly payment_collection_id: string | null
  /** The session that carries the money, where it is another than the one that the attempt was opened for. */
  readonly applied_session_id: string | null
  readonly amount: Twd
  readonly session_amount: string
  readonly return_url: string
  readonly locale: "zh-TW" | "en"
  readonly state: AttemptState
  readonly version: number
  readonly code: string | null
  readonly message: string | null
  readonly reference: string | null
  readonly voucher: Voucher | null
  readonly details: Details
  readonly expires_at: Date | null
  readonly paid_at: Date | null
  readonly captured_amount: Twd
  readonly refunded_amount: Twd
  readonly queried_at: Date | null
  readonly query_at: Date | null
  readonly apply_at: Date | null
  readonly apply_tries: number
  /** Since when its cart has been busy elsewhere, so that nothing could be tried; null when it is not. */
  readonly busy_since?: Date | null
  readonly applied_at: Date | null
  readonly order_id: string | null
  /** Why no order could take the money; null while one may. */
  readonly unmatched: Unmatched | null
  /** When the expiry looks at it again; null: whenever its deadline says. */
  readonly expiry_at: Date | null
  readonly expiry_tries: number
  /** When the authorisation ends; null where nobody says, or nothing was authorised. */
  readonly authorized_until?: Date | null
  /** When the authorisation is looked at again. */
  readonly authorization_check_at?: Date | null
  /** When the gateway's own books are looked at, for what its back office or a bank did; null: no more. */
  readonly balance_check_at?: Date | null
  /** When subscribers were told that its number runs out soon; null while they were not. */
  readonly expiring_told_at?: Date | null
  /** By the gateway's statements: what it kept, what it paid out, and when last (`yyyy-MM-dd`); null until one says so. */
  readonly payout_fee?: string | null
  readonly payout_net?: string | null
  /** When what tells of a person was erased; null while it was not. */
  readonly erased_at?: Date | null
  readonly created_at: Date
}

/** Why money is in no order. */
export type Unmatched = "deleted_session" | "second_payment" | "canceled_order" | "wrong_amount"

export type NewAttempt = Partial<Pick<Attempt, "payment_collection_id" | "capture_mode">> &
  Pick<
    Attempt,
    | "gateway"
    | "environment"
    | "merchant"
    | "trade_no"
    | "provider_id"
    | "method"
    | "session_id"
    | "amount"
    | "session_amount"
    | "return_url"
    | "locale"
    | "query_at"
  >

/** Who of the staff did something; the name as it was then. */
export interface Actor {
  readonly id: string
  readonly name: string
}

export type EventKind = "start" | "notice" | "return" | "answer" | "hook" | "operation" | "expiry" | "note" | "replay"

/**
 * What became of a message: `accepted`; `forged` (signature), `foreign` (not our merchant or trade),
 * `mismatch` (amount or currency), `simulated` (a test without money), `unreadable`.
 */
export type Verdict = "accepted" | "forged" | "foreign" | "mismatch" | "simulated" | "unreadable"

export interface NewEvent {
  readonly attempt_id: string | null
  readonly gateway: string
  readonly kind: EventKind
  readonly verdict: Verdict
  readonly state: TradeState | null
  readonly code: string | null
  readonly message: string | null
  readonly amount: number | null
  readonly payload: Readonly<Record<string, unknown>>
  readonly digest: string
}

export type OperationKind = "charge" | "confirm" | "capture" | "void" | "refund"

/**
 * `started` and `unknown`: the gateway may have done it; look before asking again. `recorded`: staff did it by hand.
 * `queued`: the gateway took it on for later; `failed`: and did not do it after all.
 */
export type OperationState = "started" | "recorded" | "done" | "queued" | "refused" | "unknown" | "failed"

export interface Operation {
  readonly id: string
  readonly attempt_id: string
  readonly kind: OperationKind
  readonly idempotency_key: string
  readonly amount: Twd
  readonly requested: string
  readonly state: OperationState
  readonly code: string | null
  readonly message: string | null
  readonly reference: string | null
  readonly steps: readonly string[]
  /** TWD of a refund for which the bank was asked to capture less; null where money was given back. */
  readonly uncaptured?: Twd | null
  /** Who of the staff asked for it; null where nobody did, or in Medusa's own pages. */
  readonly actor?: Actor | null
  /** How often it was started, and when for the last time. */
  readonly tries: number
  readonly started_at: Date
  /** When something that moves money may last have been sent; null when it never was. */
  readonly sent_at: Date | null
  /** The row of Medusa's that books it: of its captures or refunds. Null where Medusa has none. */
  readonly medusa_id: string | null
  readonly checks: number
  /** When it is looked at again, here, at the gateway and in Medusa; null when nothing about it is open. */
  readonly check_at: Date | null
  readonly created_at: Date
  readonly updated_at: Date
}

export type NewOperation = Pick<Operation, "attempt_id" | "kind" | "idempotency_key" | "amount" | "requested"> &
  Partial<Pick<Operation, "medusa_id">>

export type OperationResult = Partial<
  Pick<
    Operation,
    "state" | "code" | "message" | "reference" | "steps" | "uncaptured" | "sent_at" | "requested" | "medusa_id"
  >
>

/** An operation that may be asked for now. */
export interface Begun {
  readonly operation: Operation
  /** Whether an earlier try may have reached the gateway, so that it is looked up first. */
  readonly resumed: boolean
  /** As it was before it was started again. */
  readonly before: Operation | null
  /** This process's `performance.now()` just before that was written. */
  readonly since: number
}

/** A merchant account of a gateway, as rows name it. */
export type AccountKey = Pick<Attempt, "gateway" | "environment" | "merchant">

/** What a gateway's statement of its payouts says otherwise than the ledger. */
export type PayoutAlarmKind =
  | "chargeback"
  | "payout_differs"
  | "payout_doubled"
  | "payout_fee_changed"
  | "payout_missing"
  | "payout_unknown"
  | "statement_missing"

export type AlarmKind =
  | Unmatched
  | "amount_changed"
  | "authorization_ends"
  | "released_unpaid"
  | "not_captured"
  | "shipped_unpaid"
  | "expired_unpaid"
  | "unknown_trade"
  | "not_applied"
  | "order_incomplete"
  | "voucher_without_order"
  | "not_carried_out"
  | "still_queued"
  | "account_gone"
  | "clock_skew"
  | "card_testing"
  | "not_refunded"
  | "not_released"
  | "not_booked"
  | "refunded_elsewhere"
  | "refund_undone"
  | "refund_returned"
  | PayoutAlarmKind

export interface Alarm {
  readonly id: string
  readonly kind: AlarmKind
  readonly attempt_id: string | null
  readonly subject: string
  readonly amount: number | null
  /** What happened, in English. */
  readonly detail: string
  /** The same in Traditional Chinese; null of alarms that are older than it. */
  readonly detail_zh: string | null
  readonly order_id: string | null
  readonly resolved_at: Date | null
  readonly resolution: string | null
  /** Null where it was over by itself. */
  readonly resolved_by?: Actor | null
  /** Whose it is, who gave it to them, and when; null while it is nobody's. */
  readonly assigned_to?: Actor | null
  readonly assigned_by?: Actor | null
  readonly assigned_at?: Date | null
  readonly created_at: Date
}

export type NewAlarm = Pick<Alarm, "kind" | "attempt_id" | "subject" | "amount" | "order_id"> & {
  readonly detail: LocalText
}

/** What a message changes on an attempt. */
export type AttemptChange = Partial<
  Pick<
    Attempt,
    | "state"
    | "code"
    | "message"
    | "reference"
    | "voucher"
    | "details"
    | "expires_at"
    | "paid_at"
    | "captured_amount"
    | "refunded_amount"
    | "queried_at"
    | "query_at"
    | "apply_at"
    | "apply_tries"
    | "busy_since"
    | "applied_at"
    | "order_id"
    | "applied_session_id"
    | "unmatched"
    | "expiry_at"
    | "expiry_tries"
    | "authorized_until"
    | "authorization_check_at"
    | "balance_check_at"
    | "expiring_told_at"
  >
>
