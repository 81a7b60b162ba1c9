import { z } from "@medusajs/framework/zod"
import { formId, text } from "./written"

const slice = {
  limit: z.coerce.number().int().min(1).max(100).default(20),
  offset: z.coerce.number().int().min(0).default(0),
}

const reason = text.trim().min(1).max(500)

export const RefundRequestsQuery = z.strictObject({
  ...slice,
  tab: z.enum(["wanted", "given", "approved", "sent", "ended"]).default("wanted"),
})

export const RefundBatchesQuery = z.strictObject(slice)

export const RefundRequestBody = z.strictObject({
  amount: z.number().int().positive(),
  /** For colleagues; the buyer does not see it. */
  reason: reason.optional(),
  /** What the form showed (`actions.refund_request`): the same form pressed again begins no second request. */
  seen: z.strictObject({ up_to: z.number().int().positive(), form: formId.optional() }).optional(),
})

/** `version`: of the request as it was looked at, so that nobody approves an account that was changed meanwhile. */
export const ApproveBody = z.strictObject({ version: z.number().int().min(0) })

export const ReasonBody = z.strictObject({ reason })

const written = text.trim().max(100)

export const AccountBody = z.strictObject({
  bank: written,
  branch: written.default(""),
  number: written,
  holder: written,
})

export const BatchBody = z.strictObject({ ids: z.array(text.max(100)).min(1).max(500) })

export const BatchDoneBody = z.strictObject({
  /** How the bank names what it has carried out. */
  reference: text.trim().min(1).max(120),
})

export type RefundRequestsQuery = z.infer<typeof RefundRequestsQuery>
export type RefundBatchesQuery = z.infer<typeof RefundBatchesQuery>
export type RefundRequestBody = z.infer<typeof RefundRequestBody>
export type ApproveBody = z.infer<typeof ApproveBody>
export type ReasonBody = z.infer<typeof ReasonBody>
export type AccountBody = z.infer<typeof AccountBody>
export type BatchBody = z.infer<typeof BatchBody>
export type BatchDoneBody = z.infer<typeof BatchDoneBody>
