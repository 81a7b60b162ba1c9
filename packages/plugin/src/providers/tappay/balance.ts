import type { Conversation } from "../../toolkit/contract/conversation"
import type { BalanceRequest } from "../../toolkit/contract/operation"
import { remainder, type Twd, ZERO } from "../../toolkit/twd"
import type { TapPayConfig } from "./config"
import { fetchRecord } from "./record"

/** By `refunded_amount` of the Record API. */
export function* balance(config: TapPayConfig, { trade, captured }: BalanceRequest): Conversation<Twd | null> {
  const { isOver, refunded, trade: told } = yield* fetchRecord(config, trade)
  if (isOver) return ZERO
  return told.state === "captured" && refunded !== null ? remainder(captured, refunded) : null
}
