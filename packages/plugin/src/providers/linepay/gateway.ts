import type { Gateway, GatewayKind } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { explain } from "./codes"
import { type LinePayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { capture, confirm, query, refund, release, request } from "./operations"

/** LINE Pay, Online API v4. */
export const linepay: GatewayKind = {
  id: "linepay",
  name: { en: "LINE Pay", "zh-TW": "LINE Pay" },
  methods: METHODS,
  open: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, gateway: openAccount(account) }
  },
}

function openAccount(account: LinePayAccount): Gateway {
  return {
    id: "linepay",
    merchant: account.channelId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: { secret: ["regKey", "paymentAccessToken"], personal: ["maskedCreditCardNumber"] },
    pace: { perTradeSeconds: 2, perMinute: 300 },
    start: { kind: "redirect", redirect: (departure, moment) => request(account, departure, moment) },
    notice: null,
    explain,
    query: (trade, moment) => query(account, trade, moment),
    confirm: (trade, moment) => confirm(account, trade, moment),
    capture: (order, moment) => capture(account, order, moment),
    void: (order, moment) => release(account, order, moment),
    refund: (order, moment) => refund(account, order, moment),
  }
}

export type { LinePayOptions } from "./config"
export { decodeAnswer, signature } from "./wire"
