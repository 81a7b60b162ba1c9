import type { Gateway, MerchantAccount, Reply } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { explain } from "./codes"
import { type JkopayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { enter, orderIn, query, refund } from "./operations"

/** JKOPAY 街口支付, OnlinePay. */
export const jkopay: Gateway = {
  id: "jkopay",
  name: { en: "JKOPAY", "zh-TW": "街口支付" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: JkopayAccount): MerchantAccount {
  return {
    id: "jkopay",
    merchant: account.storeId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: { secret: ["digest", "api-key"], personal: ["maskNo", "invoice_vehicle"] },
    rateLimits: { perTradeSeconds: 2, perMinute: 300 },
    start: { kind: "redirect", redirect: (request) => enter(account, request) },
    notice: { kind: "hint", tradeNo: orderIn, ack: text(200, "OK"), refuse: text(503, "Later") },
    preChargeCheck: { tradeNo: orderIn, approve: json({ valid: true }), decline: json({ valid: false }) },
    explain,
    query: (trade) => query(account, trade),
    refund: (request) => refund(account, request),
  }
}

function text(status: number, body: string): Reply {
  return { status, type: "text/plain", body }
}

function json(value: unknown): Reply {
  return { status: 200, type: "application/json", body: JSON.stringify(value) }
}

export type { JkopayOptions } from "./config"
export { digest } from "./wire"
