import type { Attempt, AttemptChange } from "../modules/ledger/records"
import type { MerchantAccount } from "../toolkit/contract/gateway"

const DAY_MS = 86_400_000
const WARNED_BEFORE_MS = 2 * DAY_MS

/** The end of an authorisation, written down with it: the gateway's own date where it tells one, else by the account's rule. */
export function authorizationEnd(
  { authorizationDays }: Pick<MerchantAccount, "authorizationDays">,
  change: AttemptChange,
): AttemptChange {
  const { state, paid_at: since, details } = change
  if (state !== "authorized" || !since) return {}
  const until = instantOf(details?.capture_before) ?? daysAfter(since, authorizationDays)
  return until ? { authorized_until: until, authorization_check_at: firstCheck(since, until) } : {}
}

/** Two days before the end; of one that is shorter than four days, after half of it. */
function firstCheck(since: Date, until: Date): Date {
  const before = Math.min(WARNED_BEFORE_MS, (until.getTime() - since.getTime()) / 2)
  return new Date(until.getTime() - before)
}

function daysAfter(since: Date, days: number | undefined): Date | null {
  return days === undefined ? null : new Date(since.getTime() + days * DAY_MS)
}

function instantOf(text = ""): Date | null {
  const instant = new Date(text)
  return Number.isNaN(instant.getTime()) ? null : instant
}

/** Of one that is reserved again, since what was to end it was not carried out: its check was dropped meanwhile. */
export function checkOfReserved(
  { paid_at: since, authorized_until: until }: Pick<Attempt, "paid_at" | "authorized_until">,
  now: Date,
): AttemptChange {
  if (!since || !until) return {}
  const first = firstCheck(since, until)
  return { authorization_check_at: first > now ? first : now }
}

const HOUR_MS = 3_600_000

/** Hourly around the end; what the gateway still calls authorised afterwards, ever more seldom. */
export function nextCheck({ authorized_until: until }: Pick<Attempt, "authorized_until">, now: Date): Date {
  const over = now.getTime() - (until?.getTime() ?? 0)
  return new Date(now.getTime() + Math.max(HOUR_MS, over))
}
