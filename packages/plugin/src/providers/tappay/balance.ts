import type { Conversation } from "../../toolkit/contract/conversation"
import type { Balance, BalanceRequest } from "../../toolkit/contract/operation"
import { remainder, ZERO } from "../../toolkit/twd"
import type { TapPayConfig } from "./config"
import { fetchRecord } from "./record"

/** By `refunded_amount` of the Record API. */
export function* balance(config: TapPayConfig, { trade, captured }: BalanceRequest): Conversation<Balance> {
  const { isOver, isCaptured, refunded, trade: told } = yield* fetchRecord(config, trade)
  if (isOver) return ZERO
  if (told.state !== "captured" || refunded === null) return null
  return isCaptured === false && refunded === 0 ? "authorized" : remainder(captured, refunded)
}
