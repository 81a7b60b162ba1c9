import type { Gateway, GatewayKind, Reply } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { explain } from "./codes"
import { type JkopayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { enter, orderIn, query, refund } from "./operations"

/** JKOPAY 街口支付, OnlinePay. */
export const jkopay: GatewayKind = {
  id: "jkopay",
  name: { en: "JKOPAY", "zh-TW": "街口支付" },
  methods: METHODS,
  open: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, gateway: openAccount(account) }
  },
}

function openAccount(account: JkopayAccount): Gateway {
  return {
    id: "jkopay",
    merchant: account.storeId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: { secret: ["digest", "api-key"], personal: ["maskNo", "invoice_vehicle"] },
    pace: { perTradeSeconds: 2, perMinute: 300 },
    start: { kind: "redirect", redirect: (departure) => enter(account, departure) },
    notice: { kind: "hint", tradeNo: orderIn, ack: text(200, "OK"), refuse: text(503, "Later") },
    gate: { tradeNo: orderIn, yes: json({ valid: true }), no: json({ valid: false }) },
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
