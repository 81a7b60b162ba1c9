import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type {
  OperationRequest,
  Outcome,
  QueuedOperationRequest,
  QueuedOperationStatus,
} from "../../toolkit/contract/operation"
import { outcomesOf } from "../../toolkit/outcome"
import type { PaymentError } from "../../toolkit/payment-error"
import { judgeByBalance } from "../../toolkit/queued-refunds"
import { orTakeBack } from "../../toolkit/second-step"
import { call, mustSucceed, type Path, unreadable } from "./client"
import type { PayuniConfig } from "./config"
import { fetchRecord, isBusy, isInBalance, isRefunded, type PaymentRecord, refusal } from "./record"
import { errors } from "./wire"

const { done, queued, doneBefore } = outcomesOf("SUCCESS")

const EARLIER = "The earlier request had gone through."

/** One call that moves money, and what the ledger remembers of it. */
interface Step {
  readonly path: Path
  readonly fields: Readonly<Record<string, string>>
  readonly name: string
}

/**
 * What is asked for, in order. A capture that was undone for the step after it is the merchant's money, and asked for again
 * where that step is refused. One that was asked for before a refund is what PAYUNi would have done by itself: it stays.
 */
type Steps = readonly [Step, Step?]

const CAPTURE_LOST = "Its capture was undone before, and could not be asked for again: repeat this today."

/** `CloseType` of trade/close (請退款). */
const CAPTURE = "1"

const REFUND = "2"

const UNDO_CAPTURE: Step = { path: "trade/close", fields: { CloseType: "-1" }, name: "undo capture" }

const CANCEL: Step = { path: "trade/cancel", fields: {}, name: "cancel" }

function close(type: string, amount: number): Step {
  const name = `${type === CAPTURE ? "capture" : "refund"} ${amount}`
  return { path: "trade/close", fields: { CloseType: type, TradeAmt: String(amount) }, name }
}

/** Gives money back, by what the record says of the payment. Looks first, always. */
export function* refund(config: PayuniConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const record = yield* fetchRecord(config, request, moment)
  const full = request.amount === request.trade.amount && request.refunded === 0
  refuseUnsupported(record, full)
  if (request.resumed && isRefunded(record, request))
    return isWaiting(record) ? queued([], { message: EARLIER }) : doneBefore(EARLIER)
  if (record.state === "canceled")
    throw refusal({ en: "this payment is cancelled already", "zh-TW": "這筆付款已取消" }, "canceled")
  if (record.type !== "card") return yield* perform(config, record, [walletRefund(record, request)], moment)
  const steps = cardRefund(record, full, request)
  return yield* perform(config, record, steps, moment, waits(record, steps))
}

function isWaiting({ lastRefund }: PaymentRecord): boolean {
  return lastRefund?.isScheduled === true && lastRefund.state === "applying"
}

/** PAYUNi takes a refund while another movement is under way, and carries it out afterwards (RefundType 3). */
function waits(record: PaymentRecord, steps: Steps): boolean {
  const isRefund = steps.at(-1)?.fields.CloseType === REFUND
  return isRefund && (isBusy(record) || steps.length > 1)
}

function refuseUnsupported({ type, isWhole }: PaymentRecord, full: boolean): void {
  if (type === "atm" || type === "cvs")
    throw errors.unsupported({
      en: "PAYUNi refunds ATM and store payments only into a bank account of the buyer's: refund there or transfer the money, then record it.",
      "zh-TW": "統一金流的 ATM 與超商付款只能退到買家的銀行帳戶：請在後台退款或自行匯款，再登記退款。",
    })
  if (!full && isWhole) throw onlyInFull("instalments and UnionPay", "分期付款與銀聯卡")
  if (!full && type === "icash") throw onlyInFull("icash Pay", "icash Pay ")
}

function onlyInFull(what: string, zh: string): PaymentError {
  return errors.unsupported({ en: `PAYUNi refunds ${what} only in full.`, "zh-TW": `統一金流的${zh}只能全額退款。` })
}

function cardRefund({ state, isReleasable }: PaymentRecord, full: boolean, request: OperationRequest): Steps {
  const { amount, captured, refunded } = request
  const isAll = amount === captured && refunded === 0
  // Its capture was undone, perhaps: no more is asked of the bank than this shop had asked for.
  if (state === "authorized")
    return isAll && isReleasable ? [CANCEL] : [close(CAPTURE, captured), close(REFUND, amount)]
  return state === "closing" && full && isReleasable ? [UNDO_CAPTURE, CANCEL] : [close(REFUND, amount)]
}

function walletRefund({ type }: PaymentRecord, { amount }: OperationRequest): Step {
  const path = WALLETS.find((candidate) => candidate.endsWith(`/${type}`))
  if (path) return { path, fields: { TradeAmt: String(amount) }, name: `refund ${amount}` }
  throw errors.unsupported({
    en: `PAYUNi has no refund API for ${type}.`,
    "zh-TW": `統一金流沒有 ${type} 的退款 API。`,
  })
}

const WALLETS: readonly Path[] = [
  "trade/common/refund/icash",
  "trade/common/refund/aftee",
  "trade/common/refund/linepay",
  "trade/common/refund/jkopay",
]

