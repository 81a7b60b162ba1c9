import type { Gateway, GatewayKind } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { query } from "./client"
import { explain } from "./codes"
import { type EcpayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { capture, refund, release } from "./operations"
import { orderForm } from "./start"
import { readNotice } from "./trade"
import { decodeForm, verify } from "./wire"

/** ECPay 綠界科技, 全方位金流 (AioCheckOut V5). */
export const ecpay: GatewayKind = {
  id: "ecpay",
  name: { en: "ECPay", "zh-TW": "綠界科技" },
  methods: METHODS,
  open: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, gateway: openAccount(account) }
  },
}

function openAccount(account: EcpayAccount): Gateway {
  return {
    id: "ecpay",
    merchant: account.merchantId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: {
      secret: ["CheckMacValue", "HashKey", "HashIV"],
      personal: ["ATMAccNo", "WebATMAccNo", "CustomerEmail", "CustomerName", "CustomerPhone", "CustomerAddr"],
    },
    pace: { perTradeSeconds: 30, perMinute: 60 },
    start: { kind: "form", form: (departure) => orderForm(account, departure) },
    notice: {
      kind: "signed",
      verify: (raw) => verify(decodeForm(raw.body), account.keys),
      read: (verified) => readNotice(verified.fields, account.capture),
      ack: { status: 200, type: "text/plain", body: "1|OK" },
      refuse: { status: 400, type: "text/plain", body: "0|Refused" },
    },
    explain,
    query: (trade, moment) => query(account, trade, moment),
    capture: (request, moment) => capture(account, request, moment),
    void: (request, moment) => release(account, request, moment),
    refund: (request, moment) => refund(account, request, moment),
  }
}

export type { EcpayOptions } from "./config"
export { safeText } from "./item-text"
export { checkMacValue } from "./wire"
