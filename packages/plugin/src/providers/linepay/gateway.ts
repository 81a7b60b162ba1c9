import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { type LinePayConfig, readConfig } from "./config"
import { confirm } from "./confirm"
import { METHODS } from "./methods"
import { capture, refund, voidAuthorization } from "./operations"
import { query } from "./query"
import { REDACTION } from "./redaction"
import { requestPayment } from "./start"

/** LINE Pay, Online API v4. */
export const linepay = defineGateway({
  id: "linepay",
  name: { en: "LINE Pay", "zh-TW": "LINE Pay" },
  portals: { production: "https://pay.line.me" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: LinePayConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.channelId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    captureMode: config.capture,
    start: { kind: "redirect", redirect: (start, moment) => requestPayment(config, start, moment) },
    notice: null,
    explain,
    query: (trade, moment) => query(config, trade, moment),
    confirm: (trade, moment) => confirm(config, trade, moment),
    capture: (order, moment) => capture(config, order, moment),
    void: (order, moment) => voidAuthorization(config, order, moment),
    refund: (order, moment) => refund(config, order, moment),
    balance: (request, moment) => balance(config, request, moment),
  }
}

export type { LinePayOptions } from "./config"
export { decodeAnswer, signature } from "./wire"
