import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import type { Reply } from "../../toolkit/contract/notice"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { balance } from "./balance"
import { explain } from "./codes"
import { type JkopayConfig, readConfig } from "./config"
import { METHODS } from "./methods"
import { tradeNumberIn } from "./notice"
import { refund } from "./operations"
import { query } from "./query"
import { REDACTION } from "./redaction"
import { openOrder } from "./start"

/** JKOPAY 街口支付, OnlinePay. */
export const jkopay = defineGateway({
  id: "jkopay",
  name: { en: "JKOPAY", "zh-TW": "街口支付" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: JkopayConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.storeId,
    environment: config.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: REDACTION,
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    start: { kind: "redirect", redirect: (request) => openOrder(config, request) },
    notice: { kind: "hint", tradeNo: tradeNumberIn, ack: plainText(200, "OK"), refuse: plainText(503, "Later") },
    preChargeCheck: { tradeNo: tradeNumberIn, approve: json({ valid: true }), decline: json({ valid: false }) },
    explain,
    query: (trade) => query(config, trade),
    refund: (request) => refund(config, request),
    balance: (request) => balance(config, request),
  }
}

function json(value: unknown): Reply {
  return { status: 200, type: "application/json", body: JSON.stringify(value) }
}

export type { JkopayOptions } from "./config"
export { digest } from "./wire"
