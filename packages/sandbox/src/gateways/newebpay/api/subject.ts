import { readObject, textAt } from "../../../core/json-rules.js"
import type { Account } from "../model/accounts.js"
import type { Newebpay } from "../model/newebpay.js"
import { type Fields, openCbc, openGcm, readBody } from "../wire/codec.js"

/** The numbers of the trade that a call is about, wherever it carries them. */
export function orderNoIn(outer: Fields, account: Account): { orderNo: string; tradeNo: string } {
  const sealed = outer.TradeInfo ?? outer.PostData_ ?? outer.EncryptData_
  const inner = sealed === undefined ? outer : fieldsIn(openCbc(sealed, account) ?? openGcm(sealed, account) ?? "")
  return { orderNo: inner.MerchantOrderNo ?? "", tradeNo: inner.TradeNo ?? "" }
}

/** E-wallet refunds seal JSON, everything else a query string. */
function fieldsIn(text: string): Fields {
  const json = readObject(text)
  return json ? { MerchantOrderNo: textAt(json, "MerchantOrderNo") } : readBody(text)
}

/** By the order's number, in the clear or within what was sealed. */
export function subjectOf({ accounts, book }: Newebpay, sent: string): string | null {
  const outer = readBody(sent)
  const account = accounts.get(outer.MerchantID ?? outer.MerchantID_ ?? outer.UID_ ?? "")
  if (!account) return null
  const { orderNo, tradeNo } = orderNoIn(outer, account)
  const trade = book.byOrderNo(account.merchantId, orderNo) ?? book.byTradeNo(tradeNo)
  return trade?.tradeNo ?? null
}
