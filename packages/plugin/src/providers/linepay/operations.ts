import type { Conversation } from "../../toolkit/contract/conversation"
import type {
  Item,
  Moment,
  OperationRequest,
  Outcome,
  PaidTrade,
  Redirect,
  StartRequest,
  Trade,
  TradeKey,
} from "../../toolkit/contract/gateway"
import { isRecord } from "../../toolkit/options"
import { isPaymentError, PaymentError } from "../../toolkit/payment-error"
import { tidyText } from "../../toolkit/text"
import { get, mustSucceed, post, refusal } from "./client"
import type { LinePayAccount } from "./config"
import { type Booked, readCheck, readConfirmed, readDetails } from "./trade"
import type { Answer } from "./wire"

/** Codes after which a confirm may have worked all the same: only the details know. */
const UNCLEAR = /^(1145|1152|1172|1198|1199|9000|190\d|1999)$/

/** Requests a payment (付款請求); the buyer goes on at the address that comes back. */
export function* request(account: LinePayAccount, request: StartRequest, moment: Moment): Conversation<Redirect> {
  const body = {
    amount: request.amount,
    currency: "TWD",
    orderId: request.tradeNo,
    packages: [packageOf(request)],
    redirectUrls: { confirmUrl: request.urls.return, cancelUrl: request.urls.back },
    options: {
      payment: { capture: account.capture === "automatic" },
      display: { locale: request.locale === "en" ? "en" : "zh_TW" },
    },
  }
  const { info } = mustSucceed(yield* post(account, moment, "request", "/v4/payments/request", body))
  const url = isRecord(info) && isRecord(info.paymentUrl) ? info.paymentUrl.web : undefined
  if (!isRecord(info) || typeof url !== "string" || !/^\d{10,}$/.test(String(info.transactionId))) {
    throw new PaymentError("unreadable", "LINE Pay gave no payment address.", { gateway: "linepay" })
  }
  return { url, reference: String(info.transactionId) }
}

/** One package whose products add up to its amount; a single line where the cart's lines cannot. */
function packageOf({ tradeNo, amount, items, shipping, locale }: StartRequest): Record<string, unknown> {
  const products = [...items, ...shipping].filter(({ total }) => total !== 0).map(productOf)
  const fits = products.every(({ price }) => Number.isInteger(price) && price > 0)
  const total = products.reduce((sum, { price, quantity }) => sum + price * quantity, 0)
  const single = { name: locale === "en" ? "Online order" : "網路訂單", quantity: 1, price: amount }
  return { id: tradeNo, amount, products: fits && total === amount ? products : [single] }
}

/** A line's price is for one piece where that is whole dollars, else the line is one piece. */
function productOf({ title, quantity, total }: Item): { name: string; quantity: number; price: number } {
  const name = tidyText(title.slice(0, 200))
  return Number.isInteger(total / quantity)
    ? { name, quantity, price: total / quantity }
    : { name: `${name} x ${quantity}`, quantity: 1, price: total }
}

/** Where a payment stands: the request's status first, since the details know nothing before the confirm. */
export function* query(account: LinePayAccount, key: TradeKey, moment: Moment): Conversation<Trade> {
  const { reference, tradeNo } = key
  if (reference !== null) {
    const checked = readCheck(
      account,
      tradeNo,
      yield* get(account, moment, "check", `/v4/payments/requests/${reference}/check`),
    )
    if (checked && checked.state !== "unknown") return { ...checked, reference }
  }
  return (yield* look(account, key, moment)).trade
}

/** Takes the money that the buyer approved, our amount and no other. An unclear answer is looked up, never guessed. */
export function* confirm(account: LinePayAccount, trade: PaidTrade, moment: Moment): Conversation<Trade> {
  const answer = yield* tryConfirm(account, trade, moment)
  if (answer?.code === "0000") return readConfirmed(account, trade.tradeNo, answer)
  const { trade: booked } = yield* look(account, trade, moment)
  if (booked.state !== "absent") return booked
  const declined = answer !== null && !UNCLEAR.test(answer.code)
  return { ...booked, state: declined ? "failed" : "pending", code: answer?.code ?? "", message: answer?.message ?? "" }
}

/** Null when no answer came. */
function* tryConfirm(
  account: LinePayAccount,
  { reference, amount }: PaidTrade,
  moment: Moment,
): Conversation<Answer | null> {
  try {
    return yield* post(account, moment, "confirm", `/v4/payments/${reference}/confirm`, { amount, currency: "TWD" })
  } catch (error) {
    if (isPaymentError(error)) return null
    throw error
  }
}

function* look(account: LinePayAccount, { tradeNo, reference }: TradeKey, moment: Moment): Conversation<Booked> {
  const query = reference === null ? `orderId=${tradeNo}` : `transactionId=${reference}`
  return readDetails(account, tradeNo, yield* get(account, moment, "details", "/v4/payments", query))
}

/** Captures once; what is left of the authorisation is released by LINE Pay (請款). */
export function* capture(account: LinePayAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const booked = request.resumed ? (yield* look(account, request.trade, moment)).trade : null
  if (booked?.state === "captured" && booked.amount === request.amount) return done("It had been captured.", [])
  const path = `/v4/payments/authorizations/${request.trade.reference}/capture`
  mustSucceed(yield* post(account, moment, "capture", path, { amount: request.amount, currency: "TWD" }))
  return done("", [`capture ${request.amount}`])
}

/** Releases an authorisation (取消授權). */
export function* voidAuthorization(
  account: LinePayAccount,
  request: OperationRequest,
  moment: Moment,
): Conversation<Outcome> {
  const booked = request.resumed ? (yield* look(account, request.trade, moment)).trade : null
  if (booked?.state === "voided") return done("It had been released.", [])
  mustSucceed(yield* post(account, moment, "void", `/v4/payments/authorizations/${request.trade.reference}/void`, {}))
  return done("", ["void"])
}

/** Gives back all or a part (退款). LINE Pay has no key for a refund, so a lost answer is looked up in its list. */
export function* refund(account: LinePayAccount, request: OperationRequest, moment: Moment): Conversation<Outcome> {
  const { amount, refunded, trade, resumed } = request
  if (resumed && (yield* look(account, trade, moment)).refunded >= refunded + amount)
    return done("It had been refunded.", [])
  const answer = yield* post(account, moment, "refund", `/v4/payments/${trade.reference}/refund`, {
    refundAmount: amount,
  })
  if (answer.code !== "0000") throw UNCLEAR.test(answer.code) ? unclear(answer) : refusal(answer)
  const reference = isRecord(answer.info) ? String(answer.info.refundTransactionId ?? "") : ""
  return { ...done("", [`refund ${amount}`]), reference: reference || null }
}

/** An internal error tells nothing: the refund may have happened. */
function unclear({ code }: Answer): PaymentError {
  return new PaymentError("unreadable", `LINE Pay answered ${code}, which does not tell whether money moved.`, {
    gateway: "linepay",
    code,
  })
}

function done(message: string, steps: readonly string[]): Outcome {
  return { state: "done", code: "0000", message, reference: null, steps }
}
