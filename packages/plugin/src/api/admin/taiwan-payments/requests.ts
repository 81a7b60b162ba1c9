import { z } from "@medusajs/framework/zod"

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

export const AttemptsQuery = z.strictObject({
  ...slice,
  /** The last attempt of the page before: pages cost the same however far back they are. */
  after: z.string().optional(),
  order_id: z.string().optional(),
  session_id: z.string().optional(),
  state: z.union([state, z.array(state)]).optional(),
  q: z.string().trim().max(100).optional(),
})

export const AlarmsQuery = z.strictObject({
  ...slice,
  open: z.enum(["true", "false"]).default("false"),
  resolved: z.enum(["true", "false"]).default("false"),
})

const wholeDollars = z.number().int().positive()

export const RefundBody = z.strictObject({ amount: wholeDollars.optional() })

export const RefundByHandBody = z.strictObject({
  amount: wholeDollars,
  /** How the transfer can be found again: the bank's number, the slip's. */
  reference: z.string().trim().min(1).max(200),
})

export const PaidOtherwiseBody = RefundByHandBody

export const ResolveBody = z.strictObject({ resolution: z.string().trim().min(1).max(500) })

export type AttemptsQuery = z.infer<typeof AttemptsQuery>
export type AlarmsQuery = z.infer<typeof AlarmsQuery>
export type RefundBody = z.infer<typeof RefundBody>
export type RefundByHandBody = z.infer<typeof RefundByHandBody>
export type PaidOtherwiseBody = z.infer<typeof PaidOtherwiseBody>
export type ResolveBody = z.infer<typeof ResolveBody>
