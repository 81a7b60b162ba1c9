import { textIn } from "../../toolkit/answer-text"
import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Redirect } from "../../toolkit/contract/start"
import type { Item, StartRequest } from "../../toolkit/contract/start-request"
import { isRecord } from "../../toolkit/options"
import { linesThatAddUp } from "../../toolkit/order-lines"
import { vendorAddress } from "../../toolkit/payment-address"
import { tidyText } from "../../toolkit/text"
import { mustSucceed, post } from "./client"
import type { LinePayConfig } from "./config"
import { errors } from "./wire"

const DOMAINS = ["line.me"]

/** Requests a payment (付款請求); the buyer goes on at the address that comes back. */
export function* requestPayment(config: LinePayConfig, request: StartRequest, moment: Moment): Conversation<Redirect> {
  const body = {
    amount: request.amount,
    currency: "TWD",
    orderId: request.tradeNo,
    packages: [packageOf(request)],
    redirectUrls: { confirmUrl: request.urls.return, cancelUrl: request.urls.back },
    options: {
      payment: { capture: config.capture === "automatic" },
      display: { locale: request.locale === "en" ? "en" : "zh_TW" },
    },
  }
  const { info } = mustSucceed(yield* post(config, moment, "request", "/v4/payments/request", body))
  const address = isRecord(info) && isRecord(info.paymentUrl) ? info.paymentUrl.web : undefined
  const url = vendorAddress(address, config.environment, ["line.me"])
  if (!isRecord(info) || url === null || !/^\d{10,}$/.test(textIn(info.transactionId))) {
    throw errors.unreadable("LINE Pay gave no payment address.")
  }
  return { url, reference: textIn(info.transactionId) }
}

/** One package whose products add up to its amount; a single line where the cart's lines cannot. */
function packageOf(request: StartRequest): Record<string, unknown> {
  const { tradeNo, amount, locale } = request
  const single = { name: locale === "en" ? "Online order" : "網路訂單", quantity: 1, price: amount }
  return { id: tradeNo, amount, products: linesThatAddUp(request)?.map(productOf) ?? [single] }
}

/** A line's price is for one piece where that is whole dollars, else the line is one piece. */
function productOf({ title, quantity, total }: Item): { name: string; quantity: number; price: number } {
  const name = tidyText(title.slice(0, 200))
  return Number.isInteger(total / quantity)
    ? { name, quantity, price: total / quantity }
    : { name: `${name} x ${quantity}`, quantity: 1, price: total }
}
