import { ask, type Conversation, type WireRequest, type WireResponse } from "../../toolkit/contract/conversation"
import type { Moment, Trade, TradeKey } from "../../toolkit/contract/gateway"
import { PaymentError } from "../../toolkit/payment-error"
import type { Fields } from "../../toolkit/redact"
import type { EcpayAccount } from "./config"
import { readNumber, readQuery } from "./trade"
import { decodeAnswer, encodeBody, sign, verify } from "./wire"

/** After too many questions ECPay answers 403 for half an hour (介接注意事項). */
const LOCKED_OUT_MS = 30 * 60_000

/** A signed form post to one of ECPay's server APIs. */
export function call(account: EcpayAccount, path: string, fields: Fields, timeoutMs = 15_000): WireRequest {
  const platform = account.orderFields.PlatformID
  const all = { MerchantID: account.merchantId, ...fields, ...(platform ? { PlatformID: platform } : {}) }
  return {
    call: path.split("/").slice(2).join("/"),
    method: "POST",
    url: `${account.paymentHost}${path}`,
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: encodeBody(sign(all, account.keys[0])),
    timeoutMs,
  }
}

/** The answer's text. @throws PaymentError `refused` while locked out, `unreadable` for any other status than 200 */
export function textOf(response: WireResponse, moment: Moment): string {
  if (response.status === 200) return response.text
  if (response.status !== 403)
    throw new PaymentError("unreadable", `ECPay answered with HTTP ${response.status}.`, {
      gateway: "ecpay",
      code: String(response.status),
    })
  const retryAt = new Date(moment.now.getTime() + LOCKED_OUT_MS)
  throw new PaymentError("refused", "ECPay was asked too often and answers again in 30 minutes.", {
    gateway: "ecpay",
    code: "403",
    retryAt,
  })
}

/**
 * Asks about a trade: QueryTradeInfo, and QueryPaymentInfo where a number was to be issued and is not known yet.
 */
export function* query(account: EcpayAccount, key: TradeKey, moment: Moment): Conversation<Trade> {
  const trade = yield* signedQuery(account, "/Cashier/QueryTradeInfo/V5", key, moment, (fields) =>
    readQuery(fields, account.capture),
  )
  const mayHaveNumber = trade.state === "pending" && key.method.voucher !== undefined && !key.voucherKnown
  if (!mayHaveNumber) return trade
  const number = yield* signedQuery(account, "/Cashier/QueryPaymentInfo", key, moment, readNumber)
  return number.state === "issued" ? number : trade
}

function* signedQuery(
  account: EcpayAccount,
  path: string,
  key: TradeKey,
  moment: Moment,
  read: (fields: Fields) => Trade,
): Conversation<Trade> {
  const timeStamp = String(Math.floor(moment.now.getTime() / 1000))
  const request = call(account, path, { MerchantTradeNo: key.tradeNo, TimeStamp: timeStamp })
  return yield* ask(request, (response) => read(verify(decodeAnswer(textOf(response, moment)), account.keys).fields))
}
