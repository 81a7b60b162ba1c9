import type { Conversation } from "../../../toolkit/contract/conversation"
import type { Outcome, QueuedOperationRequest, QueuedOperationStatus } from "../../../toolkit/contract/operation"
import { judgeByBalance } from "../../../toolkit/queued-refunds"
import type { Operation } from "../client"
import { fetchRecord, type PaymentRecord } from "../record"
import { errors } from "../wire"
import { refundCard } from "./card"
import { refundChannelOf, refundThroughChannel } from "./wallet"

const DAY_MS = 86_400_000

const LONGEST_QUEUE_DAYS = 7

/** Gives money back, by what the buyer really paid with, which the chooser leaves open. Looks first, always. */
export function* refund(operation: Operation): Conversation<Outcome> {
  const record = yield* fetchRecord(operation)
  const channel = refundChannelOf(record.type)
  if (record.type === "CREDIT") return yield* refundCard(operation, record)
  if (channel) return yield* refundThroughChannel(operation, record, channel)
  throw errors.unsupported({
    en: `NewebPay has no refund API for ${record.type}: transfer the money to the buyer, then record it.`,
    "zh-TW": `藍新沒有 ${record.type} 的退款 API：請自行匯款給買家，再登記退款。`,
  })
}

/** What became of a void that the bank hears of later, or of a refund that a wallet or a lender took on. */
export function* queuedOperationStatus(
  operation: Operation & { readonly request: QueuedOperationRequest },
): Conversation<QueuedOperationStatus> {
  const record = yield* fetchRecord(operation)
  const { code, message } = record.trade
  const days = (operation.moment.now.getTime() - operation.request.since.getTime()) / DAY_MS
  const isOverdue = days > LONGEST_QUEUE_DAYS
  if (record.type === "CREDIT") return { state: voidStatus(record, isOverdue), code, message }
  const { alsoQueued = [] } = operation.request
  const isOne = alsoQueued.length === 0
  const state = isOne
    ? refundStatus(record, operation.request, days)
    : refundStatusAmongOthers(record, operation.request, isOverdue)
  return { state, code, message }
}

/** What was closed in spite of its void was not released, nor was what is authorised still. */
function voidStatus({ state }: PaymentRecord, isOverdue: boolean): QueuedOperationStatus["state"] {
  if (state === "canceled") return "done"
  return state === "closed" || isOverdue ? "refused" : "queued"
}

/** In which the record must show a refund that was taken on. */
const SHOWN_WITHIN_DAYS = 1

/**
 * A refund of which the record knows nothing by the end of the queue has never begun; one that is on its way may take its time.
 * `BackStatus` does not say of which refund it tells: an earlier one's is no word about this one.
 */
function refundStatus(
  { refund, kept }: PaymentRecord,
  { captured, refunded, amount, hadFailed = false }: QueuedOperationRequest,
  days: number,
): QueuedOperationStatus["state"] {
  const isOverdue = days > LONGEST_QUEUE_DAYS
  if (refund === "none") return isOverdue ? "refused" : "queued"
  if (refund === "failed") return hadFailed && days < SHOWN_WITHIN_DAYS ? "queued" : "refused"
  if (refund !== "done") return "queued"
  if (refunded === 0 && !hadFailed) return "done"
  if (kept === null) return refunded > 0 && days < SHOWN_WITHIN_DAYS ? "queued" : "done"
  const gone = captured - kept - refunded
  if (gone >= amount) return "done"
  return gone <= 0 && isOverdue ? "refused" : "queued"
}

/** `BackStatus` is the latest refund's, and which one that is nobody says. */
function refundStatusAmongOthers(
  { refund, kept }: PaymentRecord,
  request: QueuedOperationRequest,
  isOverdue: boolean,
): QueuedOperationStatus["state"] {
  if (refund === "waiting" || refund === "processing" || refund === "untold") return "queued"
  const state = judgeByBalance(kept, request)
  return state === "refused" && refund !== "failed" && !isOverdue ? "queued" : state
}
