import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { BalanceRequest } from "../../toolkit/contract/operation"
import { remainder, type Twd, ZERO } from "../../toolkit/twd"
import type { LinePayConfig } from "./config"
import { fetchRecord } from "./record"

/** By the list of refunds of a payment's details (查詢付款明細). */
export function* balance(
  config: LinePayConfig,
  { trade, captured }: BalanceRequest,
  moment: Moment,
): Conversation<Twd | null> {
  const record = yield* fetchRecord(config, trade, moment)
  if (record.trade.state === "voided") return ZERO
  const isTold = record.trade.state === "captured" && record.refunded !== null
  return isTold ? remainder(captured, record.refunded) : null
}
