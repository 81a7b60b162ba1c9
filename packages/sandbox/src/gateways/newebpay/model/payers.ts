import type { Result } from "../wire/codec.js"
import type { Trade } from "./trade.js"

/** The payer and the payment, as each method reports them (§4.2). Cards have their own fields. */
export function payerOf({ method, voucher, amount, tradeNo }: Trade): Result {
  switch (method?.id) {
    case "WEBATM":
    case "VACC":
      return { PayBankCode: "004", PayerAccount5Code: "12345" }
    case "CVS":
      return { CodeNo: voucher?.fields.CodeNo ?? "", StoreType: "1", StoreID: "970001" }
    case "BARCODE":
      return { ...voucher?.fields, RepayTimes: 1, PayStore: "SEVEN" }
    case "TWQR":
      return { ChannelID: "TWQR", ChannelNo: `TQ${tradeNo}` }
    case "EZPWECHAT":
      return { ChannelID: "WECHATPAY", ChannelNo: `WX${tradeNo}` }
    case "EZPALIPAY":
      return { ChannelID: "ALIPAY", ChannelNo: `AL${tradeNo}` }
    case "ESUNWALLET":
      return { PayAmt: amount, RedDisAmt: 0 }
    case "TAIWANPAY":
    case "AFTEE":
    case "OPPAY":
      return { PayAmt: amount }
    case "BITOPAY":
      return { PayAmt: amount, CryptoCurrency: "USDT", CryptoAmount: (amount / 32).toFixed(6), CryptoRate: "32.000000" }
    default:
      return {}
  }
}
