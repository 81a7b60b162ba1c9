import type { MedusaContainer } from "@medusajs/framework/types"
import type { Actor, Attempt } from "../../modules/ledger/records"
import { describeError, localWords } from "../../toolkit/payment-error"
import { checkBalance } from "../balances/check-balance"
import type { PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"
import { wakeIfDue } from "../orders/apply-worker"
import { queryStatus } from "../queries/query"
import { queryAgainAt } from "./actions"
import { contextBy } from "./actor"
import { explained, providerIsGone, situationOf } from "./situation"
import type { QueryAnswer } from "./views"

/** When no allowance of the account is left, the next minute brings a new one. */
const NEXT_ALLOWANCE_MS = 60_000

/** Asks the gateway about an attempt now, within its patience, and lets Medusa follow what it says. */
export async function queryNow(container: MedusaContainer, attemptId: string, actor: Actor): Promise<QueryAnswer> {
  const { attempt, methodAccount } = await situationOf(container, attemptId)
  if (!methodAccount) throw providerIsGone()
  const context = contextBy(container, actor)
  const { attempt: updated, trade, problem } = await queryStatus(context, methodAccount, attempt)
  wakeIfDue(container, updated)
  const difference = trade && (await differenceOf(context, methodAccount, updated))
  const asked = trade !== null || problem !== null
  const now = new Date()
  return {
    outcome: trade ? "answered" : asked ? "silent" : "too soon",
    answer: trade && explained(methodAccount, { state: trade.state, code: trade.code, message: trade.message }),
    problem: problem ? localWords(problem) : null,
    difference,
    again_at:
      problem?.facts.retryAt ?? queryAgainAt({ attempt: updated, methodAccount }, now) ?? (asked ? null : after(now)),
  }
}

/** What the gateway's books say beside ours; its answer about the trade stands whether or not they tell. */
async function differenceOf(context: PaymentContext, methodAccount: MethodAccount, attempt: Attempt) {
  try {
    return (await checkBalance(context, methodAccount, attempt))?.difference ?? null
  } catch (error) {
    context.logger.warn(`Taiwan payments: the books of ${attempt.trade_no} did not tell: ${describeError(error)}`)
    return null
  }
}

function after(now: Date): Date {
  return new Date(now.getTime() + NEXT_ALLOWANCE_MS)
}
