import type { Conversation } from "../../toolkit/conversation"
import type { Fate, Outcome, QueuedRequest } from "../../toolkit/gateway"
import { type Books, lookUpBooks } from "./books"
import { refundCard } from "./card"
import { type Errand, never } from "./errand"
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

/** What became of a release that the bank was to be told later, or of a refund that a wallet or a lender took on. */
export function* fate(errand: Errand & { readonly request: QueuedRequest }): Conversation<Fate> {
  const books = yield* lookUpBooks(errand)
  const { code, message } = books.trade
  const state = books.type === "CREDIT" ? releaseFate(books) : refundFate(books)
  const days = (errand.moment.now.getTime() - errand.request.since.getTime()) / DAY_MS
  return { state: state === "queued" && days > LONGEST_QUEUE_DAYS ? "refused" : state, code, message }
}

/** What was closed in spite of its release was not released. */
function releaseFate({ state }: Books): Fate["state"] {
  if (state === "canceled") return "done"
  return state === "closed" ? "refused" : "queued"
}

function refundFate({ refund }: Books): Fate["state"] {
  if (refund === "done") return "done"
  return refund === "failed" ? "refused" : "queued"
}
