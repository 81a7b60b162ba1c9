import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import { remainder, ZERO } from "../../toolkit/twd"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"

/** By the list of refunds of a payment's details (查詢付款明細). */
export function* balance(
  config: LinePayConfig,
  { trade, captured }: BalanceRequest,
  moment: Moment,
): Conversation<Balance> {
  const record = yield* fetchRecord(config, trade, moment)
  if (record.trade.state === "voided") return ZERO
  if (record.trade.state === "authorized") return "authorized"
  const isTold = record.trade.state === "captured" && record.refunded !== null
  return isTold ? remainder(captured, record.refunded) : null
}
