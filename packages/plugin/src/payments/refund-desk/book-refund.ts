import type { MedusaContainer } from "@medusajs/framework/types"
import type { Ledger } from "../../modules/ledger/ledger"
import type { RefundBatch, RefundRequest } from "../../modules/ledger/refund-desk/request-records"
import { describeError, inBothLanguages, isPaymentError, localWords, PaymentError } from "../../toolkit/payment-error"
import type { LocalText } from "../../toolkit/text"
import { alarmAbout, contextOf, deliverEvents, EVENTS, type PaymentContext, raiseAlarm } from "../context"
import { contextBy } from "../staff/actor"
import { recordManualRefund } from "../staff/manual-refund"
import { deskReaderOf } from "./begin-request"

/** When staff are told that a refund which the bank has made cannot be booked. */
const ALARM_AFTER_TRIES = 5

/**
 * Books a refund that the bank has carried out: in the ledger first, then in Medusa; what was booked before the bank sent it back is
 * booked already. Does it once, whoever begins it, and ends what
 * was begun. What is in the way is written on the request, and it is tried again by the job.
 */
export async function bookRefund(container: MedusaContainer, { id }: Pick<RefundRequest, "id">): Promise<void> {
  const context = contextOf(container)
  await context.ledger.exclusively(`refund request ${id}`, async () => {
    const request = await deskReaderOf(container).request(id)
    const batch = request?.batch_id ? await deskReaderOf(container).batch(request.batch_id) : undefined
    if (request?.state !== "sent" || !batch?.reference || !batch.done_by) return
    const tried = await context.ledger.refundRequests.tryBooking(request)
    if (tried) await tryToBook(container, tried, batch)
  })
}

async function tryToBook(container: MedusaContainer, request: RefundRequest, batch: RefundBatch): Promise<void> {
  const context = contextOf(container)
  try {
    await book(container, request, batch)
  } catch (error) {
    const why = describeError(error)
    context.logger.warn(`Taiwan payments could not book refund request ${request.id} (try ${request.tries}): ${why}`)
    await context.ledger.refundRequests.noteProblem(request, inBothLanguages(error))
    const words = isPaymentError(error) ? localWords(error) : { en: why, "zh-TW": why }
    if (request.tries >= ALARM_AFTER_TRIES) await alarmUnbooked(context, request, words)
  }
}

async function book(container: MedusaContainer, request: RefundRequest, batch: RefundBatch): Promise<void> {
  const context = contextBy(container, batch.done_by ?? batch.created_by)
  const booked_as = request.booked_as ?? (await bookNow(container, context, request, batch))
  const change = { state: "done", booked_as, ended_at: new Date(), problem: null } as const
  await context.ledger.together(async (ledger) => {
    const row = await ledger.refundRequests.change(request, change, { kind: "done", note: batch.reference })
    if (row) await ledger.alarms.resolveAbout("not_booked", row.id, "applied")
    if (row && request.booked_as !== null) await tellSentAgain(ledger, row, batch)
  })
  await deliverEvents(context)
}

/** The id of the ledger's refund, which both books have then. */
async function bookNow(
  container: MedusaContainer,
  { ledger }: PaymentContext,
  request: RefundRequest,
  batch: RefundBatch,
): Promise<string> {
  const before = await bookedAs(ledger, request, batch)
  if (before) return before
  const { id, amount, attempt_id } = request
  const body = { amount, reference: referenceOf(request, batch), request: id }
  await recordManualRefund(container, attempt_id, body, batch.done_by ?? batch.created_by)
  const now = await bookedAs(ledger, request, batch)
  if (now) return now
  throw new PaymentError("refused", { en: "Medusa has not followed yet.", "zh-TW": "Medusa 尚未完成入帳。" })
}

/** The ledger's refund by which a request was booked as a line of this file. */
export async function bookedAs(ledger: Ledger, request: RefundRequest, batch: RefundBatch): Promise<string | null> {
  const refunds = await ledger.operationsOf(request.attempt_id, "refund")
  const reference = referenceOf(request, batch)
  return refunds.find((each) => each.reference === reference && each.state === "done")?.id ?? null
}

/** Written together with the request's end: what the bank had sent back has gone after all. */
async function tellSentAgain(ledger: Ledger, request: RefundRequest, batch: RefundBatch): Promise<void> {
  const { id, attempt_id, order_id, amount, booked_as } = request
  await ledger.alarms.resolveAbout("refund_returned", id, "sent again")
  await ledger.outbox.add(EVENTS.refundSentAgain, {
    ...{ refund_request_id: id, refund_batch_id: batch.id },
    ...{ attempt_id, operation_id: booked_as ?? id, order_id, amount },
  })
}

/** The bank's reference, and which of its lines: one file may have several refunds of one payment. */
export function referenceOf({ id }: Pick<RefundRequest, "id">, { reference }: Pick<RefundBatch, "reference">): string {
  return `${reference} (${id})`
}

async function alarmUnbooked(context: PaymentContext, request: RefundRequest, why: LocalText): Promise<void> {
  const attempt = await context.ledger.attempt(request.attempt_id)
  if (!attempt) return
  const detail = {
    en: `The bank has paid refund request ${request.id}, but it cannot be booked: ${why.en}`,
    "zh-TW": `銀行已匯出退款申請 ${request.id}，但無法入帳：${why["zh-TW"]}`,
  }
  const { id: subject, amount, order_id } = request
  await raiseAlarm(context, alarmAbout(attempt, "not_booked", detail, { subject, amount, order_id }))
}
