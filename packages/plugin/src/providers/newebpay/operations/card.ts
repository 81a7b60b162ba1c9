import type { Conversation } from "../../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../toolkit/contract/gateway"
import { isPaymentError } from "../../../toolkit/payment-error"
import { unreadable } from "../client"
import { type Books, lookUpBooks } from "../record"
import { close, type Errand, giveUp, never, nextNight, notNow, outcome } from "./requests"

/**
 * Gives card money back, by the state in which the payment is: of what the bank was not asked for yet less is asked for, or
 * nothing; what is closed is refunded.
 */
export function* refundCard(errand: Errand, books: Books): Conversation<Outcome> {
  const { request } = errand
  refusePartOfWhole(request, books)
  if (request.resumed && isGivenBack(request, books)) return outcome("The earlier request had gone through.", [])
  if (books.state === "canceled") throw notNow("this card payment is cancelled already")
  if (books.state !== "closed") return yield* keepLess(errand, books)
  refuseWhileRefunding(errand, books)
  yield* close(errand, "refund", request.amount)
  return outcome("", [`refund ${request.amount}`])
}

/** Instalments and bonus points go back as a whole or not at all (TRA10675). */
function refusePartOfWhole({ amount, trade, captured, refunded }: OperationRequest, books: Books): void {
  const { installments = "0" } = books.trade.details
  const { bonus_amount: bonus = "0" } = trade.details
  const isPart = amount !== captured || refunded > 0
  if (isPart && (Number(installments) > 1 || Number(bonus) > 0))
    throw never("NewebPay refunds instalments and bonus points only in full.")
}

function isGivenBack({ captured, refunded, amount }: OperationRequest, { state, kept }: Books): boolean {
  if (kept === null) return false
  const [gone, due] = [captured - kept, refunded + amount]
  return state === "canceled" ? gone === due : gone >= due
}

/** Before the night: the closing is undone and asked for anew with what is left, or the authorisation is given up. */
function* keepLess(errand: Errand, books: Books): Conversation<Outcome> {
  const { captured, refunded, amount } = errand.request
  const rest = captured - refunded - amount
  refuseUnlikeBooks(errand, books)
  if (rest > 0) refuseWhatClosesWhole(errand, books)
  const undone = yield* undo(errand, books)
  try {
    if (rest === 0) return yield* giveUp(errand, undone)
    yield* close(errand, "capture", rest)
    return outcome("", [...undone, `capture ${rest}`])
  } catch (error) {
    if (undone.length > 0 && isPaymentError(error, "refused")) yield* closeAgain(errand, books)
    throw error
  }
}

/** Books that somebody changed at NewebPay are no ground to reckon on; those of a request that may have begun are. */
function refuseUnlikeBooks({ request: { captured, refunded, resumed } }: Errand, { state, kept }: Books): void {
  const due = captured - refunded
  if (resumed || state !== "closing" || kept === due) return
  throw notNow(`it will ask the bank for ${kept} TWD tonight, and by this shop's books ${due} TWD are due`)
}

/** UnionPay and DCC are not closed in part (TRA10031, TRA10058): they wait for the night, and are refunded then. */
function refuseWhatClosesWhole(errand: Errand, { trade }: Books): void {
  if (!/^(UNIONPAY|DCC)$/.test(trade.details.payment_method ?? "")) return
  throw notNow(
    "a part of this card's payment can go back once it is closed, after 21:00 Taipei time",
    nextNight(errand),
  )
}

/** One refund at a time (TRA20027). */
function refuseWhileRefunding(errand: Errand, { refund }: Books): void {
  if (refund !== "waiting" && refund !== "processing") return
  const why = "an earlier refund is still on its way to the bank, and the next one has to wait for its end"
  throw notNow(`${why}, until after 21:00 Taipei time at least`, nextNight(errand))
}

/** Takes back what the bank would be asked for tonight, where it would be asked. */
function* undo(errand: Errand, { state, kept }: Books): Conversation<string[]> {
  if (state !== "closing") return []
  const amount = kept ?? errand.request.captured
  yield* close(errand, "undo", amount)
  return [`undo ${amount}`]
}

/** The closing that was undone for a movement which was then refused is the merchant's money: asked for again. */
function* closeAgain(errand: Errand, { kept }: Books): Conversation<void> {
  try {
    yield* close(errand, "capture", kept ?? errand.request.captured)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    const what = `The closing of ${errand.request.trade.tradeNo} was undone for a refund that NewebPay then refused`
    throw unreadable(`${what}, and it could not be asked for again: repeat this refund before 21:00 Taipei time.`)
  }
}

/** Releases an authorisation that was not captured. */
export function* voidAuthorization(errand: Errand): Conversation<Outcome> {
  const books = yield* lookUpBooks(errand)
  if (books.state === "canceled") return outcome("The card payment was released already.", [])
  if (books.state === "closed") throw notNow("the payment is closed; refund it instead of releasing it")
  return yield* giveUp(errand, yield* undo(errand, books))
}

/** Captures an authorisation, all of it or a part; NewebPay takes one closing a payment. */
export function* capture(errand: Errand): Conversation<Outcome> {
  const { amount, trade: paid } = errand.request
  const { state, trade } = yield* lookUpBooks(errand)
  if (state === "authorized") {
    yield* close(errand, "capture", amount)
    return outcome("", [`capture ${amount}`])
  }
  const closed = Number(trade.fields.CloseAmt ?? paid.amount)
  if (state !== "canceled" && closed === amount) return outcome("The payment was closed already.", [])
  throw notNow(`the payment is ${state} with ${closed} TWD and takes no other capture`)
}
