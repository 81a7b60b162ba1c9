import type { Gateway, MerchantAccount } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { query } from "./client"
import { explain } from "./codes"
import { type NewebpayAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { fate, refund } from "./operations"
import { capture, voidAuthorization } from "./operations/card"
import { orderForm } from "./start"
import { readNotice } from "./trade"
import { verify } from "./wire"

/** NewebPay 藍新金流, 線上交易─幕前支付 (MPG 2.3). */
export const newebpay: Gateway = {
  id: "newebpay",
  name: { en: "NewebPay", "zh-TW": "藍新金流" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: NewebpayAccount): MerchantAccount {
  return {
    id: "newebpay",
    merchant: account.merchantId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: {
      secret: ["TradeInfo", "TradeSha", "CheckCode", "HashKey", "HashIV", "TokenValue"],
      personal: ["IP", "Exp", "Email", "PayerAccount5Code", "SourceAccountNo", "CVSCOMName", "CVSCOMPhone"],
    },
    // Too many questions about trades it has not seen lock an account for four hours (TRA10071); how many is not published.
    rateLimits: { perTradeSeconds: 30, perMinute: 60, notFoundPerHour: 10 },
    start: { kind: "form", form: (request) => orderForm(account, request) },
    notice: {
      kind: "signed",
      returns: true,
      verify: (raw) => verify(raw, account.keys),
      read: (verified) => readNotice(verified.fields, account.capture),
      ack: { status: 200, type: "text/plain", body: "1|OK" },
      refuse: { status: 400, type: "text/plain", body: "0|Refused" },
    },
    explain,
    query: (trade, moment) => query(account, trade, moment),
    capture: (request, moment) => capture({ account, request, moment }),
    void: (request, moment) => voidAuthorization({ account, request, moment }),
    refund: (request, moment) => refund({ account, request, moment }),
    queuedOperationStatus: (request, moment) => fate({ account, request, moment }),
  }
}

export type { NewebpayOptions } from "./config"
export { checkCode, checkValue, decrypt, encrypt, encryptFields, tradeSha } from "./wire"
