import { ask, type Conversation } from "../../toolkit/conversation"
import type { Buyer, Charge, Departure, Trade } from "../../toolkit/gateway"
import { isPaymentError } from "../../toolkit/payment-error"
import { tidyText } from "../../toolkit/text"
import { readTwd } from "../../toolkit/twd"
import type { TapPayAccount } from "./account"
import { merchantOf } from "./browser"
import { isRefusal } from "./codes"
import { isTypedCard } from "./methods"
import { look } from "./record"
import { stateOfMoney, tradeFacts, unknownTrade } from "./trade"
import { type Answer, decodeAnswer, post, unreadable } from "./wire"

/** Charges a prime (Pay by Prime) under our own number, which is used once. An unclear answer is looked up, never guessed. */
export function* charge(account: TapPayAccount, departure: Departure, prime: string): Conversation<Charge> {
  const answer = yield* tryCharge(account, departure, { prime })
  if (answer === "unsent") return { trade: failed(account, departure, "unsent", ""), url: null }
  if (answer?.status === 0) return begun(account, departure, answer)
  if (answer && isRefusal(answer.status))
    return { trade: failed(account, departure, String(answer.status), answer.message), url: null }
  const { trade } = yield* look(account, departure)
  return { trade: told(trade, answer), url: null }
}

/** Null when no answer came that could be read. */
function* tryCharge(
  account: TapPayAccount,
  departure: Departure,
  payment: { readonly prime: string },
): Conversation<Answer | null | "unsent"> {
  const body = { ...payment, ...orderOf(account, departure) }
  const request = post(account.host, account.partnerKey, "/tpc/payment/pay-by-prime", body)
  try {
    return yield* ask({ ...request, moves: true }, decodeAnswer)
  } catch (error) {
    if (!isPaymentError(error)) throw error
    return error.facts.unsent ? "unsent" : null
  }
}

function orderOf(account: TapPayAccount, departure: Departure): Record<string, unknown> {
  const { tradeNo, method, amount, urls } = departure
  const isManual = account.capture === "manual" && method.capture !== "at once"
  return {
    merchant_id: merchantOf(account, method),
    amount,
    currency: "TWD",
    order_number: tradeNo,
    bank_transaction_id: tradeNo,
    details: detailsOf(departure),
    cardholder: cardholderOf(departure.buyer),
    result_url: { frontend_redirect_url: urls.return, backend_notify_url: urls.notify },
    ...(isTypedCard(method) ? { three_domain_secure: account.threeDomainSecure } : {}),
    ...(method.id === "installment" ? { instalment: account.installment } : {}),
    ...(isManual ? { delay_capture_in_days: -1 } : {}),
  }
}

/** At most 100 characters (details). */
function detailsOf({ items, locale }: Departure): string {
  const names = items.map(({ title, quantity }) => tidyText(`${title} x${quantity}`)).join(", ")
  return [...names].slice(0, 100).join("") || (locale === "en" ? "Online order" : "網路訂單")
}

/** None of the three may be missing (507 to 509) or have more than 40 characters; half an e-mail address is none. */
function cardholderOf({ phone, name, email }: Buyer): Record<string, string> {
  return {
    phone_number: internationalNumber(phone ?? "") || "-",
    name: [...tidyText(name ?? "")].slice(0, 40).join("") || "-",
    email: email !== null && email.length <= 40 ? email : "-",
  }
}

/** A Taiwanese number in the international form (E.164); any other as it is, without its decoration. */
function internationalNumber(phone: string): string {
  const digits = phone.replace(/[^\d+]/g, "")
  return (digits.startsWith("0") ? `+886${digits.slice(1)}` : digits).slice(0, 40)
}

/** Status 0 with an address is a payment that has begun, without one it is done. */
function begun(account: TapPayAccount, departure: Departure, { status, message, fields }: Answer): Charge {
  const url = fields.payment_url
  const trade = { ...tradeFacts(account, departure, fields), code: String(status), message }
  if (typeof url === "string" && url !== "") return { trade: { ...trade, state: "pending" }, url: addressIn(url) }
  const amount = readTwd(String(fields.amount))
  return { trade: { ...trade, state: stateOfMoney(account, departure.method), amount }, url: null }
}

function addressIn(url: string): string {
  if (URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url
  throw unreadable("its payment_url is no address")
}

function failed(account: TapPayAccount, { tradeNo }: Departure, code: string, message: string): Trade {
  return { ...unknownTrade(account, tradeNo), state: "failed", code, message }
}

/** What has no record may still be on its way; of what failed, the answer's code says more than the record's. */
function told(trade: Trade, answer: Answer | null): Trade {
  if (trade.state === "absent") return { ...trade, state: "pending" }
  return trade.state === "failed" && answer ? { ...trade, code: String(answer.status), message: answer.message } : trade
}
