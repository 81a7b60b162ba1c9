import type { MedusaContainer } from "@medusajs/framework/types"
import {
  REFUND_REQUEST_STATES,
  type RefundBatch,
  type RefundRequest,
  type RefundRequestState,
} from "../../modules/ledger/refund-desk/request-records"
import { bankName } from "../../toolkit/banks"
import { refundDeskOf } from "../refund-desk-options"
import { viewsOf } from "../staff/attempt-views"
import { readerOf } from "../staff/situation"
import type { AttemptView } from "../staff/views"
import { deskReaderOf } from "./begin-request"
import type { RefundBatches, RefundRequests, RefundRequestView, RefundTab } from "./desk-views"

const STATES: Readonly<Record<RefundTab, readonly RefundRequestState[]>> = {
  wanted: ["wanted", "returned"],
  given: ["given"],
  approved: ["approved"],
  sent: ["sent"],
  ended: ["done", "cancelled"],
}

interface Slice {
  readonly limit: number
  readonly offset: number
}

export async function listRequests(container: MedusaContainer, tab: RefundTab, slice: Slice): Promise<RefundRequests> {
  const reader = deskReaderOf(container)
  const [{ rows, count }, counts] = await Promise.all([reader.requests(STATES[tab], slice), reader.counts()])
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
