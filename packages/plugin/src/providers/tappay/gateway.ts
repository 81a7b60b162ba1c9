import type { Gateway, MerchantAccount, Reply } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { browserOf } from "./browser"
import { explain } from "./codes"
import { readAccount, type TapPayAccount } from "./config"
import { METHODS } from "./methods"
import { capture, fate, refund, voidAuthorization } from "./operations"
import { query, tradeNumberIn } from "./record"
import { cardsOf } from "./saved-cards"
import { charge } from "./start"

/** TapPay 喬睿科技. */
export const tappay: Gateway = {
  id: "tappay",
  name: { en: "TapPay", "zh-TW": "TapPay" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: TapPayAccount): MerchantAccount {
  return {
    id: "tappay",
    merchant: account.appId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: {
      secret: ["partner_key", "x-api-key", "prime", "card_secret", "card_key", "card_token", "ccv_prime"],
      personal: ["card_identifier", "partial_card_number", "phone_number", "email", "name"],
    },
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    start: {
      kind: "token",
      browser: (method) => browserOf(account, method),
      charge: (request, source) => charge(account, request, source),
    },
    notice: { kind: "hint", tradeNo: tradeNumberIn, ack: text(200, "OK"), refuse: text(503, "Later") },
    explain,
    ...(account.cardKeys.length > 0 ? { savedCards: cardsOf(account) } : {}),
    query: (trade, moment) => query(account, trade, moment),
    queuedOperationStatus: (request, moment) => fate(account, request, moment),
    capture: (request) => capture(account, request),
    void: (request, moment) => voidAuthorization(account, request, moment),
    refund: (request, moment) => refund(account, request, moment),
  }
}

function text(status: number, body: string): Reply {
  return { status, type: "text/plain", body }
}

export type { TapPayOptions } from "./config"
export { decodeAnswer } from "./wire"
