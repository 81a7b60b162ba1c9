import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { type EcpayConfig, readConfig } from "./config"
import { METHODS } from "./methods"
import { readNotice, verifyNotice } from "./notice"
import { capture, refund, voidAuthorization } from "./operations"
import { queryTrade } from "./record"
import { REDACTION } from "./redaction"
import { orderForm } from "./start"
import { statement } from "./statement"

/** ECPay 綠界科技, 全方位金流 (AioCheckOut V5). */
export const ecpay = defineGateway({
  id: "ecpay",
  name: { en: "ECPay", "zh-TW": "綠界科技" },
  portals: { production: "https://vendor.ecpay.com.tw", stage: "https://vendor-stage.ecpay.com.tw" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: EcpayConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.merchantId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    rateLimits: { perTradeSeconds: 30, perMinute: 60 },
    captureMode: config.capture,
    authorizationDays: 21,
    start: { kind: "form", form: (request) => orderForm(config, request) },
    notice: {
      kind: "signed",
      verify: (raw) => verifyNotice(raw, config.keys),
      read: (verified, opened = config.capture) => readNotice(verified.fields, opened),
      ack: plainText(200, "1|OK"),
      refuse: plainText(400, "0|Refused"),
    },
    explain,
    query: (trade, moment) => queryTrade(config, trade, moment),
    capture: (request, moment) => capture(config, request, moment),
    void: (request, moment) => voidAuthorization(config, request, moment),
    refund: (request, moment) => refund(config, request, moment),
    balance: (request, moment) => balance(config, request, moment),
    statement: statement(config),
  }
}

export type { EcpayOptions } from "./config"
export { safeText } from "./start"

export { checkMacValue } from "./wire"
