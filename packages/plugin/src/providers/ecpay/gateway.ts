import type { Gateway, MerchantAccount } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { query } from "./client"
import { explain } from "./codes"
import { type EcpayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { capture, refund, voidAuthorization } from "./operations"
import { orderForm } from "./start"
import { readNotice } from "./trade"
import { decodeForm, verify } from "./wire"

/** ECPay 綠界科技, 全方位金流 (AioCheckOut V5). */
export const ecpay: Gateway = {
  id: "ecpay",
  name: { en: "ECPay", "zh-TW": "綠界科技" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: EcpayAccount): MerchantAccount {
  return {
    id: "ecpay",
    merchant: account.merchantId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: {
      secret: ["CheckMacValue", "HashKey", "HashIV"],
      personal: ["ATMAccNo", "WebATMAccNo", "CustomerEmail", "CustomerName", "CustomerPhone", "CustomerAddr"],
    },
    rateLimits: { perTradeSeconds: 30, perMinute: 60 },
    start: { kind: "form", form: (request) => orderForm(account, request) },
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
    void: (request, moment) => voidAuthorization(account, request, moment),
    refund: (request, moment) => refund(account, request, moment),
  }
}

export type { EcpayOptions } from "./config"
export { safeText } from "./item-text"
export { checkMacValue } from "./wire"
