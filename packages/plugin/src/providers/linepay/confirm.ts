import { textIn } from "../../toolkit/answer-text"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { PaidTrade, Trade } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { isPaymentError } from "../../toolkit/payment-error"
import { isRefusal, post } from "./client"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"
import { isAbout, readPayment } from "./trade"
import type { Answer } from "./wire"

/** Takes the money that the buyer approved, our amount and no other. An unclear answer is looked up, never guessed. */
export function* confirm(config: LinePayConfig, trade: PaidTrade, moment: Moment): Conversation<Trade> {
  const answer = yield* tryConfirm(config, trade, moment)
  if (answer?.code === "0000") return readConfirmed(config, trade, answer)
  const { trade: record } = yield* fetchRecord(config, trade, moment)
  if (record.state !== "absent") return record
  const declined = answer !== null && isRefusal(answer.code)
  return { ...record, state: declined ? "failed" : "pending", code: answer?.code ?? "", message: answer?.message ?? "" }
}

/** Null when no answer came, or a yes to another payment. */
function* tryConfirm(config: LinePayConfig, trade: PaidTrade, moment: Moment): Conversation<Answer | null> {
  const { reference, amount } = trade
  const body = { amount, currency: "TWD" }
  try {
    const answer = yield* post(config, moment, "confirm", `/v4/payments/${reference}/confirm`, body)
    return answer.code === "0000" && !(isRecord(answer.info) && isAbout(answer.info, trade)) ? null : answer
  } catch (error) {
    if (isPaymentError(error)) return null
    throw error
  }
}

/** What a confirm answers: the amount is the sum of its sources, and there is no other. */
function readConfirmed(config: LinePayConfig, { tradeNo, captureMode }: PaidTrade, answer: Answer): Trade {
  const info = isRecord(answer.info) ? answer.info : {}
  const state = (captureMode ?? config.capture) === "manual" ? "authorized" : "captured"
  const read = readPayment(config, tradeNo, answer, info)
  return { ...read, tradeNo: textIn(info.orderId), state }
}
