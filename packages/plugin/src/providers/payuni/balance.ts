import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import { ZERO } from "../../toolkit/twd"
import type { PayuniConfig } from "./config"
import { fetchRecord } from "./record"

/** By what can still go back (`RemainAmt`); of a card that is all, until a refund was asked for. A wallet's row need not name its refunds. */
export function* balance(config: PayuniConfig, request: BalanceRequest, moment: Moment): Conversation<Balance> {
  const { type, state, lastRefund, left } = yield* fetchRecord(config, request, moment)
  if (state === "canceled") return ZERO
  if (lastRefund === null && type !== "card") return left
  if (lastRefund === null) return state === "authorized" ? state : request.captured
  return lastRefund.state === "applying" ? null : left
}