/** Releases an authorisation that was not captured (取消授權). */
export function* voidAuthorization(
  config: PayuniConfig,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const record = yield* fetchRecord(config, request, moment)
  if (record.state === "canceled") return doneBefore(EARLIER)
  if (record.state === "closed" || record.state === "processing")
    throw refusal(
      { en: "the payment is captured; refund it instead of releasing it", "zh-TW": "這筆付款已請款，請改為退款" },
      record.state,
    )
  if (!record.isReleasable)
    throw refusal(
      { en: "UnionPay cannot be released; capture it, then refund it", "zh-TW": "銀聯卡不能取消授權，請先請款再退款" },
      record.state,
    )
  return yield* perform(config, record, record.state === "closing" ? [UNDO_CAPTURE, CANCEL] : [CANCEL], moment)
}

/** Captures an authorisation, all of it or a part; PAYUNi takes one capture of a payment (請款). */
export function* capture(config: PayuniConfig, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { amount, trade } = request
  const record = yield* fetchRecord(config, request, moment)
  if (record.isWhole && amount !== trade.amount)
    throw errors.unsupported({
      en: "PAYUNi captures instalments and UnionPay only in full.",
      "zh-TW": "統一金流的分期付款與銀聯卡只能全額請款。",
    })
  if (record.state === "authorized") return yield* perform(config, record, [close(CAPTURE, amount)], moment)
  if (record.state !== "canceled" && record.closed === amount) return doneBefore(EARLIER)
  const en = `it is ${record.state} with ${record.closed ?? 0} TWD and takes no other capture`
  const zh = `狀態為 ${record.state}、已請款 NT$${record.closed ?? 0}，不能再請款`
  throw refusal({ en, "zh-TW": zh }, record.state)
}

/** What became of a refund that had to wait. */
export function* queuedOperationStatus(
  config: PayuniConfig,
  request: QueuedOperationRequest,
  moment: Moment,
): Conversation<QueuedOperationStatus> {
  const record = yield* fetchRecord(config, request, moment)
  const { alsoQueued = [], since } = request
  const days = (moment.now.getTime() - since.getTime()) / DAY_MS
  return alsoQueued.length === 0 ? statusOf(record, request, days) : statusAmongOthers(record, request, days)
}

const WAITING: QueuedOperationStatus = { state: "queued", code: "RefundType 3", message: "" }
const SETTLED: QueuedOperationStatus = { state: "done", code: "SUCCESS", message: "" }
const CANCELED: QueuedOperationStatus = {
  state: "refused",
  code: "RefundStatus 3",
  message: "PAYUNi cancelled the scheduled refund.",
}

const DAY_MS = 86_400_000

/** In which PAYUNi's row must show a refund that was taken on, and in which the movement that it waits for must be over. */
const [SHOWN_WITHIN_DAYS, LONGEST_QUEUE_DAYS] = [1, 7]

/** `RefundStatus` is the latest refund's, which need not be this one yet: what is told of an earlier one is no word about it. */
function statusOf(record: PaymentRecord, request: QueuedOperationRequest, days: number): QueuedOperationStatus {
  if (isToldCanceled(record, request, days)) return CANCELED
  if (isWaiting(record)) return WAITING
  if (isInBalance(record, request)) return SETTLED
  return record.lastRefund?.state === "applying" ? WAITING : notDone(record, days)
}

function isToldCanceled(
  { lastRefund }: PaymentRecord,
  { amount, hadFailed = false }: QueuedOperationRequest,
  days: number,
): boolean {
  if (lastRefund?.state !== "canceled" || lastRefund.amount !== amount) return false
  return !hadFailed || days >= SHOWN_WITHIN_DAYS
}

/** Which of several it is that PAYUNi tells of, and what became of the others, the balance may tell. */
function statusAmongOthers(
  record: PaymentRecord,
  request: QueuedOperationRequest,
  days: number,
): QueuedOperationStatus {
  if (record.lastRefund?.state === "applying") return WAITING
  const state = judgeByBalance(record.left, request)
  if (state === "queued") return { state, code: "RemainAmt", message: "PAYUNi does not tell which refund was done." }
  if (state === "done") return SETTLED
  return isToldCanceled(record, request, days) ? CANCELED : notDone(record, days)
}

/** What no row shows has never begun, once its queue must be over. */
function notDone({ left }: PaymentRecord, days: number): QueuedOperationStatus {
  const state = days > LONGEST_QUEUE_DAYS ? "refused" : "queued"
  return { state, code: "RemainAmt", message: `PAYUNi still has ${left} TWD of this payment.` }
}

function* perform(
  config: PayuniConfig,
  record: PaymentRecord,
  [first, second]: Steps,
  moment: Moment,
  isQueued = false,
): Conversation<Outcome> {
  const act = (step: Step) => send(config, record, step, moment)
  const names = [first, ...(second ? [second] : [])].map(({ name }) => name)
  const captureAgain = close(CAPTURE, record.closed ?? record.amount)
  let reference = yield* act(first)
  if (second)
    reference = yield* first === UNDO_CAPTURE
      ? orTakeBack(act(second), () => act(captureAgain), CAPTURE_LOST)
      : act(second)
  return isQueued ? queued(names, { reference }) : done(names, { reference })
}

/** Answers PAYUNi's number of a refund. */
function* send(
  config: PayuniConfig,
  record: PaymentRecord,
  { path, fields }: Step,
  moment: Moment,
): Conversation<string | null> {
  const answer = mustSucceed(yield* call(config, path, { TradeNo: record.reference, ...fields }, moment))
  if (answer.TradeNo !== undefined && answer.TradeNo !== record.reference)
    throw unreadable("PAYUNi answered about another payment.", "")
  return answer.RefundNo || null
}
