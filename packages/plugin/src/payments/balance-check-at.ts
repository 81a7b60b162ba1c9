import type { Attempt, AttemptChange } from "../modules/ledger/records"
import { nextDayAfter } from "./days-after"

/** After the payment: what a shop does in the gateway's back office comes soon, what a bank takes back comes late. */
const LOOKED_AT_AFTER_DAYS = [1, 7, 30]

/** Written down with the money. */
export function firstBalanceCheck({ state, paid_at: since }: AttemptChange): AttemptChange {
  if ((state !== "authorized" && state !== "captured") || !since) return {}
  return { balance_check_at: nextBalanceCheck({ paid_at: since }, since) }
}

/** Null when it was looked at for the last time. */
export function nextBalanceCheck({ paid_at: since }: Pick<Attempt, "paid_at">, now: Date): Date | null {
  return nextDayAfter(since, LOOKED_AT_AFTER_DAYS, now)
}
