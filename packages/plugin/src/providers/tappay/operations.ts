import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type {
  OperationRequest,
  Outcome,
  QueuedOperationRequest,
  QueuedOperationStatus,
} from "../../toolkit/contract/operation"
import { sha256Hex } from "../../toolkit/digest"
import { outcomesOf } from "../../toolkit/outcome"
import type { PaymentError } from "../../toolkit/payment-error"
import { lookingBack } from "../../toolkit/second-step"
import { refusal } from "./client"
import { isRefusal } from "./codes"
import type { TapPayConfig } from "./config"
import { fetchRecord, type PaymentRecord } from "./record"
import { type Answer, decodeAnswer, errors, post } from "./wire"

const { done, queued, doneBefore } = outcomesOf("0")

/** The id of a refund was used before, which proves that a request arrived, and not that money moved. */
const USED_ID = 6002

/** Nothing is left: all of it went back already. */
const NOTHING_LEFT = 10050

const ASKED_BEFORE = 4014

const CAPTURED_ALREADY = 934

/** A refusal such as 10024 uses its id up, so that the next try needs another. */
const IDS = 3

/** Several daily batches. */
const CAPTURED_WITHIN_MS = 3 * 86_400_000

/** In which a refund that arrived must show in the record. */
const SHOWN_WITHIN_MS = 10 * 60_000

/** Puts a payment into today's batch (Cap Today); the money moves with the batch. */
export function* capture(config: TapPayConfig, request: OperationRequest): Conversation<Outcome> {
  if (request.resumed && isCapturedIn(yield* recordOf(config, request))) return doneBefore("It had been captured.")
  const answer = yield* send(config, request, "/tpc/transaction/cap", {})
  if (answer.status === 0) return queued(["capture"], { message: "TapPay captures it with today's batch." })
  const isThere = answer.status === CAPTURED_ALREADY && isCapturedIn(yield* recordOf(config, request))
  if (isThere) return doneBefore("It had been captured.")
  throw refusal(answer)
}

/** What became of a capture that was put into a batch. What this shop gave back before the batch is no failure. */
export function* queuedOperationStatus(
  config: TapPayConfig,
  request: QueuedOperationRequest,
  { now }: Moment,
): Conversation<QueuedOperationStatus> {
  const record = yield* fetchRecord(config, request.trade)
  const { isOver, trade } = record
  const said = { code: trade.code, message: trade.message }
  if ((isOver && request.refunded > 0) || isCapturedIn(record)) return { state: "done", ...said }
  const isLost = isOver || trade.state === "failed" || now.getTime() - request.since.getTime() > CAPTURED_WITHIN_MS
  return { state: isLost ? "refused" : "queued", ...said }
}

/** Releases an authorisation: a refund in full of what is not captured. */
export function* voidAuthorization(
  config: TapPayConfig,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  return yield* refundUnlessBack(config, request, moment, ({ isOver }) => isOver)
}

/**
 * Gives back all or a part (Refund). What is not captured goes back in full only. After a lost answer the record's sum of
 * refunds, against the ledger's before this one, tells whether the money moved.
 */
export function* refund(config: TapPayConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { refunded, amount } = request
  return yield* refundUnlessBack(config, request, moment, (record) => refundsIn(record) >= refunded + amount)
}

function* refundUnlessBack(
  config: TapPayConfig,
  request: OperationRequest,
  { now }: Moment,
  isBack: (record: PaymentRecord) => boolean,
): Conversation<Outcome> {
  if (request.resumed && isBack(yield* recordOf(config, request))) return doneBefore("It had gone back.")
  const isFresh = request.resumed && now.getTime() - request.since.getTime() < SHOWN_WITHIN_MS
  for (let use = 1; use <= IDS; use += 1) {
    const answer = yield* send(config, request, "/tpc/transaction/refund", refundOf(request, use))
    if (answer.status === 0) return done(["refund"], { reference: refundIdIn(answer) })
    const mayBeBack = [USED_ID, NOTHING_LEFT, ASKED_BEFORE].includes(answer.status) || !isRefusal(answer.status)
    if (mayBeBack && isBack(yield* recordOf(config, request))) return doneBefore("It had gone back.")
    if (answer.status !== USED_ID) throw refusal(answer)
    if (isFresh) throw notShownYet()
  }
  throw refusal({ status: USED_ID, message: "", fields: {} })
}

/** @throws PaymentError `unreadable` where TapPay tells nothing of the payment, which is no word that nothing was done */
function* recordOf(config: TapPayConfig, { trade }: OperationRequest): Conversation<PaymentRecord> {
  const record = yield* lookingBack(fetchRecord(config, trade))
  if (record.trade.state !== "unknown" && record.trade.state !== "absent") return record
  throw untold(record)
}

function isCapturedIn(record: PaymentRecord): boolean {
  if (record.isCaptured !== null) return record.isCaptured
  throw untold(record)
}

function refundsIn(record: PaymentRecord): number {
  if (record.refunded !== null) return record.refunded
  throw untold(record)
}

function untold({ trade: { code } }: PaymentRecord): PaymentError {
  return errors.unreadable(`TapPay's record (${code}) does not tell what became of this payment's money.`, { code })
}

/** The whole payment is asked for without an amount, as TapPay has it for what is not captured. */
function refundOf({ trade, amount, refunded, key }: OperationRequest, use: number): Record<string, unknown> {
  const isWhole = amount === trade.amount && refunded === 0
  return { bank_refund_id: refundId(key, use), ...(isWhole ? {} : { amount }) }
}

/** 20 characters, the same for the same try of the same movement. */
function refundId(key: string, use: number): string {
  return sha256Hex(`${key} ${use}`).slice(0, 20).toUpperCase()
}

function* send(config: TapPayConfig, { trade }: OperationRequest, path: string, body: object): Conversation<Answer> {
  const reference = trade.reference ?? (yield* fetchRecord(config, trade)).trade.reference
  if (reference === null) throw errors.refused({ en: "TapPay has no such payment.", "zh-TW": "TapPay 查無這筆付款。" })
  const request = post(config.host, config.partnerKey, path, { rec_trade_id: reference, ...body })
  return yield* ask({ ...request, moves: true }, decodeAnswer)
}

function notShownYet(): PaymentError {
  return errors.unreadable("TapPay knows this refund, and its record does not show it yet: try again in ten minutes.", {
    code: String(USED_ID),
  })
}

function refundIdIn({ fields: { refund_id: id } }: Answer): string | null {
  return typeof id === "string" ? id : null
}
