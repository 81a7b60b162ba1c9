import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { type PayuniConfig, readConfig } from "./config"
import { METHODS } from "./methods"
import { readNotice, verifyNotice } from "./notice"
import { capture, queuedOperationStatus, refund, voidAuthorization } from "./operations"
import { query } from "./query"
import { REDACTION } from "./redaction"
import { orderForm } from "./start"

/** PAYUNi 統一金流, 整合式支付頁 (UPP 2.0). */
export const payuni = defineGateway({
  id: "payuni",
  name: { en: "PAYUNi", "zh-TW": "統一金流" },
  portals: { production: "https://www.payuni.com.tw", stage: "https://sandbox.payuni.com.tw" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: PayuniConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.merId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    rateLimits: { perTradeSeconds: 30, perMinute: 60 },
    captureMode: config.capture,
    authorizationDays: 3,
    start: { kind: "form", form: (request) => orderForm(config, request) },
    notice: {
      kind: "signed",
      returns: true,
      verify: (raw) => verifyNotice(raw, config.keys),
      read: (verified, opened = config.capture) => readNotice(verified.fields, opened),
      ack: plainText(200, "OK"),
      refuse: plainText(400, "Refused"),
    },
    explain,
    query: (trade, moment) => query(config, trade, moment),
    capture: (request, moment) => capture(config, request, moment),
    void: (request, moment) => voidAuthorization(config, request, moment),
    refund: (request, moment) => refund(config, request, moment),
    balance: (request, moment) => balance(config, request, moment),
    onlyLatestRefundTold: true,
    queuedOperationStatus: (request, moment) => queuedOperationStatus(config, request, moment),
  }
}

export type { PayuniOptions } from "./config"
export { encrypt, hashInfo } from "./wire"
