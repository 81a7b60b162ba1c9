import type {
  RefundBatch,
  RefundRequest,
  RefundRequestState,
  RefundStep,
} from "../../modules/ledger/refund-desk/request-records"
import type { LocalText } from "../../toolkit/text"
import type { AttemptView } from "../staff/views"

/** What staff see of a refund request: of its account the bank and the last four digits. */
export interface RefundRequestView extends Omit<RefundRequest, "account_sealed"> {
  readonly bank_name: LocalText | null
  readonly attempt: AttemptView | null
  readonly batch: Pick<RefundBatch, "number" | "reference"> | null
  /** What happened to it, and by whom; the oldest first. */
  readonly steps: readonly Omit<RefundStep, "request_id">[]
}

/** What is waited for, and what ended. */
export type RefundTab = "wanted" | "given" | "approved" | "sent" | "ended"

export interface RefundRequests {
  readonly refund_requests: readonly RefundRequestView[]
  readonly count: number
  readonly counts: Readonly<Record<RefundRequestState, number>>
  /** Null where the shop has no desk. */
  readonly desk: { readonly second_person: boolean } | null
}

export interface RefundBatches {
  readonly batches: readonly RefundBatch[]
  readonly count: number
}
