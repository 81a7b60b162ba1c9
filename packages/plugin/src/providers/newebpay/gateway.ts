import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { type NewebpayConfig, readConfig } from "./config"
import { METHODS } from "./methods"
import { readNotice, verifyNotice } from "./notice"
import { queuedOperationStatus, refund } from "./operations"
import { capture, voidAuthorization } from "./operations/card"
import { query } from "./query"
import { REDACTION } from "./redaction"
import { orderForm } from "./start"

/** NewebPay 藍新金流, 線上交易─幕前支付 (MPG 2.3). */
export const newebpay = defineGateway({
  id: "newebpay",
  name: { en: "NewebPay", "zh-TW": "藍新金流" },
  portals: { production: "https://www.newebpay.com", stage: "https://cwww.newebpay.com" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: NewebpayConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.merchantId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    // Too many questions about trades it has not seen lock an account for four hours (TRA10071); how many is not published.
    rateLimits: { perTradeSeconds: 30, perMinute: 60, notFoundPerHour: 10 },
    captureMode: config.capture,
    authorizationDays: 21,
    start: { kind: "form", form: (request) => orderForm(config, request) },
    notice: {
      kind: "signed",
      returns: true,
      verify: (raw) => verifyNotice(raw, config.keys),
      read: (verified, opened = config.capture) => readNotice(verified.fields, opened),
      ack: plainText(200, "1|OK"),
      refuse: plainText(400, "0|Refused"),
    },
    explain,
    query: (trade, moment) => query(config, trade, moment),
    capture: (request, moment) => capture({ config, request, moment }),
    void: (request, moment) => voidAuthorization({ config, request, moment }),
    refund: (request, moment) => refund({ config, request, moment }),
    balance: (request, moment) => balance(config, request, moment),
    onlyLatestRefundTold: true,
    queuedOperationStatus: (request, moment) => queuedOperationStatus({ config, request, moment }),
  }
}

export type { NewebpayOptions } from "./config"
export { checkCode, checkValue, decrypt, encrypt, encryptFields, tradeSha } from "./wire"
