import type { AlarmView, AttemptView } from "../../../payments/staff/views"

export type { Report as DoctorAnswer } from "../../../doctor/report"
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
