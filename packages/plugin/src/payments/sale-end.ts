import { isPaid } from "../modules/ledger/advance"
import type { Attempt } from "../modules/ledger/records"
import type { Trade, TradeState } from "../toolkit/contract/gateway"

const WITHOUT_MONEY: ReadonlySet<TradeState> = new Set(["failed", "expired", "voided", "refunded"])

/**
 * Whether the answer to a charge or a confirm tells how that ended, of the attempt as it is since: in money that is booked, or in none.
 * After any other (a code of no table, a trade that is not there or still waits, money of another amount) the buyer may have been charged.
 */
export function tellsEnd(trade: Pick<Trade, "state"> | null, attempt: Attempt | null): boolean {
  if (trade === null || attempt === null) return false
  return WITHOUT_MONEY.has(trade.state) || (isPaid(trade) && isPaid(attempt))
}
