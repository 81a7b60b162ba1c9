import type { CaptureMode } from "../../toolkit/contract/capture-mode"
import { ask, type Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import type { Fields } from "../../toolkit/redact"
import { call, textOf } from "./client"
import type { EcpayConfig } from "./config"
import { readNumber } from "./notice"
import { factsOf, type StatusTable, stateOf, verifyMessage } from "./trade"
import { decodeAnswer } from "./wire"

/**
 * Asks about a trade: QueryTradeInfo, and QueryPaymentInfo where a number was to be issued and is not known yet.
 */
export function* query(config: EcpayConfig, key: TradeKey, moment: Moment): Conversation<Trade> {
  const trade = yield* signedQuery(config, "/Cashier/QueryTradeInfo/V5", key, moment, (fields) =>
    readQuery(fields, key.captureMode ?? config.capture),
  )
  const mayHaveNumber = trade.state === "pending" && key.method.voucher !== undefined && !key.voucherKnown
  if (!mayHaveNumber) return trade
  const number = yield* signedQuery(config, "/Cashier/QueryPaymentInfo", key, moment, readNumber)
  return number.state === "issued" ? number : trade
}

function* signedQuery(
  config: EcpayConfig,
  path: string,
  key: TradeKey,
  moment: Moment,
  read: (fields: Fields) => Trade,
): Conversation<Trade> {
  const timeStamp = String(Math.floor(moment.now.getTime() / 1000))
  const request = call(config, path, { MerchantTradeNo: key.tradeNo, TimeStamp: timeStamp })
  return yield* ask(request, (response) =>
    read(verifyMessage(decodeAnswer(textOf(response, moment)), config.keys).fields),
  )
}

/** TradeStatus of QueryTradeInfo (查詢訂單). */
const QUERY: StatusTable = {
  "0": "pending",
  "1": "paid",
  "10200095": "failed",
  "10200163": "failed",
  "10200047": "absent",
  "10100058": "failed",
  "10100248": "failed",
  "10100249": "failed",
  "10100251": "failed",
  "10100252": "failed",
  "10100254": "failed",
  "10100255": "failed",
  "10100256": "failed",
}

export function readQuery(fields: Fields, capture: CaptureMode): Trade {
  const state = stateOf(QUERY, fields.TradeStatus, fields, capture)
  return { ...factsOf(fields, fields.TradeStatus), state, ...(state === "absent" ? { amount: null } : {}) }
}
