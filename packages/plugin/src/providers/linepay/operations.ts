import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { OperationRequest, Outcome } from "../../toolkit/contract/operation"
import { isRecord } from "../../toolkit/options"
import { outcomesOf } from "../../toolkit/outcome"
import type { PaymentError } from "../../toolkit/payment-error"
import { mustSucceed, post, refusal, UNCLEAR } from "./client"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"
import { type Answer, errors } from "./wire"

const { done, doneBefore } = outcomesOf("0000")

/** Captures once; what is left of the authorisation is released by LINE Pay (請款). */
export function* capture(config: LinePayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const record = request.resumed ? (yield* fetchRecord(config, request.trade, moment)).trade : null
  if (record?.state === "captured" && record.amount === request.amount) return doneBefore("It had been captured.")
  const path = `/v4/payments/authorizations/${request.trade.reference}/capture`
  mustSucceed(yield* post(config, moment, "capture", path, { amount: request.amount, currency: "TWD" }))
  return done([`capture ${request.amount}`])
}

/** Releases an authorisation (取消授權). */
export function* voidAuthorization(
  config: LinePayConfig,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const record = request.resumed ? (yield* fetchRecord(config, request.trade, moment)).trade : null
  if (record?.state === "voided") return doneBefore("It had been released.")
  mustSucceed(yield* post(config, moment, "void", `/v4/payments/authorizations/${request.trade.reference}/void`, {}))
  return done(["void"])
}

/** Gives back all or a part (退款). LINE Pay has no key for a refund, so a lost answer is looked up in its list. */
export function* refund(config: LinePayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { amount, refunded, trade, resumed } = request
  if (resumed && (yield* fetchRecord(config, trade, moment)).refunded >= refunded + amount)
    return doneBefore("It had been refunded.")
  const answer = yield* post(config, moment, "refund", `/v4/payments/${trade.reference}/refund`, {
    refundAmount: amount,
  })
  if (answer.code !== "0000") throw UNCLEAR.test(answer.code) ? unclear(answer) : refusal(answer)
  const reference = isRecord(answer.info) ? String(answer.info.refundTransactionId ?? "") : ""
  return done([`refund ${amount}`], { reference: reference || null })
}

/** An internal error tells nothing: the refund may have happened. */
function unclear({ code }: Answer): PaymentError {
  return errors.unreadable(`LINE Pay answered ${code}, which does not tell whether money moved.`, { code })
}
