import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { PaidTrade, Trade } from "../../toolkit/contract/trade"
import { isRecord } from "../../toolkit/options"
import { isPaymentError } from "../../toolkit/payment-error"
import { post, UNCLEAR } from "./client"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"
import { readPayment } from "./trade"
import type { Answer } from "./wire"

/** Takes the money that the buyer approved, our amount and no other. An unclear answer is looked up, never guessed. */
export function* confirm(config: LinePayConfig, trade: PaidTrade, moment: Moment): Conversation<Trade> {
  const answer = yield* tryConfirm(config, trade, moment)
  if (answer?.code === "0000") return readConfirmed(config, trade.tradeNo, answer)
  const { trade: record } = yield* fetchRecord(config, trade, moment)
  if (record.state !== "absent") return record
  const declined = answer !== null && !UNCLEAR.test(answer.code)
  return { ...record, state: declined ? "failed" : "pending", code: answer?.code ?? "", message: answer?.message ?? "" }
}

/** Null when no answer came. */
function* tryConfirm(
  config: LinePayConfig,
  { reference, amount }: PaidTrade,
  moment: Moment,
): Conversation<Answer | null> {
  try {
    return yield* post(config, moment, "confirm", `/v4/payments/${reference}/confirm`, { amount, currency: "TWD" })
  } catch (error) {
    if (isPaymentError(error)) return null
    throw error
  }
}

/** What a confirm answers: the amount is the sum of its sources, and there is no other. */
export function readConfirmed(config: LinePayConfig, tradeNo: string, answer: Answer): Trade {
  const info = isRecord(answer.info) ? answer.info : {}
  const state = config.capture === "manual" ? "authorized" : "captured"
  const read = readPayment(config, tradeNo, answer, info)
  return { ...read, tradeNo: String(info.orderId), state }
}
