import { z } from "@medusajs/framework/zod"
import { formId, instant, text } from "./written"

const ATTEMPT_STATES = [
  "started",
  "issued",
  "failed",
  "expired",
  "authorized",
  "captured",
  "voided",
  "refunded",
] as const

const slice = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
}

const state = z.enum(ATTEMPT_STATES)

const some = <Value extends z.ZodType>(value: Value) => z.union([value, z.array(value)]).optional()
const name = text.max(100)
const dollars = z.coerce.number().int().min(0).max(2_000_000_000).optional()

/** What the list, its sums and its export are narrowed by. */
const wishes = {
  order_id: text.optional(),
  session_id: text.optional(),
  state: some(state),
  gateway: some(name),
  method: some(name),
  merchant: some(name),
  environment: some(z.enum(["production", "stage", "sandbox"])),
  refunds: some(z.enum(["none", "partial", "full"])),
  amount_from: dollars,
  amount_to: dollars,
  alarms: z.literal("open").optional(),
  from: instant.optional(),
  until: instant.optional(),
  q: text.trim().max(100).optional(),
}

export const AttemptsQuery = z.strictObject({
  ...slice,
  ...wishes,
  /** The last attempt of the page before: pages cost the same however far back they are. */
  after: text.optional(),
  sort: z.enum(["created_at", "-created_at", "amount", "-amount"]).default("-created_at"),
})

export const OverviewQuery = z.strictObject(wishes)

export const ExportQuery = z.strictObject({ ...wishes, language: z.enum(["en", "zh-TW"]).default("zh-TW") })

export const AlarmsQuery = z.strictObject({
  ...slice,
  open: z.enum(["true", "false"]).default("false"),
  resolved: z.enum(["true", "false"]).default("false"),
  /** Only those of whoever asks. */
  mine: z.enum(["true", "false"]).default("false"),
})

/** The last row of the page before: pages cost the same however far back they are. */
const page = { limit: z.coerce.number().int().min(1).max(100).default(20), after: text.max(100).optional() }

const VERDICTS = ["accepted", "forged", "foreign", "mismatch", "simulated", "unreadable", "asked", "silent"] as const

export const NoticesQuery = z.strictObject({
  ...page,
  verdict: some(z.enum(VERDICTS)),
  gateway: some(name),
  attempt_id: name.optional(),
  from: instant.optional(),
  until: instant.optional(),
  q: text.trim().max(100).optional(),
})

export const ExchangesQuery = z.strictObject({ ...page, gateway: some(name), attempt_id: name.optional() })

const wholeDollars = z.number().int().positive()

export const RefundBody = z.strictObject({
  amount: wholeDollars.optional(),
  /** The action as the form showed it (`actions.refund`): the same form pressed again moves nothing again. */
  seen: z
    .strictObject({
      kind: z.enum(["refund", "release", "capture"]),
      up_to: wholeDollars,
      whole: z.boolean(),
      form: formId.optional(),
    })
    .optional(),
})

export const RefundByHandBody = z.strictObject({
  amount: wholeDollars,
  /** How the transfer can be found again: the bank's number, the slip's. */
  reference: text.trim().min(1).max(200),
})

export const PaidOtherwiseBody = RefundByHandBody

export const ResolveBody = z.strictObject({ resolution: text.trim().min(1).max(500) })

const staffId = text.trim().min(1).max(100).nullable()

/** `from`: whose it was when it was looked at, so that of two who give it away at once one is told. */
export const AssignBody = z.strictObject({ to: staffId, from: staffId })

export const NoteBody = z.strictObject({ text: text.trim().min(1).max(1_000) })

export type AttemptsQuery = z.infer<typeof AttemptsQuery>
export type OverviewQuery = z.infer<typeof OverviewQuery>
export type ExportQuery = z.infer<typeof ExportQuery>
export type NoticesQuery = z.infer<typeof NoticesQuery>
export type ExchangesQuery = z.infer<typeof ExchangesQuery>
export type AlarmsQuery = z.infer<typeof AlarmsQuery>
export type RefundBody = z.infer<typeof RefundBody>
export type RefundByHandBody = z.infer<typeof RefundByHandBody>
export type PaidOtherwiseBody = z.infer<typeof PaidOtherwiseBody>
export type NoteBody = z.infer<typeof NoteBody>
export type AssignBody = z.infer<typeof AssignBody>
export type ResolveBody = z.infer<typeof ResolveBody>
