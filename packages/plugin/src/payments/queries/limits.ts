import { isPaid } from "../../modules/ledger/advance"
import type { AccountKey, Attempt } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"

const ASK_NO_LONGER_MS = 7 * 86_400_000
const ABSENT_WAIT_MS = 10 * 60_000

/** The right to ask about an attempt, and what it was counted by, should the trade turn out not to be there. */
export interface Claim {
  readonly attempt: Attempt
  readonly counted: string | null
}

/** Takes the right to ask: one process at a time, not too often, within the account's allowance. */
export async function reserveQuery(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Claim | null> {
  const now = new Date()
  const recently =
    attempt.queried_at &&
    now.getTime() - attempt.queried_at.getTime() < methodAccount.account.rateLimits.perTradeSeconds * 1000
  if (recently) return queryWhenAllowed(context, methodAccount, attempt)
  const mayBeAbsent = methodAccount.account.rateLimits.notFoundPerHour !== undefined && isUnknownToGateway(attempt)
  const counted = mayBeAbsent ? await count(context, methodAccount, attempt, now) : null
  if (mayBeAbsent && counted === null) return deferQuery(context, attempt, new Date(now.getTime() + ABSENT_WAIT_MS))
  const asked = await acquire(context, methodAccount, attempt, now)
  if (asked) return { attempt: asked, counted }
  await uncount(context, attempt, counted)
  return null
}

function count(
  context: PaymentContext,
  { account }: MethodAccount,
  attempt: Attempt,
  now: Date,
): Promise<string | null> {
  const hourAgo = new Date(now.getTime() - 3_600_000)
  return context.ledger.countQuery(keyOf(attempt), hourAgo, account.rateLimits.notFoundPerHour ?? 0)
}

export async function uncount(context: PaymentContext, attempt: Attempt, counted: string | null): Promise<void> {
  if (counted !== null) await context.ledger.uncountQuery(keyOf(attempt), counted)
}

async function acquire(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  now: Date,
): Promise<Attempt | null> {
  if (methodAccount.client.tryAcquire())
    return context.ledger.change(attempt, { queried_at: now, query_at: nextQueryAt(methodAccount, attempt, now) })
  return deferQuery(context, attempt, new Date(now.getTime() + Math.max(methodAccount.client.waitMs(), 1)))
}

/** A trade that the gateway never spoke of: asking may well be answered with "no such trade". */
function isUnknownToGateway({ state, code, reference, voucher }: Attempt): boolean {
  return state === "started" && code === null && reference === null && voucher === null
}

/** What is put off for the limit of one trade is asked as soon as the limit allows, should nobody ask before. */
async function queryWhenAllowed(context: PaymentContext, { account }: MethodAccount, attempt: Attempt): Promise<null> {
  const allowed = new Date(Number(attempt.queried_at) + account.rateLimits.perTradeSeconds * 1000)
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

/** Each silence is allowed to last as long as all before it together; after a week the trade is left to notices. */
function nextQueryAt(methodAccount: MethodAccount, attempt: Attempt, now: Date): Date | null {
  const age = now.getTime() - attempt.created_at.getTime()
  if (isPaid(attempt) || age > ASK_NO_LONGER_MS) return null
  return new Date(now.getTime() + Math.max(methodAccount.method.quietMinutes * 60_000, age))
}
