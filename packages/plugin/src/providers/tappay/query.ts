import type { Conversation } from "../../toolkit/contract/conversation"
import type { Moment } from "../../toolkit/contract/moment"
import type { Trade, TradeKey } from "../../toolkit/contract/trade"
import type { TapPayConfig } from "./config"
import { fetchRecord } from "./record"

/** After this long a call that left no record cannot be on its way any more. */
const NEVER_CAME_MS = 2 * 60_000

/** Where a payment stands: the only truth, for notices and redirects are unsigned. */
export function* query(config: TapPayConfig, key: TradeKey, { now }: Moment): Conversation<Trade> {
  const { trade } = yield* fetchRecord(config, key)
  const neverCame = trade.state === "absent" && now.getTime() - key.startedAt.getTime() > NEVER_CAME_MS
  return neverCame ? { ...trade, state: "failed", code: "no record" } : trade
}
