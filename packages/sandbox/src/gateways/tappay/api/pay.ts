import type { Context } from "hono"
import type { Merchant, Partner } from "../model/accounts.js"
import { type Card, typeOf } from "../model/cards.js"
import { type Method, methodOf } from "../model/methods.js"
import type { Prime } from "../model/primes.js"
import type { Tappay } from "../model/tappay.js"
import { newTrade, type Order } from "../model/trade.js"
import { type Body, RULES, textOf, valueAt, wholeNumber } from "../wire/checks.js"
import { type Status, say } from "../wire/codes.js"
import { PATHS } from "../wire/paths.js"
import { type Answer, type Call, endpoint } from "./calls.js"
import { charge } from "./charge.js"
import { resultUrlOf } from "./result-url.js"

/** What is charged: a card or a wallet, represented by a prime. */
interface Means {
  method: Method
  card: Card | null
  prime: Prime | null
}

/** Pay by Prime API. A prime is consumed as soon as the call itself is valid. */
export function payByPrime(tappay: Tappay): (context: Context) => Promise<Response> {
  return endpoint(tappay, RULES.payByPrime, (call) => {
    const prime = primeOf(tappay, call)
    if (typeof prime === "number") return say(prime)
    if (prime.ccvOnly) return say(121)
    return pay(tappay, PATHS.payByPrime, call, { method: prime.method, card: prime.card, prime })
  })
}

/** Pay by Card Token API. A `ccv_prime` is consumed like any other. */
export function payByToken(tappay: Tappay): (context: Context) => Promise<Response> {
  return endpoint(tappay, RULES.payByToken, (call) => {
    const { partner, body } = call
    const card = tappay.cards.find(partner, textOf(body.card_token), textOf(body.card_key), tappay.core.clock.now())
    if (typeof card === "number") return say(card)
    const ccv = body.ccv_prime === undefined ? null : ccvPrimeOf(tappay, call)
    if (typeof ccv === "number") return say(ccv)
    return pay(tappay, PATHS.payByToken, call, { method: methodOf("card"), card, prime: ccv })
  })
}

function primeOf({ primes, core, settings }: Tappay, { body, partner }: Call, name = "prime"): Prime | Status {
  const value = textOf(body[name])
  return primes.find(value, partner, core.clock.now(), settings.primeSeconds, settings.usedPrimeStatus)
}

function ccvPrimeOf(tappay: Tappay, call: Call): Prime | Status {
  const prime = primeOf(tappay, call, "ccv_prime")
  return typeof prime !== "number" && !prime.ccvOnly ? 121 : prime
}

function pay(tappay: Tappay, path: string, { body, partner }: Call, means: Means): Answer {
  const merchant = merchantOf(partner, body, means.method)
  if (typeof merchant === "number") return say(merchant)
  const refusal = refusalOf(tappay, partner, merchant, means, body)
  if (refusal) return say(refusal)
  if (means.prime) means.prime.used = true
  const trade = newTrade(orderOf(body, partner, merchant, means), tappay.core.clock.now())
  tappay.book.takeTransactionId(partner, trade.bankTransactionId)
  return charge(tappay, path, trade, { threeD: body.three_domain_secure === true, remember: body.remember === true })
}

/** The merchant by its id, or the first of its group that takes this method; one of the two names is needed. */
function merchantOf({ merchants }: Partner, body: Body, method: Method): Merchant | Status {
  const id = textOf(body.merchant_id)
  const group = textOf(body.merchant_group_id)
  if ((id === "") === (group === "")) return 502
  const found = merchants.filter((merchant) => (id ? merchant.merchantId === id : merchant.group === group))
  if (found.length === 0) return 61
  const taking = found.find((merchant) => merchant.methods.includes(method.id))
  return taking ?? (method.id === "linePay" ? 66 : 67)
}

/** Checks that can refuse a payment before the bank is involved. They consume nothing. */
function refusalOf(
  { book, settings }: Tappay,
  partner: Partner,
  merchant: Merchant,
  { method, card }: Means,
  body: Body,
): Status | null {
  const threeD = body.three_domain_secure === true
  if (textOf(body.currency) !== "" && body.currency !== "TWD") return 926
  const period = wholeNumber(body.instalment) ?? 0
  if (period > 0 && !merchant.instalments.includes(period)) return 635
  if (threeD && merchant.threeDomainSecure === "never") return 632
  if (!threeD && method.kind === "card" && merchant.threeDomainSecure === "always") return 691
  const url = resultUrlOf(body, settings.urlRule)
  if (typeof url === "number" && (threeD || method.kind === "wallet" || body.result_url !== undefined)) return url
  if (book.isTransactionIdUsed(partner, textOf(body.bank_transaction_id)))
    return method.id === "linePay" ? 921 : settings.usedTransactionStatus
  return card && !merchant.cardTypes.includes(typeOf(card.number)) ? 10039 : null
}

function orderOf(body: Body, partner: Partner, merchant: Merchant, { method, card, prime }: Means): Order {
  const url = resultUrlOf(body, false)
  return {
    partner,
    merchant,
    method,
    card,
    prime: prime?.value ?? "",
    amount: wholeNumber(body.amount) ?? 0,
    bankTransactionId: textOf(body.bank_transaction_id),
    orderNumber: body.order_number === undefined ? "" : String(body.order_number),
    details: textOf(body.details),
    cardholder: { ...Object(valueAt(body, "cardholder")) },
    instalment: wholeNumber(body.instalment) ?? 0,
    delay: wholeNumber(body.delay_capture_in_days) ?? 0,
    resultUrl: typeof url === "number" ? null : url,
  }
}
