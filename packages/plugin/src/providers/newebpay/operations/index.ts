import type { Conversation } from "../../../toolkit/contract/conversation"
import type { Outcome, QueuedOperationRequest, QueuedOperationStatus } from "../../../toolkit/contract/gateway"
import { type Books, lookUpBooks } from "../record"
import { refundCard } from "./card"
import { type Errand, never } from "./requests"
import { giverOf, refundByGiver } from "./wallet"

const DAY_MS = 86_400_000
const LONGEST_QUEUE_DAYS = 7

/** Gives money back, by what the buyer really paid with, which the chooser leaves open. Looks first, always. */
export function* refund(errand: Errand): Conversation<Outcome> {
  const books = yield* lookUpBooks(errand)
  const giver = giverOf(books.type)
  if (books.type === "CREDIT") return yield* refundCard(errand, books)
  if (giver) return yield* refundByGiver(errand, books, giver)
  throw never(`NewebPay has no refund API for ${books.type}: transfer the money to the buyer, then record it.`)
}

/** What became of a void that the bank was to be told later, or of a refund that a wallet or a lender took on. */
export function* fate(
  errand: Errand & { readonly request: QueuedOperationRequest },
): Conversation<QueuedOperationStatus> {
  const books = yield* lookUpBooks(errand)
  const { code, message } = books.trade
  const days = (errand.moment.now.getTime() - errand.request.since.getTime()) / DAY_MS
  const tell = books.type === "CREDIT" ? releaseFate : refundFate
  return { state: tell(books, days > LONGEST_QUEUE_DAYS), code, message }
}

/** What was closed in spite of its void was not released, nor was what is authorised still. */
function releaseFate({ state }: Books, isOverdue: boolean): QueuedOperationStatus["state"] {
  if (state === "canceled") return "done"
  return state === "closed" || isOverdue ? "refused" : "queued"
}

/** A refund of which the books know nothing by then has never begun; one that is on its way may take its time. */
function refundFate({ refund }: Books, isOverdue: boolean): QueuedOperationStatus["state"] {
  if (refund === "done") return "done"
  return refund === "failed" || (refund === "none" && isOverdue) ? "refused" : "queued"
}
