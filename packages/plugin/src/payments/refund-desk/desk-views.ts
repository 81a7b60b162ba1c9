import type { MedusaContainer } from "@medusajs/framework/types"
import {
  REFUND_REQUEST_STATES,
  type RefundBatch,
  type RefundRequest,
  type RefundRequestState,
  type RefundStep,
} from "../../modules/ledger/refund-desk/request-records"
import { bankName } from "../../toolkit/banks"
import type { LocalText } from "../../toolkit/text"
import { refundDeskOf } from "../refund-desk-options"
import { viewsOf } from "../staff/attempt-views"
import { readerOf } from "../staff/situation"
import type { AttemptView } from "../staff/views"
import { deskReaderOf } from "./begin-request"

/** What staff see of a refund request: of its account the bank and the last four digits. */
export interface RefundRequestView extends Omit<RefundRequest, "account_sealed"> {
  readonly bank_name: LocalText | null
  readonly attempt: AttemptView | null
  readonly batch: Pick<RefundBatch, "number" | "reference"> | null
  /** What happened to it, and by whom; the oldest first. */
  readonly steps: readonly Omit<RefundStep, "request_id">[]
}

/** What is waited for, and what ended. */
export const REFUND_TABS = {
  wanted: ["wanted", "returned"],
  given: ["given"],
  approved: ["approved"],
  sent: ["sent"],
  ended: ["done", "cancelled"],
} as const satisfies Readonly<Record<string, readonly RefundRequestState[]>>

export type RefundTab = keyof typeof REFUND_TABS

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

interface Slice {
  readonly limit: number
  readonly offset: number
}

export async function listRequests(container: MedusaContainer, tab: RefundTab, slice: Slice): Promise<RefundRequests> {
  const reader = deskReaderOf(container)
  const [{ rows, count }, counts] = await Promise.all([reader.requests(REFUND_TABS[tab], slice), reader.counts()])
  const none = Object.fromEntries(REFUND_REQUEST_STATES.map((state) => [state, 0])) as Record<
    RefundRequestState,
    number
  >
  const desk = refundDeskOf(container)
  return {
    refund_requests: await viewsOfRequests(container, rows),
    count,
    counts: { ...none, ...counts },
    desk: desk && { second_person: desk.secondPerson },
  }
}

export async function listBatches(container: MedusaContainer, slice: Slice): Promise<RefundBatches> {
  const { rows, count } = await deskReaderOf(container).batches(slice)
  return { batches: rows, count }
}

async function viewsOfRequests(
  container: MedusaContainer,
  requests: readonly RefundRequest[],
): Promise<RefundRequestView[]> {
  const reader = deskReaderOf(container)
  const [attempts, steps, batches] = await Promise.all([
    attemptsOf(container, requests),
    reader.steps(requests.map(({ id }) => id)),
    reader.batchesById(requests.flatMap(({ batch_id }) => batch_id ?? [])),
  ])
  return requests.map(({ account_sealed: _sealed, ...shown }) => ({
    ...shown,
    bank_name: shown.bank_code === null ? null : bankName(shown.bank_code),
    attempt: attempts.find(({ id }) => id === shown.attempt_id) ?? null,
    batch: batchOf(batches.find(({ id }) => id === shown.batch_id)),
    steps: steps.filter((step) => step.request_id === shown.id).map(({ request_id: _of, ...step }) => step),
  }))
}

async function attemptsOf(container: MedusaContainer, requests: readonly RefundRequest[]): Promise<AttemptView[]> {
  const ids = [...new Set(requests.map(({ attempt_id }) => attempt_id))]
  return viewsOf(container, await readerOf(container).attemptsById(ids))
}

function batchOf(batch: RefundBatch | undefined): RefundRequestView["batch"] {
  return batch ? { number: batch.number, reference: batch.reference } : null
}
