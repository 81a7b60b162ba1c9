import type { RefundBatches, RefundRequests } from "../../../payments/refund-desk/desk-views"
import type { LineView, PayoutView, StatementAccount } from "../../../payments/staff/payout-views"
import type { AlarmView, AttemptView } from "../../../payments/staff/views"

export type { Report as DoctorAnswer } from "../../../doctor/report"
export type * from "../../../payments/refund-desk/desk-views"
export type * from "../../../payments/staff/payout-views"
export type * from "../../../payments/staff/views"

/** The shapes of the admin API. Amounts in TWD whole dollars; instants leave as ISO 8601 in UTC. */

/** A shape as JSON carries it to the browser. */
export type Json<Shape> = Shape extends string | number | boolean | null | undefined
  ? Shape
  : Shape extends Date
    ? string
    : Shape extends readonly (infer Item)[]
      ? readonly Json<Item>[]
      : Shape extends object
        ? { readonly [Key in keyof Shape]: Json<Shape[Key]> }
        : Shape

export interface AttemptsAnswer {
  readonly attempts: readonly AttemptView[]
  readonly count: number
  readonly limit: number
  readonly offset: number
}

export interface AlarmsAnswer {
  readonly alarms: readonly AlarmView[]
  readonly count: number
  readonly limit: number
  readonly offset: number
}

export interface PayoutsAnswer {
  readonly payouts: readonly PayoutView[]
  readonly count: number
  readonly limit: number
  readonly offset: number
}

export interface PayoutLinesAnswer {
  readonly lines: readonly LineView[]
  readonly count: number
  readonly limit: number
  readonly offset: number
}

export interface StatementAccountsAnswer {
  readonly accounts: readonly StatementAccount[]
}

/** What came of bringing a statement; `is_new` is false where this very file was taken in before. */
export interface StatementAnswer {
  readonly id: string
  readonly layout: string
  readonly lines: number
  readonly new_lines: number
  readonly is_new: boolean
  /** A file that was known, brought again with another day of payout. */
  readonly day_changed: boolean
}

export interface RefundRequestsAnswer extends RefundRequests {
  readonly limit: number
  readonly offset: number
}

export interface RefundBatchesAnswer extends RefundBatches {
  readonly limit: number
  readonly offset: number
}
