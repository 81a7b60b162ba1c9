import type { Gateway, MerchantAccount } from "../../toolkit/contract/gateway"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { query } from "./client"
import { explain } from "./codes"
import { type PayuniAccount, readAccount } from "./config"
import { METHODS } from "./methods"
import { capture, fate, refund, voidAuthorization } from "./operations"
import { orderForm } from "./start"
import { readNotice } from "./trade"
import { decodeForm, open } from "./wire"

/** PAYUNi 統一金流, 整合式支付頁 (UPP 2.0). */
export const payuni: Gateway = {
  id: "payuni",
  name: { en: "PAYUNi", "zh-TW": "統一金流" },
  methods: METHODS,
  openAccount: (options) => {
    const account = readAccount(options)
    return { shop: account.shop, account: openAccount(account) }
  },
}

function openAccount(account: PayuniAccount): MerchantAccount {
  return {
    id: "payuni",
    merchant: account.merId,
    environment: account.environment,
    tradeNumber: { length: 20, alphabet: ALPHANUMERIC },
    redaction: {
      secret: ["EncryptInfo", "HashInfo", "CreditHash", "CreditToken", "BuyerHash", "BuyerToken"],
      personal: [
        "Account5No",
        "UsrMail",
        "Consignee",
        "ConsigneeMobile",
        "ConsigneeMail",
        "ConsigneeTel",
        "ConsigneeAddress",
      ],
    },
    rateLimits: { perTradeSeconds: 30, perMinute: 60 },
    start: { kind: "form", form: (request) => orderForm(account, request) },
    notice: {
      kind: "signed",
      returns: true,
      verify: (raw) => open(decodeForm(raw.body.toString("utf8")), account.keys),
      read: (verified) => readNotice(verified.fields, account.capture),
      ack: { status: 200, type: "text/plain", body: "OK" },
      refuse: { status: 400, type: "text/plain", body: "Refused" },
    },
    explain,
    query: (trade, moment) => query(account, trade, moment),
    capture: (request, moment) => capture(account, request, moment),
    void: (request, moment) => voidAuthorization(account, request, moment),
    refund: (request, moment) => refund(account, request, moment),
    queuedOperationStatus: (request, moment) => fate(account, request, moment),
  }
}

export type { PayuniOptions } from "./config"
export { encrypt, hashInfo } from "./wire"
