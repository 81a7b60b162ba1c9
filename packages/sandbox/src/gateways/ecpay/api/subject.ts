import type { Ecpay } from "../model/ecpay.js"
import { readForm } from "../wire/codec.js"

export function subjectOf(ecpay: Ecpay, body: string): string | null {
  const { MerchantID = "", MerchantTradeNo = "" } = readForm(body)
  return ecpay.book.byReference(MerchantID, MerchantTradeNo)?.tradeNo ?? null
}
