import type { Conversation } from "../../../toolkit/contract/conversation"
import type { OperationRequest, Outcome } from "../../../toolkit/contract/operation"
import { orTakeBack } from "../../../toolkit/second-step"
import { readTwd } from "../../../toolkit/twd"
import { type Operation, unreadable } from "../client"
import { fetchRecord, type PaymentRecord } from "../record"
import { errors } from "../wire"
import { cancelAuthorization, close, done, doneBefore, nextNight, refusedUntil } from "./requests"

/**
 * Gives card money back, by the state in which the payment is: of what the bank was not asked for yet less is asked for, or
 * nothing; what is closed is refunded.
 */
export function* refundCard(operation: Operation, record: PaymentRecord): Conversation<Outcome> {
  const { request } = operation
  refusePartOfWhole(request, record)
  if (request.resumed && isRefunded(request, record))
    return doneBefore("The earlier request had gone through.", uncapturedBy(request, record))
  if (record.state === "canceled")
    throw refusedUntil({ en: "this card payment is cancelled already", "zh-TW": "這筆刷卡已取消" })
  if (record.state !== "closed") return yield* reduceCapture(operation, record)
  refuseWhileRefunding(operation, record)
  yield* close(operation, "refund", request.amount)
  return done([`refund ${request.amount}`])
}

/** Instalments and bonus points go back as a whole or not at all (TRA10675). */
function refusePartOfWhole({ amount, trade, captured, refunded }: OperationRequest, record: PaymentRecord): void {
  const { installments = "0" } = record.trade.details
  const { bonus_amount: bonus = "0" } = trade.details
  const isPart = amount !== captured || refunded > 0
  if (isPart && (Number(installments) > 1 || Number(bonus) > 0))
    throw errors.unsupported({
      en: "NewebPay refunds instalments and bonus points only in full.",
      "zh-TW": "藍新的分期付款與紅利折抵只能全額退款。",
    })
}

/** @throws PaymentError `unreadable` where a refund is there and no balance: it may be this one */
function isRefunded({ captured, refunded, amount }: OperationRequest, { state, kept, refund }: PaymentRecord): boolean {
  if (kept === null) {
    if (refund === "none" || refund === "failed") return false
    throw unreadable("NewebPay does not tell how much of this payment is left: look into its back office.")
  }
  const [gone, due] = [captured - kept, refunded + amount]
  return state === "canceled" ? gone === due : gone >= due
}

/** Of a refund whose answer was lost the sum that the bank was asked for tells whether that was made less instead. */
function uncapturedBy(
  { captured, refunded, amount }: OperationRequest,
  { state, trade }: PaymentRecord,
): Pick<Outcome, "uncaptured"> {
  const isLess = state !== "canceled" && readTwd(trade.fields.CloseAmt) === captured - refunded - amount
  return isLess ? { uncaptured: amount } : {}
}

/** Before the night: the closing is undone and asked for anew with what is left, or the authorisation is given up. */
function* reduceCapture(operation: Operation, record: PaymentRecord): Conversation<Outcome> {
  const { captured, refunded, amount } = operation.request
  const rest = captured - refunded - amount
  refuseWhereRecordsDiffer(operation, record)
  if (rest > 0) refuseWhatClosesWhole(operation, record)
  const before = yield* undo(operation, record)
  const next = rest === 0 ? cancelAuthorization(operation, before) : captureRest(operation, before, rest)
  return yield* before.length > 0 ? orTakeBack(next, restoreCapture(operation, record), CLOSING_LOST) : next
}

function* captureRest(operation: Operation, before: readonly string[], rest: number): Conversation<Outcome> {
  yield* close(operation, "capture", rest)
  return done([...before, `capture ${rest}`], { uncaptured: operation.request.amount })
}

/** Refuses when NewebPay's record disagrees with our ledger, except after a try of our own that may have changed it. */
function refuseWhereRecordsDiffer(
  { request: { captured, refunded, resumed } }: Operation,
  { state, kept }: PaymentRecord,
): void {
  const due = captured - refunded
  if (resumed || state !== "closing" || kept === due) return
  throw refusedUntil({
    en: `it will ask the bank for ${kept} TWD tonight, and by this shop's books ${due} TWD are due`,
    "zh-TW": `今晚將向銀行請款 NT$${kept}，而依本店帳冊應為 NT$${due}`,
  })
}

/** UnionPay and DCC are not closed in part (TRA10031, TRA10058): they wait for the night, and are refunded then. */
function refuseWhatClosesWhole(operation: Operation, { trade }: PaymentRecord): void {
  if (!/^(UNIONPAY|DCC)$/.test(trade.details.payment_method ?? "")) return
  throw refusedUntil(
    {
      en: "a part of this card's payment can go back once it is closed, after 21:00 Taipei time",
      "zh-TW": "這張卡的付款要在 21:00 關帳後才能部分退款",
    },
    nextNight(operation),
  )
}

/** One refund at a time (TRA20027). */
function refuseWhileRefunding(operation: Operation, { refund }: PaymentRecord): void {
  if (refund !== "waiting" && refund !== "processing") return
  const en =
    "an earlier refund is still on its way to the bank, and the next one has to wait for its end, until after 21:00 Taipei time at least"
  const zh = "先前的退款仍在銀行處理中，下一筆須待其完成，最快於 21:00 之後"
  throw refusedUntil({ en, "zh-TW": zh }, nextNight(operation))
}

/** Takes back what the bank would be asked for tonight, where it would be asked. */
function* undo(operation: Operation, { state, kept }: PaymentRecord): Conversation<string[]> {
  if (state !== "closing") return []
  const amount = kept ?? operation.request.captured
  yield* close(operation, "undo", amount)
  return [`undo ${amount}`]
}

const CLOSING_LOST =
  "Its closing was undone before, and could not be asked for again: repeat this refund, or this release, before 21:00 Taipei time."

/** The closing that was undone for a movement which was then refused is the merchant's money: asked for again. */
function restoreCapture(operation: Operation, { kept }: PaymentRecord): () => Conversation<void> {
  return () => close(operation, "capture", kept ?? operation.request.captured)
}

/** Releases an authorisation that was not captured. */
export function* voidAuthorization(operation: Operation): Conversation<Outcome> {
  const record = yield* fetchRecord(operation)
  if (record.state === "canceled") return doneBefore("The card payment was released already.")
  if (record.state === "closed")
    throw refusedUntil({
      en: "the payment is closed; refund it instead of releasing it",
      "zh-TW": "這筆付款已關帳，請改為退款",
    })
  const before = yield* undo(operation, record)
  const release = cancelAuthorization(operation, before)
  return yield* before.length > 0 ? orTakeBack(release, restoreCapture(operation, record), CLOSING_LOST) : release
}

/** Captures an authorisation, all of it or a part; NewebPay takes one closing a payment. */
export function* capture(operation: Operation): Conversation<Outcome> {
  const { amount, trade: paid } = operation.request
  const { state, trade } = yield* fetchRecord(operation)
  if (state === "authorized") {
    yield* close(operation, "capture", amount)
    return done([`capture ${amount}`])
  }
  const closed = Number(trade.fields.CloseAmt ?? paid.amount)
  if (state !== "canceled" && closed === amount) return doneBefore("The payment was closed already.")
  const en = `the payment is ${state} with ${closed} TWD and takes no other capture`
  throw refusedUntil({ en, "zh-TW": `這筆付款的狀態為 ${state}、已請款 NT$${closed}，不能再請款` })
}
