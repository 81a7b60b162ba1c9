import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import { remainder, ZERO } from "../../toolkit/twd"
import type { EcpayConfig } from "./config"
import { isCard } from "./operations"
import { fetchRecord } from "./record"

/** Of cards; what else was paid has no record that tells of refunds, and the stage has none at all. */
export function* balance(config: EcpayConfig, request: BalanceRequest, moment: Moment): Conversation<Balance> {
  if (!isCard(request.trade) || config.environment === "stage" || config.creditCheckCode === undefined) return null
  const { state, closed, refunded } = yield* fetchRecord(config, request, moment)
  if (state === "canceled") return ZERO
  if (state === "authorized") return state
  return closed > 0 ? remainder(closed, refunded) : null
}
