import { textIn } from "../../toolkit/answer-text"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { OperationRequest, Outcome } from "../../toolkit/contract/operation"
import { isRecord } from "../../toolkit/options"
import { outcomesOf } from "../../toolkit/outcome"
import type { PaymentError } from "../../toolkit/payment-error"
import { successOf } from "../../toolkit/success"
import { isRefusal, post, refusal } from "./client"
import type { LinePayConfig } from "./config"
import { fetchRecord, type PaymentRecord } from "./record"
import { type Answer, errors } from "./wire"

const { done, doneBefore } = outcomesOf("0000")

/** Captures once; what is left of the authorisation is released by LINE Pay (請款). */
export function* capture(config: LinePayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const record = request.resumed ? (yield* recordOf(config, request, moment)).trade : null
  if (record?.state === "captured" && record.amount === request.amount) return doneBefore("It had been captured.")
  const path = `/v4/payments/authorizations/${request.trade.reference}/capture`
  mustMove(yield* post(config, moment, "capture", path, { amount: request.amount, currency: "TWD" }))
  return done([`capture ${request.amount}`])
}

/** Releases an authorisation (取消授權). */
export function* voidAuthorization(
  config: LinePayConfig,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const record = request.resumed ? (yield* recordOf(config, request, moment)).trade : null
  if (record?.state === "voided") return doneBefore("It had been released.")
  mustMove(yield* post(config, moment, "void", `/v4/payments/authorizations/${request.trade.reference}/void`, {}))
  return done(["void"])
}

/** Gives back all or a part (退款). LINE Pay has no key for a refund, so a lost answer is looked up in its list. */
export function* refund(config: LinePayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { amount, refunded, trade, resumed } = request
  if (resumed && refundsIn(yield* recordOf(config, request, moment)) >= refunded + amount)
    return doneBefore("It had been refunded.")
  const path = `/v4/payments/${trade.reference}/refund`
  const { info } = mustMove(yield* post(config, moment, "refund", path, { refundAmount: amount }))
  const reference = isRecord(info) ? textIn(info.refundTransactionId) : ""
  return done([`refund ${amount}`], { reference: reference || null })
}

/** @throws PaymentError `unreadable` where LINE Pay tells nothing of the payment, which is no word that nothing was done */
function* recordOf(config: LinePayConfig, { trade }: OperationRequest, moment: Moment): Conversation<PaymentRecord> {
  const record = yield* fetchRecord(config, trade, moment)
  if (record.trade.state !== "unknown" && record.trade.state !== "absent") return record
  throw untold(record)
}

function refundsIn(record: PaymentRecord): number {
  if (record.refunded !== null) return record.refunded
  throw untold(record)
}

function untold({ trade: { code } }: PaymentRecord): PaymentError {
  return errors.unreadable(`LINE Pay's record (${code}) does not tell what became of this payment's money.`, { code })
}

/** @throws PaymentError `refused`, or `unreadable` where the money may have moved all the same, so that the next try looks first */
const mustMove = successOf<Answer>(({ code }) => code === "0000", refusalOrDoubt)

function refusalOrDoubt(answer: Answer): PaymentError {
  const { code } = answer
  if (isRefusal(code)) return refusal(answer)
  return errors.unreadable(`LINE Pay answered ${code}, which does not tell whether money moved.`, { code })
}
