import { textIn } from "../../toolkit/answer-text"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Method } from "../../toolkit/contract/method"
import type { Browser, ChargeResult, PaymentSource } from "../../toolkit/contract/start"
import type { StartRequest } from "../../toolkit/contract/start-request"
import type { Trade } from "../../toolkit/contract/trade"
import { orderLines } from "../../toolkit/order-lines"
import { onwardAddress } from "../../toolkit/payment-address"
import { isPaymentError } from "../../toolkit/payment-error"
import { tidyText } from "../../toolkit/text"
import { isInTwd, readTwd } from "../../toolkit/twd"
import { cardholderOf } from "./client"
import { isRefusal } from "./codes"
import { merchantOf, type TapPayConfig } from "./config"
import { isTypedCard, METHODS, SDK } from "./methods"
import { fetchRecord } from "./record"
import { cardIn } from "./saved-cards"
import { stateOfMoney, tradeFacts, unknownTrade } from "./trade"
import { type Answer, decodeAnswer, post, unreadable } from "./wire"

/**
 * Charges a prime (Pay by Prime) or a kept card (Pay by Card Token) under our own number, which is used once. An unclear answer is
 * looked up, never guessed.
 */
export function* charge(
  config: TapPayConfig,
  request: StartRequest,
  source: PaymentSource,
): Conversation<ChargeResult> {
  const answer = yield* tryCharge(config, request, source)
  if (answer === "unsent") return ended(failed(config, request, "unsent", ""))
  if (answer?.status === 0) return { ...begun(config, request, answer), card: cardIn(answer.fields) }
  if (answer && isRefusal(answer.status)) return ended(failed(config, request, String(answer.status), answer.message))
  const { trade } = yield* fetchRecord(config, request)
  return ended(withAnswer(trade, answer))
}

function ended(trade: Trade): ChargeResult {
  return { trade, url: null, card: null }
}

/** Null when no answer came that could be read. */
function* tryCharge(
  config: TapPayConfig,
  request: StartRequest,
  source: PaymentSource,
): Conversation<Answer | null | "unsent"> {
  const path = source.kind === "token" ? "/tpc/payment/pay-by-prime" : "/tpc/payment/pay-by-token"
  const body = { ...paidBy(source), ...orderOf(config, request) }
  const call = post(config.host, config.partnerKey, path, body)
  try {
    return yield* ask({ ...call, moves: true }, decodeAnswer)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    return error.facts.unsent ? "unsent" : null
  }
}

function paidBy(source: PaymentSource): Record<string, unknown> {
  if (source.kind === "token") return { prime: source.token, ...(source.keep ? { remember: true } : {}) }
  return { ...source.secret, ...(source.token ? { ccv_prime: source.token } : {}) }
}

function orderOf(config: TapPayConfig, request: StartRequest): Record<string, unknown> {
  const { tradeNo, method, amount, urls } = request
  const isManual = config.capture === "manual" && method.capture !== "immediate"
  return {
    merchant_id: merchantOf(config, method),
    amount,
    currency: "TWD",
    order_number: tradeNo,
    bank_transaction_id: tradeNo,
    details: detailsOf(request),
    cardholder: cardholderOf(request.buyer),
    result_url: { frontend_redirect_url: urls.return, backend_notify_url: urls.notify },
    ...(isTypedCard(method) ? { three_domain_secure: config.threeDomainSecure } : {}),
    ...(method.id === "installment" ? { instalment: config.installment } : {}),
    ...(isManual ? { delay_capture_in_days: -1 } : {}),
  }
}

/** At most 100 characters (details). */
function detailsOf({ items, shipping, locale }: StartRequest): string {
  const names = orderLines({ items, shipping })
    .map(({ title, quantity }) => tidyText(`${title} x${quantity}`))
    .join(", ")
  return [...names].slice(0, 100).join("") || (locale === "en" ? "Online order" : "網路訂單")
}

/** Status 0 with an address is a payment that has begun, without one it is done. */
function begun(
  config: TapPayConfig,
  request: StartRequest,
  { status, message, fields }: Answer,
): Pick<ChargeResult, "trade" | "url"> {
  const url = fields.payment_url
  const trade = { ...tradeFacts(config, request, fields), code: String(status), message }
  if (url !== undefined && url !== null && url !== "")
    return { trade: { ...trade, state: "pending" }, url: addressIn(config, url) }
  const amount = readTwd(textIn(fields.amount))
  const state = isInTwd(fields.currency) ? stateOfMoney(config.capture, request.method) : "unknown"
  return { trade: { ...trade, state, amount }, url: null }
}

function addressIn({ environment }: TapPayConfig, url: unknown): string {
  const address = onwardAddress(url, environment)
  if (address !== null) return address
  throw unreadable("its payment_url is no address")
}

function failed(config: TapPayConfig, { tradeNo }: StartRequest, code: string, message: string): Trade {
  return { ...unknownTrade(config, tradeNo), state: "failed", code, message }
}

/** What has no record may still be on its way; of what failed, the answer's code says more than the record's. */
function withAnswer(trade: Trade, answer: Answer | null): Trade {
  if (trade.state === "absent") return { ...trade, state: "pending" }
  return trade.state === "failed" && answer ? { ...trade, code: String(answer.status), message: answer.message } : trade
}

const SCRIPT = "/sdk/tpdirect/v5.19.2"

/**
 * What the shop's page needs for `TPDirect.setupSDK(app_id, app_key, server_type)` and `TPDirect[sdk].getPrime`. All of
 * it is public.
 */
export function browserOf(config: TapPayConfig, method: Method): Browser {
  merchantOf(config, method)
  const { environment, appleMerchantId, googleMerchantId } = config
  const known = METHODS.find(({ id }) => id === method.id)
  return {
    script: `${config.scriptHost}${SCRIPT}`,
    app_id: Number(config.appId),
    app_key: config.appKey,
    server_type: environment === "production" ? "production" : "sandbox",
    sdk: known ? SDK[known.id] : "",
    ...(method.id === "applepay" && appleMerchantId ? { apple_merchant_id: appleMerchantId } : {}),
    ...(method.id === "googlepay" && googleMerchantId ? { google_merchant_id: googleMerchantId } : {}),
  }
}
