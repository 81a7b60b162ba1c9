import type { MerchantAccount } from "../../toolkit/contract/merchant-account"
import { defineGateway } from "../../toolkit/define-gateway"
import { plainText } from "../../toolkit/plain-text"
import { ALPHANUMERIC } from "../../toolkit/trade-number"
import { explain } from "./codes"
import { type PayuniConfig, readConfig } from "./config"
import { METHODS } from "./methods"
import { readNotice } from "./notice"
import { capture, queuedOperationStatus, refund, voidAuthorization } from "./operations"
import { query } from "./query"
import { orderForm } from "./start"
import { decodeForm, open } from "./wire"

/** PAYUNi 統一金流, 整合式支付頁 (UPP 2.0). */
export const payuni = defineGateway({
  id: "payuni",
  name: { en: "PAYUNi", "zh-TW": "統一金流" },
  methods: METHODS,
  readConfig,
  openAccount,
})

function openAccount(config: PayuniConfig): Omit<MerchantAccount, "id"> {
  return {
    merchant: config.merId,
    environment: config.environment,
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
    start: { kind: "form", form: (request) => orderForm(config, request) },
    notice: {
      kind: "signed",
      returns: true,
      verify: (raw) => open(decodeForm(raw.body.toString("utf8")), config.keys),
      read: (verified) => readNotice(verified.fields, config.capture),
      ack: plainText(200, "OK"),
      refuse: plainText(400, "Refused"),
    },
    explain,
    query: (trade, moment) => query(config, trade, moment),
    capture: (request, moment) => capture(config, request, moment),
    void: (request, moment) => voidAuthorization(config, request, moment),
    refund: (request, moment) => refund(config, request, moment),
    queuedOperationStatus: (request, moment) => queuedOperationStatus(config, request, moment),
  }
}

export type { PayuniOptions } from "./config"
export { encrypt, hashInfo } from "./wire"
