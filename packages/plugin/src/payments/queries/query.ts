import { isPaid } from "../../modules/ledger/advance"
import type { AccountKey, Attempt, Operation } from "../../modules/ledger/records"
import { type Conversation, converse } from "../../toolkit/contract/conversation"
import type { Trade } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { type MethodAccount, momentOf, paidTrade } from "../method-account"
import { recordMessage } from "../record-message"
import { isStillPayable } from "./still-payable"

const ASK_NO_LONGER_MS = 7 * 86_400_000
const ABSENT_WAIT_MS = 10 * 60_000

export interface Answered {
  readonly attempt: Attempt
  /** What the gateway said just now; null when it was not asked or did not answer. */
  readonly trade: Trade | null
  /** Why it did not answer; null also when it was not asked. */
  readonly problem: PaymentError | null
}

/**
 * Asks the gateway about an attempt, within its patience, and commits what it says. Never throws for a gateway that
 * is silent: then nothing is known, and nothing changes.
 */
export async function queryStatus(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Answered> {
  const claim = await reserveQuery(context, methodAccount, attempt)
  if (!claim) return { attempt: (await context.ledger.attempt(attempt.id)) ?? attempt, trade: null, problem: null }
  try {
    return await queryGateway(context, methodAccount, claim)
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    if (error.facts.retryAt) methodAccount.client.blockUntil(error.facts.retryAt)
    context.logger.warn(`Taiwan payments could not ask about ${attempt.trade_no}: ${describeError(error)}`)
    return { attempt: claim.attempt, trade: null, problem: error }
  }
}

/** The right to ask about an attempt, and what it was counted by, should the trade turn out not to be there. */
interface Claim {
  readonly attempt: Attempt
  readonly counted: string | null
}

/** Takes the right to ask: one process at a time, not too often, within the account's allowance. */
async function reserveQuery(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<Claim | null> {
  const now = new Date()
  const recently =
    attempt.queried_at &&
    now.getTime() - attempt.queried_at.getTime() < methodAccount.account.rateLimits.perTradeSeconds * 1000
  if (recently) return null
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
  return context.ledger.countQuery(accountOf(attempt), hourAgo, account.rateLimits.notFoundPerHour ?? 0)
}

async function uncount(context: PaymentContext, attempt: Attempt, counted: string | null): Promise<void> {
  if (counted !== null) await context.ledger.uncountQuery(accountOf(attempt), counted)
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

/** Those that wait must not keep the trades of other accounts from their turn. */
async function deferQuery(context: PaymentContext, attempt: Attempt, until: Date): Promise<null> {
  if (attempt.query_at !== null) await context.ledger.change(attempt, { query_at: until })
  return null
}

function accountOf({ gateway, environment, merchant }: Attempt): AccountKey {
  return { gateway, environment, merchant }
}

/** Each silence is allowed to last as long as all before it together; after a week the trade is left to notices. */
function nextQueryAt(methodAccount: MethodAccount, attempt: Attempt, now: Date): Date | null {
  const age = now.getTime() - attempt.created_at.getTime()
  if (isPaid(attempt) || age > ASK_NO_LONGER_MS) return null
  return new Date(now.getTime() + Math.max(methodAccount.method.quietMinutes * 60_000, age))
}

async function queryGateway(context: PaymentContext, methodAccount: MethodAccount, claim: Claim): Promise<Answered> {
  const trade = await query(context, methodAccount, claim)
  return trade.state === "approved"
    ? confirm(context, methodAccount, claim.attempt, trade)
    : commitAnswer(context, methodAccount, claim.attempt, trade)
}

/** The question counts against the account only where the gateway knows no such trade. */
async function query(
  context: PaymentContext,
  methodAccount: MethodAccount,
  { attempt, counted }: Claim,
): Promise<Trade> {
  let isAbsent = false
  try {
    const trade = await about(
      attempt,
      converse(await question(methodAccount, attempt, "query"), methodAccount.client.send),
    )
    isAbsent = trade.state === "absent"
    return trade
  } finally {
    if (!isAbsent) await uncount(context, attempt, counted)
  }
}

/**
 * Takes what the buyer approved, one process at a time; never for a session that is gone, changed, paid or cancelled:
 * what is not confirmed is not charged. The answer is committed before the next one looks, or two tabs would both pay.
 */
async function confirm(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  approved: Trade,
): Promise<Answered> {
  return context.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    if (!(await isStillPayable(context, methodAccount, attempt)))
      return commitAnswer(context, methodAccount, attempt, approved)
    const operation = await beginConfirm(context, attempt)
    const taking = converse(await question(methodAccount, attempt, "confirm"), methodAccount.client.send)
    const trade = await about(attempt, taking)
    const answered = await commitAnswer(context, methodAccount, attempt, trade)
    await context.ledger.finish(operation, { state: trade.state === "pending" ? "unknown" : "done", code: trade.code })
    return answered
  })
}

/** Written down first: while its answer is missing, no other attempt of the session is taken. */
async function beginConfirm(context: PaymentContext, { id, amount }: Attempt): Promise<Operation> {
  const facts = { attempt_id: id, kind: "confirm", idempotency_key: `confirm ${id}`, amount } as const
  return (await context.ledger.begin({ ...facts, requested: String(amount) })).operation
}

async function commitAnswer(
  context: PaymentContext,
  methodAccount: MethodAccount,
  asked: Attempt,
  trade: Trade,
): Promise<Answered> {
  const digest = sha256Hex(JSON.stringify(trade.fields))
  const { attempt } = await recordMessage(context, methodAccount, trade, "answer", digest)
  return { attempt: attempt ?? asked, trade, problem: null }
}

async function question(
  methodAccount: MethodAccount,
  attempt: Attempt,
  kind: "query" | "confirm",
): Promise<Conversation<Trade>> {
  const ask = methodAccount.account[kind]
  if (!ask)
    throw new PaymentError("unsupported", `${methodAccount.gateway.name.en} has no ${kind}.`, {
      gateway: attempt.gateway,
    })
  return ask(paidTrade(methodAccount, attempt), await momentOf(methodAccount))
}

/** An answer about another trade is no answer. */
async function about(attempt: Attempt, answer: Promise<Trade>): Promise<Trade> {
  const trade = await answer
  if (trade.tradeNo !== attempt.trade_no && trade.state !== "absent") {
    throw new PaymentError("unreadable", "The gateway answered about another trade.", { gateway: attempt.gateway })
  }
  return { ...trade, tradeNo: attempt.trade_no }
}
