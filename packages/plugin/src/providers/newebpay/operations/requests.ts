import { ask, type Conversation } from "../../../toolkit/contract/conversation"
import type { Moment, OperationRequest, Outcome } from "../../../toolkit/contract/gateway"
import { PaymentError } from "../../../toolkit/payment-error"
import { atTaipeiMinute, taipeiMinuteOfDay } from "../../../toolkit/taipei-time"
import { type Answer, call, readReply, refusal, timeStamp, unreadable } from "../client"
import type { NewebpayAccount } from "../config"
import { encryptFields, verifyAnswer } from "../wire"

/** A movement of money to be asked for, of one account, now. */
export interface Errand {
  readonly account: NewebpayAccount
  readonly request: OperationRequest
  readonly moment: Moment
}

/** NPA-B031, B032 and B033. Taking a refund back (B034) is nothing that a shop asks for. */
const CLOSE = {
  capture: { CloseType: "1" },
  refund: { CloseType: "2" },
  undo: { CloseType: "1", Cancel: "1" },
} as const

/** UnionPay may be closed without being asked for it. */
const NOTHING_TO_CAPTURE = "TRA10070"

/** Asks for a closing, for a refund, or for a closing no more. The reply has no CheckCode: it must at least be about this trade. */
export function* close(errand: Errand, action: keyof typeof CLOSE, amount: number): Conversation<void> {
  const fields = { ...named(errand, amount), Version: "1.1", ...CLOSE[action] }
  const { request } = errand
  const answer = yield* post(errand, "/API/CreditCard/Close", fields)
  if (action === "capture" && answer.code === NOTHING_TO_CAPTURE) return
  if (answer.code !== "SUCCESS") throw declined(answer)
  if (answer.result.MerchantOrderNo !== request.trade.tradeNo)
    throw unreadable("NewebPay answered about another trade.")
}

/**
 * Gives an authorisation up (NPA-B01). `TRA20001`: NewebPay took it on, and tells the bank later. Asked again after a lost reply
 * it then says that there is nothing to give up, while its books still show the authorisation: taken on, too.
 */
export function* giveUp(errand: Errand, before: readonly string[]): Conversation<Outcome> {
  const { account, request } = errand
  const { amount, tradeNo } = request.trade
  const answer = yield* post(errand, "/API/CreditCard/Cancel", { ...named(errand, amount), Version: "1.0" })
  const steps = [...before, `cancel ${amount}`]
  const isTakenOn = answer.code === "TRA20001" || (request.resumed && answer.code === "TRA10047")
  if (isTakenOn) return { ...outcome(answer.message, steps), state: "queued", code: answer.code }
  if (answer.code !== "SUCCESS") throw declined(answer)
  const { fields } = verifyAnswer(answer.result, account.keys)
  if (fields.MerchantOrderNo !== tradeNo) throw unreadable("NewebPay answered about another trade.")
  return outcome("", steps)
}

function named({ request: { trade }, moment }: Errand, amount: number) {
  return {
    RespondType: "JSON",
    Amt: String(amount),
    MerchantOrderNo: trade.tradeNo,
    TimeStamp: timeStamp(moment),
    IndexType: "1",
    ...(trade.reference ? { TradeNo: trade.reference } : {}),
  }
}

function post({ account, moment }: Errand, path: string, fields: Readonly<Record<string, string>>) {
  const sealed = { MerchantID_: account.merchantId, PostData_: encryptFields(fields, account.keys[0]) }
  return ask({ ...call(account, path, sealed, 30_000), moves: true }, (response): Answer => readReply(response, moment))
}

/** Codes of a broken line: the movement may have happened all the same. */
const UNCLEAR = new Set(["9000", "TRA10015", "NOR1001"])

/** What NewebPay answered instead of a success. */
export function declined(answer: Answer): PaymentError {
  return UNCLEAR.has(answer.code)
    ? unreadable(`NewebPay answered ${answer.code}, which does not tell whether money moved.`, answer.code)
    : refusal(answer)
}

/** Every night NewebPay sends to the banks what was asked for by then (請退款流程). */
const NIGHT = 21 * 60

export function nextNight({ moment: { now } }: Errand): Date {
  const tonight = atTaipeiMinute(now, NIGHT)
  return taipeiMinuteOfDay(now) < NIGHT ? tonight : new Date(tonight.getTime() + 86_400_000)
}

export function notNow(why: string, retryAt?: Date): PaymentError {
  const facts = { gateway: "newebpay", ...(retryAt ? { retryAt } : {}) }
  return new PaymentError("refused", `NewebPay cannot do this: ${why}.`, facts)
}

export function never(why: string): PaymentError {
  return new PaymentError("unsupported", why, { gateway: "newebpay" })
}

export function outcome(message: string, steps: readonly string[]): Outcome {
  return { state: "done", code: "SUCCESS", message, reference: null, steps }
}
