import type { Conversation } from "../../toolkit/contract/conversation"
import type {
  Moment,
  OperationRequest,
  Outcome,
  QueuedOperationRequest,
  QueuedOperationStatus,
} from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import { readTwd } from "../../toolkit/twd"
import { call, mustSucceed, type Path, rowsAbout, unreadable } from "./client"
import type { PayuniAccount } from "./config"
import { type Books, isBusy, isGivenBack, readBooks, refusal } from "./record"

/** One call that moves money, and what the ledger remembers of it. */
interface Step {
  readonly path: Path
  readonly fields: Readonly<Record<string, string>>
  readonly name: string
}

/** `CloseType` of trade/close (請退款). */
const CAPTURE = "1"
const REFUND = "2"
const UNDO_CAPTURE: Step = { path: "trade/close", fields: { CloseType: "-1" }, name: "undo capture" }
const CANCEL: Step = { path: "trade/cancel", fields: {}, name: "cancel" }

function close(type: string, amount: number): Step {
  const name = `${type === CAPTURE ? "capture" : "refund"} ${amount}`
  return { path: "trade/close", fields: { CloseType: type, TradeAmt: String(amount) }, name }
}

/** Gives money back, by what the books say of the payment. Looks first, always. */
export function* refund(account: PayuniAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const books = yield* lookAt(account, request, moment)
  const full = request.amount === request.trade.amount && request.refunded === 0
  refuseWhatNoApiDoes(books, full)
  if (request.resumed && isGivenBack(books, request)) return outcome([], isWaiting(books))
  if (books.state === "canceled") throw refusal("this payment is cancelled already", "canceled")
  if (books.type !== "card") return yield* perform(account, books, [walletRefund(books, request)], moment)
  const steps = cardRefund(books, full, request)
  return yield* perform(account, books, steps, moment, waits(books, steps))
}

function isWaiting({ lastRefund }: Books): boolean {
  return lastRefund?.isScheduled === true && lastRefund.state === "applying"
}

/** PAYUNi takes a refund while another movement is under way, and carries it out afterwards (RefundType 3). */
function waits(books: Books, steps: readonly Step[]): boolean {
  const isRefund = steps.at(-1)?.fields.CloseType === REFUND
  return isRefund && (isBusy(books) || steps.length > 1)
}

function refuseWhatNoApiDoes({ type, isWhole }: Books, full: boolean): void {
  const refuse = (message: string) => new PaymentError("unsupported", message, { gateway: "payuni" })
  if (type === "atm" || type === "cvs")
    throw refuse(
      "PAYUNi refunds ATM and store payments only into a bank account of the buyer's: refund there or transfer the money, then record it.",
    )
  if (!full && isWhole) throw refuse("PAYUNi refunds instalments and UnionPay only in full.")
  if (!full && type === "icash") throw refuse("PAYUNi refunds icash Pay only in full.")
}

function cardRefund({ state, isReleasable }: Books, full: boolean, { amount, trade }: OperationRequest): Step[] {
  const voids = full && isReleasable
  if (state === "authorized") return voids ? [CANCEL] : [close(CAPTURE, trade.amount), close(REFUND, amount)]
  return state === "closing" && voids ? [UNDO_CAPTURE, CANCEL] : [close(REFUND, amount)]
}

function walletRefund({ type }: Books, { amount }: OperationRequest): Step {
  const path = WALLETS.find((candidate) => candidate.endsWith(`/${type}`))
  if (path) return { path, fields: { TradeAmt: String(amount) }, name: `refund ${amount}` }
  throw new PaymentError("unsupported", `PAYUNi has no refund API for ${type}.`, { gateway: "payuni" })
}

const WALLETS: readonly Path[] = [
  "trade/common/refund/icash",
  "trade/common/refund/aftee",
  "trade/common/refund/linepay",
  "trade/common/refund/jkopay",
]

/** Releases an authorisation that was not captured (取消授權). */
export function* voidAuthorization(
  account: PayuniAccount,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const books = yield* lookAt(account, request, moment)
  if (books.state === "canceled") return outcome([])
  if (books.state === "closed" || books.state === "processing")
    throw refusal("the payment is captured; refund it instead of releasing it", books.state)
  if (!books.isReleasable) throw refusal("UnionPay cannot be released; capture it, then refund it", books.state)
  return yield* perform(account, books, books.state === "closing" ? [UNDO_CAPTURE, CANCEL] : [CANCEL], moment)
}

/** Captures an authorisation, all of it or a part; PAYUNi takes one capture of a payment (請款). */
export function* capture(account: PayuniAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { amount, trade } = request
  const books = yield* lookAt(account, request, moment)
  if (books.isWhole && amount !== trade.amount)
    throw new PaymentError("unsupported", "PAYUNi captures instalments and UnionPay only in full.", {
      gateway: "payuni",
    })
  if (books.state === "authorized") return yield* perform(account, books, [close(CAPTURE, amount)], moment)
  if (books.state !== "canceled" && books.closed === amount) return outcome([])
  throw refusal(`it is ${books.state} with ${books.closed ?? 0} TWD and takes no other capture`, books.state)
}

/** What became of a refund that had to wait. */
export function* fate(
  account: PayuniAccount,
  request: QueuedOperationRequest,
  moment: Moment,
): Conversation<QueuedOperationStatus> {
  const books = yield* lookAt(account, request, moment)
  const { lastRefund } = books
  const isLast = lastRefund?.amount === request.amount
  if (isLast && lastRefund.state === "canceled")
    return { state: "refused", code: "RefundStatus 3", message: "PAYUNi cancelled the scheduled refund." }
  if (isWaiting(books)) return { state: "queued", code: "RefundType 3", message: "" }
  return isGivenBack(books, request)
    ? { state: "done", code: "SUCCESS", message: "" }
    : { state: "refused", code: "RemainAmt", message: `PAYUNi still has ${books.left} TWD of this payment.` }
}

/** The payment's row: that of its own number at PAYUNi where we know it, else the paid one of our amount. */
function* lookAt(account: PayuniAccount, { trade }: OperationRequest, moment: Moment): Conversation<Books> {
  const rows = yield* rowsAbout(account, trade, moment)
  const ours = rows.filter(({ TradeAmt }) => readTwd(TradeAmt) === trade.amount)
  const known = ours.find(({ TradeNo }) => TradeNo === trade.reference)
  const row = known ?? ours.find(({ TradeStatus }) => TradeStatus === "1") ?? ours[0]
  if (row) return readBooks(row)
  throw unreadable("PAYUNi's books have no such payment of this amount.", "")
}

function* perform(
  account: PayuniAccount,
  books: Books,
  steps: readonly Step[],
  moment: Moment,
  isQueued = false,
): Conversation<Outcome> {
  let reference: string | null = null
  for (const { path, fields } of steps) {
    const answer = mustSucceed(yield* call(account, path, { TradeNo: books.reference, ...fields }, moment))
    if (answer.TradeNo !== undefined && answer.TradeNo !== books.reference)
      throw unreadable("PAYUNi answered about another payment.", "")
    reference = answer.RefundNo || null
  }
  const names = steps.map(({ name }) => name)
  return { ...outcome(names, isQueued), reference }
}

/** No steps: an earlier request had done it. */
function outcome(steps: readonly string[], isQueued = false): Outcome {
  const message = steps.length === 0 ? "The earlier request had gone through." : ""
  return { state: isQueued ? "queued" : "done", code: "SUCCESS", message, reference: null, steps }
}
