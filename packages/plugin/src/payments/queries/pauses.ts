import type { Attempt } from "../../modules/ledger/records"
import { nextDayAfter } from "../days-after"
import type { MethodAccount } from "../method-account"

/** While the buyer is likely to decide, in the gateway's app or on its page. */
const LIKELY_MS = 20 * 60_000
const SHORTEST_MS = 10_000
/** A bank may take a number after its end, and its notice may be lost: so many days after it the gateway is asked. */
const ASKED_AFTER_END_DAYS = [1, 7, 14, 30] as const

type Asked = Pick<MethodAccount, "account" | "method">

/** A gateway that tells nothing itself is asked often while its buyer is likely to decide; a voucher's buyer takes days. */
export function isWatched({ account, method }: Asked, ageMs: number): boolean {
  return account.notice === null && !method.voucher && ageMs < LIKELY_MS
}

/**
 * How long a gateway is left in peace after a departure, or after a question about a trade of this age: as long as all silence
 * before, and a quarter of it while the trade is watched.
 */
export function pauseAfter(asked: Asked, ageMs: number): number {
  const { account, method } = asked
  if (!isWatched(asked, ageMs)) return Math.max(method.quietMinutes * 60_000, ageMs)
  return Math.max(SHORTEST_MS, account.rateLimits.perTradeSeconds * 1000, ageMs / 4)
}

/** When a number that ran out is asked about next; null after the last time. */
export function nextLookAfterEnd({ expires_at: end }: Pick<Attempt, "expires_at">, now: Date): Date | null {
  return nextDayAfter(end, ASKED_AFTER_END_DAYS, now)
}
