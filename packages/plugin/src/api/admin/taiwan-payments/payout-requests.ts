import { z } from "@medusajs/framework/zod"
import { LINE_RESULTS } from "../../../modules/ledger/payouts/payout-records"
import type { LineWishes } from "../../../payments/staff/payouts"
import { line } from "./written"

const name = line.max(100)
const day = z.iso.date()

const slice = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
}

const environment = z.enum(["production", "stage", "sandbox"])

/** What payouts, their lines and sums are narrowed by; days of Taipei. */
const wishes = {
  ...{ gateway: name.optional(), merchant: name.optional(), environment: environment.optional() },
  ...{ from: day.optional(), until: day.optional() },
}

const result = z.enum(LINE_RESULTS)

const lineWishes = {
  ...wishes,
  payout: name.optional(),
  result: z.union([result, z.array(result)]).optional(),
  q: line.trim().max(100).optional(),
}

export const PayoutsQuery = z.strictObject({ ...slice, ...wishes })

export const PayoutSumsQuery = z.strictObject(wishes)

export const PayoutLinesQuery = z.strictObject({ ...slice, ...lineWishes })

export const PayoutExportQuery = z.strictObject({ ...lineWishes, language: z.enum(["en", "zh-TW"]).default("zh-TW") })

/** Whose statement it is, what its file is called, and what the file does not say. */
export const StatementQuery = z.strictObject({
  gateway: name,
  environment,
  merchant: name,
  name: line.trim().min(1).max(200),
  paid_out_on: day.optional(),
  first_on: day.optional(),
  last_on: day.optional(),
})

export function lineWishesOf({ result, ...wishes }: Omit<PayoutExportQuery, "language">): LineWishes {
  return { ...wishes, ...(result === undefined ? {} : { results: [result].flat() }) }
}

export type PayoutsQuery = z.infer<typeof PayoutsQuery>
export type PayoutSumsQuery = z.infer<typeof PayoutSumsQuery>
export type PayoutLinesQuery = z.infer<typeof PayoutLinesQuery>
export type PayoutExportQuery = z.infer<typeof PayoutExportQuery>
