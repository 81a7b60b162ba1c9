import { readObject, textAt } from "../../../core/json-rules.js"
import type { Account } from "../model/accounts.js"
import type { Newebpay } from "../model/newebpay.js"
import { type Fields, openCbc, openGcm, readBody } from "../wire/codec.js"

/** The numbers of the trade that a call refers to, in the clear or encrypted. */
function orderNoIn(envelope: Fields, account: Account): { orderNo: string; tradeNo: string } {
  const sealed = envelope.TradeInfo ?? envelope.PostData_ ?? envelope.EncryptData_
  const inner = sealed === undefined ? envelope : fieldsIn(openCbc(sealed, account) ?? openGcm(sealed, account) ?? "")
  return { orderNo: inner.MerchantOrderNo ?? "", tradeNo: inner.TradeNo ?? "" }
}

/** E-wallet refunds encrypt JSON, everything else a query string. */
function fieldsIn(text: string): Fields {
  const json = readObject(text)
  return json ? { MerchantOrderNo: textAt(json, "MerchantOrderNo") } : readBody(text)
}

/** Finds the trade by the order's number, in the clear or encrypted. */
export function subjectOf({ accounts, book }: Newebpay, sent: string): string | null {
  const envelope = readBody(sent)
  const account = accounts.get(envelope.MerchantID ?? envelope.MerchantID_ ?? envelope.UID_ ?? "")
  if (!account) return null
  const { orderNo, tradeNo } = orderNoIn(envelope, account)
  const trade = book.byOrderNo(account.merchantId, orderNo) ?? book.byTradeNo(tradeNo)
  return trade?.tradeNo ?? null
}
