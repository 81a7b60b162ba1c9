import { ask, type Conversation } from "../../../toolkit/contract/conversation"
import type { Outcome } from "../../../toolkit/contract/operation"
import { outcomesOf } from "../../../toolkit/outcome"
import { PaymentError } from "../../../toolkit/payment-error"
import { atTaipeiMinute, taipeiMinuteOfDay } from "../../../toolkit/taipei-time"
import type { LocalText } from "../../../toolkit/text"
import { type Answer, call, type Operation, readReply, refusal, timeStamp, unreadable } from "../client"
import { encryptFields, verifyAnswer } from "../wire"

/** NPA-B031, B032 and B033. Taking a refund back (B034) is nothing that a shop asks for. */
const CLOSE = {
  capture: { CloseType: "1" },
  refund: { CloseType: "2" },
  undo: { CloseType: "1", Cancel: "1" },
} as const

/** UnionPay may be closed without being asked for it. */
const NOTHING_TO_CAPTURE = "TRA10070"

/** Asks for a closing, for a refund, or for a closing no more. The reply has no CheckCode: it must at least be about this trade. */
export function* close(operation: Operation, action: keyof typeof CLOSE, amount: number): Conversation<void> {
  const fields = { ...named(operation, amount), Version: "1.1", ...CLOSE[action] }
  const { request } = operation
  const answer = yield* post(operation, "/API/CreditCard/Close", fields)
  if (action === "capture" && answer.code === NOTHING_TO_CAPTURE) return
  if (answer.code !== "SUCCESS") throw declined(answer)
  if (answer.result.MerchantOrderNo !== request.trade.tradeNo)
    throw unreadable("NewebPay answered about another trade.")
}

/**
 * Gives an authorisation up (NPA-B01). `TRA20001`: NewebPay took it on, and tells the bank later. Asked again after a lost reply
 * it then says that there is nothing to give up, while its record still shows the authorisation: taken on, too.
 */
export function* cancelAuthorization(operation: Operation, before: readonly string[]): Conversation<Outcome> {
  const { config, request } = operation
  const { amount, tradeNo } = request.trade
  const answer = yield* post(operation, "/API/CreditCard/Cancel", { ...named(operation, amount), Version: "1.0" })
  const steps = [...before, `cancel ${amount}`]
  const isTakenOn = answer.code === "TRA20001" || (request.resumed && answer.code === "TRA10047")
  if (isTakenOn) return queued(steps, { message: answer.message, code: answer.code })
  if (answer.code !== "SUCCESS") throw declined(answer)
  const { fields } = verifyAnswer(answer.result, config.keys)
  if (fields.MerchantOrderNo !== tradeNo) throw unreadable("NewebPay answered about another trade.")
  return done(steps)
}

function named({ request: { trade }, moment }: Operation, amount: number) {
  return {
    RespondType: "JSON",
    Amt: String(amount),
    MerchantOrderNo: trade.tradeNo,
    TimeStamp: timeStamp(moment),
    IndexType: "1",
    ...(trade.reference ? { TradeNo: trade.reference } : {}),
  }
}

function post({ config, moment }: Operation, path: string, fields: Readonly<Record<string, string>>) {
  const sealed = { MerchantID_: config.merchantId, PostData_: encryptFields(fields, config.keys[0]) }
  return ask({ ...call(config, path, sealed, 30_000), moves: true }, (response): Answer => readReply(response, moment))
}

/** The families of NewebPay's errors (錯誤代碼), and the numbers of the wallets and lenders (§4.6). */
const REFUSALS = /^((MPG|TRA|ACC|MEM|PER)\d{5}|11(0[1-9]|1[016])|2100|410[1-6])$/

/** A broken line, as 9000 and NOR1001 are: the movement may have happened all the same. */
const BROKEN_LINE = "TRA10015"

/** What NewebPay answered instead of a success. What is in no table tells nothing. */
export function declined(answer: Answer): PaymentError {
  return REFUSALS.test(answer.code) && answer.code !== BROKEN_LINE
    ? refusal(answer)
    : unreadable(`NewebPay answered ${answer.code}, which does not tell whether money moved.`, answer.code)
}

/** Every night NewebPay sends to the banks what was asked for by then (請退款流程). */
const NIGHT = 21 * 60

export function nextNight({ moment: { now } }: Operation): Date {
  const tonight = atTaipeiMinute(now, NIGHT)
  return taipeiMinuteOfDay(now) < NIGHT ? tonight : new Date(tonight.getTime() + 86_400_000)
}

export function refusedUntil(why: LocalText, retryAt?: Date): PaymentError {
  const facts = { gateway: "newebpay", ...(retryAt ? { retryAt } : {}) }
  const words = { en: `NewebPay cannot do this: ${why.en}.`, "zh-TW": `藍新無法執行：${why["zh-TW"]}。` }
  return new PaymentError("refused", words, facts)
}

export const { done, queued, doneBefore } = outcomesOf("SUCCESS")
