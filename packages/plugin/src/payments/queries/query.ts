import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import { tellClockSkew } from "../clock-skew"
import type { PaymentContext } from "../context"
import { heedRetryAt, hold } from "../exchanges"
import { alarmGoneAccount } from "../gone-accounts"
import { accountIsGone, findAccountOf, type MethodAccount } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { count } from "../telemetry/metrics"
import { type Answered, about, commitAnswer, question } from "./answer"
import { confirm } from "./confirm"
import { type Asker, type Claim, deferQuery, reserveQuery, uncount, whenToLookAgain } from "./limits"

/**
 * Asks the gateway about an attempt, within its patience, and commits what it says. Never throws for a gateway that
 * is silent: then nothing is known, and nothing changes.
 */
export async function queryStatus(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  asker: Asker = "server",
): Promise<Answered> {
  const own = findAccountOf(methodAccount, attempt)
  return own ? queryOwn(context, own, attempt, asker) : leaveAlone(context, attempt)
}

/** The same for a job, which has the attempt alone and has to find its account. */
export async function queryAttempt(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  asker: Asker = "server",
): Promise<Answered> {
  const methodAccount = await methodAccountFor(container, attempt)
  return methodAccount ? queryStatus(context, methodAccount, attempt, asker) : leaveAlone(context, attempt)
}

/** No account that is configured knows of this trade: what another one said of it would be no answer. */
export async function leaveAlone(context: PaymentContext, attempt: Attempt): Promise<Answered> {
  await alarmGoneAccount(context, attempt)
  await deferQuery(context, attempt, whenToLookAgain(attempt))
  return { attempt, trade: null, problem: accountIsGone(attempt) }
}

async function queryOwn(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  asker: Asker,
): Promise<Answered> {
  const claim = await reserveQuery(context, methodAccount, attempt, asker)
  if (!claim) return { attempt: (await context.ledger.attempt(attempt.id)) ?? attempt, trade: null, problem: null }
  try {
    return await queryGateway(context, methodAccount, claim)
  } catch (error) {
    if (!(error instanceof PaymentError)) throw error
    heedRetryAt(methodAccount, error)
    context.logger.warn(`Taiwan payments could not ask about ${attempt.trade_no}: ${describeError(error)}`)
    return { attempt: claim.attempt, trade: null, problem: error }
  } finally {
    await tellClockSkew(context, methodAccount)
  }
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
      hold(context, methodAccount, attempt, await question(methodAccount, attempt, "query")),
    )
    isAbsent = trade.state === "absent"
    if (isAbsent) count("noSuchTrade", { gateway: attempt.gateway })
    return trade
  } finally {
    if (!isAbsent) await uncount(context, attempt, counted)
  }
}
