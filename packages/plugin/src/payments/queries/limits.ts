import { isPaid } from "../../modules/ledger/advance"
import type { AccountKey, Attempt } from "../../modules/ledger/records"
import type { AccountClient } from "../../toolkit/account-client"
import type { PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"
import { MinuteAllowance } from "../minute-allowance"
import { isWatched, nextLookAfterEnd, pauseAfter } from "./pauses"

const ASK_NO_LONGER_MS = 7 * 86_400_000
const HOUR_SECONDS = 3_600
const ABSENT_WAIT_MS = 10 * 60_000
const LONGEST_PAUSE_MS = 10 * 60_000
const SESSION_PER_MINUTE = 6
const OVER_BUDGET_MS = 60_000

const allowances = new WeakMap<AccountClient, MinuteAllowance>()

/** The right to ask about an attempt, and what it was counted by, should the trade turn out not to be there. */
export interface Claim {
  readonly attempt: Attempt
  readonly counted: string | null
}

/**
 * A browser, which anybody can make ask: one that came back from the gateway, or one that is about to leave; or this server; or
 * its job that ends vouchers, which comes again by itself and must not find that another job has asked in between; or those
 * which can wait for everybody else: the job that asks about what went quiet, and that which looks into the gateway's books.
 */
export type Asker = "return" | "start" | "server" | "expiry" | "sync" | "books"

/** Takes the right to ask: one process at a time, not too often, within the session's and the account's allowance. */
export async function reserveQuery(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  asker: Asker = "server",
): Promise<Claim | null> {
  const now = new Date()
  const allowed = Number(attempt.queried_at) + pauseMs(methodAccount, attempt, asker)
  if (attempt.queried_at && now.getTime() < allowed)
    return asker === "expiry" ? null : queryWhenAllowed(context, attempt, new Date(allowed))
  if ((asker === "return" || asker === "start") && !mayAskFor(methodAccount, attempt))
    return queryWhenAllowed(context, attempt, new Date(now.getTime() + OVER_BUDGET_MS))
  const mayBeAbsent = methodAccount.account.rateLimits.notFoundPerHour !== undefined && isUnknownToGateway(attempt)
  const counted = mayBeAbsent ? await count(context, methodAccount, attempt) : null
  if (mayBeAbsent && counted === null) return deferQuery(context, attempt, new Date(now.getTime() + ABSENT_WAIT_MS))
  const asked = await acquire(context, methodAccount, attempt, now, isUrgent(methodAccount, attempt, asker))
  if (asked) return { attempt: asked, counted }
  await uncount(context, attempt, counted)
  return null
}

const ageOf = ({ created_at }: Attempt) => Date.now() - created_at.getTime()

/** First questions; where the job asks first, those of buyers who come back, while theirs is likely to be the answer. */
function isUrgent(methodAccount: MethodAccount, attempt: Attempt, asker: Asker): boolean {
  const { queried_at } = attempt
  if (!isWatched(methodAccount, ageOf(attempt))) return queried_at === null && asker !== "books"
  return asker === "return" || (queried_at === null && asker !== "sync" && asker !== "books")
}

/** Between two questions about one trade. Of those that a return asks for, each pause is a quarter of the trade's age. */
function pauseMs(methodAccount: MethodAccount, attempt: Attempt, asker: Asker): number {
  const { queried_at, created_at } = attempt
  const shortest = methodAccount.account.rateLimits.perTradeSeconds * 1000
  // The job's last question must not keep waiting who comes back with the answer.
  if (asker !== "return" || isWatched(methodAccount, ageOf(attempt))) return shortest
  const age = Number(queried_at) - created_at.getTime()
  return Math.max(shortest, Math.min(age / 4, LONGEST_PAUSE_MS))
}

/** Questions a minute that the browsers of one session may cause, however many attempts it has. */
function mayAskFor({ client, account }: MethodAccount, { session_id }: Attempt): boolean {
  const most = Math.min(SESSION_PER_MINUTE, account.rateLimits.perMinute / 4)
  const allowance = allowances.get(client) ?? new MinuteAllowance(Math.max(1, Math.floor(most)))
  allowances.set(client, allowance)
  return allowance.take(session_id)
}

function count(context: PaymentContext, { account }: MethodAccount, attempt: Attempt): Promise<string | null> {
  return context.ledger.absences.count(keyOf(attempt), HOUR_SECONDS, account.rateLimits.notFoundPerHour ?? 0)
}

export async function uncount(context: PaymentContext, attempt: Attempt, counted: string | null): Promise<void> {
  if (counted !== null) await context.ledger.absences.uncount(keyOf(attempt), counted)
}

async function acquire(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  now: Date,
  isUrgent: boolean,
): Promise<Attempt | null> {
  if (methodAccount.client.tryAcquire(isUrgent))
    return context.ledger.change(attempt, { queried_at: now, query_at: nextQueryAt(methodAccount, attempt, now) })
  return deferQuery(context, attempt, new Date(now.getTime() + Math.max(methodAccount.client.waitMs(), 1)))
}

/** A trade that the gateway never spoke of: asking may well be answered with "no such trade". */
function isUnknownToGateway({ state, code, reference, voucher }: Attempt): boolean {
  return state === "started" && code === null && reference === null && voucher === null
}

/** What is put off for a limit is asked as soon as the limit allows, should nobody ask before. */
async function queryWhenAllowed(context: PaymentContext, attempt: Attempt, allowed: Date): Promise<null> {
  const isLater = attempt.query_at === null || attempt.query_at > allowed
  if (isLater && !isPaid(attempt)) await context.ledger.change(attempt, { query_at: allowed })
  return null
}

/** Where nothing can be asked: each pause as long as all before it together, and at least an hour. */
export function whenToLookAgain({ created_at }: Attempt): Date {
  const now = Date.now()
  return new Date(now + Math.max(3_600_000, now - created_at.getTime()))
}

/** Those that wait must not keep the trades of other accounts from their turn. */
export async function deferQuery(context: PaymentContext, attempt: Attempt, until: Date): Promise<null> {
  if (attempt.query_at !== null) await context.ledger.change(attempt, { query_at: until })
  return null
}

function keyOf({ gateway, environment, merchant }: Attempt): AccountKey {
  return { gateway, environment, merchant }
}

/** After a week the trade is left to notices; a number that ran out is asked about a few times more. */
function nextQueryAt(methodAccount: MethodAccount, attempt: Attempt, now: Date): Date | null {
  if (attempt.state === "expired") return nextLookAfterEnd(attempt, now)
  const age = now.getTime() - attempt.created_at.getTime()
  if (isPaid(attempt) || age > ASK_NO_LONGER_MS) return null
  return new Date(now.getTime() + pauseAfter(methodAccount, age))
}
