import type { Voucher } from "../../toolkit/contract/voucher"
import type { AlarmKind } from "./records"

/** What an event of a payment tells, whatever became of it. Amounts are whole NT$. */
export interface PaymentEvent {
  readonly attempt_id: string
  readonly session_id: string
  /** Null where no order has the money, or the number. */
  readonly order_id: string | null
  readonly amount: number
}

export interface NumberEvent extends PaymentEvent {
  /** What to pay with; the same as the storefront's `/status` has. */
  readonly voucher: Voucher | null
  /** The order's payment link; null where none can be made. */
  readonly payment_link: string | null
}

export interface PaidEvent extends PaymentEvent {
  /** The number that was paid by; null for a card or a wallet. */
  readonly voucher: Voucher | null
}

export interface ExpiredEvent extends PaymentEvent {
  /** By it what was cancelled is ordered again, and what is still owed is paid. */
  readonly payment_link: string | null
  /** Whether the order was cancelled with it. */
  readonly order_canceled: boolean
  /** Whether staff closed the number, since the order was paid in another way. */
  readonly paid_otherwise: boolean
}

export interface RefundedEvent {
  readonly attempt_id: string
  /** The same each time that the same refund is told of. */
  readonly operation_id: string
  readonly order_id: string | null
  /** Of this refund, whole NT$. */
  readonly amount: number
}

/** A refund that the bank had sent back; it is booked as it was. */
export interface RefundSentAgainEvent extends RefundedEvent {
  readonly refund_request_id: string
  /** The file for the bank that it was in this time. */
  readonly refund_batch_id: string
}

/** Its `amount` is what is to be given back. */
export interface RefundAccountEvent extends PaymentEvent {
  readonly refund_request_id: string
  readonly cart_id: string | null
  readonly currency_code: string
  /** Where the buyer names the account, until `expires_at` (ISO 8601, UTC). */
  readonly refund_link: string
  readonly expires_at: string
}

export interface AlarmResolvedEvent {
  readonly id: string
  readonly kind: AlarmKind
  readonly attempt_id: string | null
  readonly order_id: string | null
}

export interface AlarmEvent extends AlarmResolvedEvent {
  readonly amount: number | null
}

/** Every event of this package with what it carries, for `SubscriberArgs<TaiwanPaymentsEvents["taiwan_payments.paid"]>`. */
export interface TaiwanPaymentsEvents {
  /** Money has come and its order has it: a payment was captured or authorised. E-invoices and logistics start here. */
  "taiwan_payments.paid": PaidEvent
  /** A number to pay with was issued, and its order is placed. */
  "taiwan_payments.voucher_issued": NumberEvent
  /** A number runs out soon and nobody has paid it: once each, `expiringHours` before its end. */
  "taiwan_payments.voucher_expiring": NumberEvent
  /** A number ran out, or staff closed it. */
  "taiwan_payments.expired": ExpiredEvent
  /** Something was given back, or the gateway took it on. */
  "taiwan_payments.refunded": RefundedEvent
  /** A refund that the bank had sent back was sent once more; no other refund is booked. */
  "taiwan_payments.refund_sent_again": RefundSentAgainEvent
  /** Money can only go back by transfer: the buyer is asked for a bank account. */
  "taiwan_payments.refund_account_wanted": RefundAccountEvent
  /** Money needs a person. */
  "taiwan_payments.alarm": AlarmEvent
  /** An alarm is over, by itself or by a person. */
  "taiwan_payments.alarm_resolved": AlarmResolvedEvent
}

export type EventName = keyof TaiwanPaymentsEvents

/** All that the outbox carries: our own events, and Medusa's that says an order is placed, where Medusa died before saying so. */
export interface OutboxEvents extends TaiwanPaymentsEvents {
  "order.placed": { readonly id: string }
}

/** Their names; e-invoices and logistics start from `EVENTS.paid`. */
export const EVENTS = {
  voucherIssued: "taiwan_payments.voucher_issued",
  voucherExpiring: "taiwan_payments.voucher_expiring",
  paid: "taiwan_payments.paid",
  expired: "taiwan_payments.expired",
  refunded: "taiwan_payments.refunded",
  refundSentAgain: "taiwan_payments.refund_sent_again",
  refundAccountWanted: "taiwan_payments.refund_account_wanted",
  alarm: "taiwan_payments.alarm",
  alarmResolved: "taiwan_payments.alarm_resolved",
} as const satisfies Readonly<Record<string, EventName>>
