import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { readConfig, type TapPayConfig } from "./config"
import { METHODS } from "./methods"
import { tradeNumberIn } from "./notice"
import { capture, queuedOperationStatus, refund, voidAuthorization } from "./operations"
import { query } from "./query"
import { REDACTION } from "./redaction"
import { cardsOf } from "./saved-cards"
import { browserOf, charge } from "./start"

/** TapPay 喬睿科技. */
export const tappay = defineGateway({
  id: "tappay",
  name: { en: "TapPay", "zh-TW": "TapPay" },
  portals: { production: "https://portal.tappaysdk.com", stage: "https://portal.tappaysdk.com" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: TapPayConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.appId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    captureMode: config.capture,
    start: {
      kind: "token",
      browser: (method) => browserOf(config, method),
      charge: (request, source) => charge(config, request, source),
    },
    notice: { kind: "hint", tradeNo: tradeNumberIn, ack: plainText(200, "OK"), refuse: plainText(503, "Later") },
    explain,
    ...(config.cardKeys.length > 0 ? { savedCards: cardsOf(config) } : {}),
    query: (trade, moment) => query(config, trade, moment),
    queuedOperationStatus: (request, moment) => queuedOperationStatus(config, request, moment),
    capture: (request) => capture(config, request),
    void: (request, moment) => voidAuthorization(config, request, moment),
    refund: (request, moment) => refund(config, request, moment),
    balance: (request) => balance(config, request),
  }
}

export type { TapPayOptions } from "./config"
export { decodeAnswer } from "./wire"
