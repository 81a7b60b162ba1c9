import type { Gateway, MerchantAccount } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { explain } from "./codes"
import { type LinePayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { capture, confirm, query, refund, request, voidAuthorization } from "./operations"

/** LINE Pay, Online API v4. */
export const linepay: Gateway = {
  id: "linepay",
  name: { en: "LINE Pay", "zh-TW": "LINE Pay" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: LinePayAccount): MerchantAccount {
  return {
    id: "linepay",
    merchant: account.channelId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: { secret: ["regKey", "paymentAccessToken"], personal: ["maskedCreditCardNumber"] },
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    start: { kind: "redirect", redirect: (start, moment) => request(account, start, moment) },
    notice: null,
    explain,
    query: (trade, moment) => query(account, trade, moment),
    confirm: (trade, moment) => confirm(account, trade, moment),
    capture: (order, moment) => capture(account, order, moment),
    void: (order, moment) => voidAuthorization(account, order, moment),
    refund: (order, moment) => refund(account, order, moment),
  }
}

export type { LinePayOptions } from "./config"
export { decodeAnswer, signature } from "./wire"
