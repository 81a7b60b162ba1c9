import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { nextBalanceCheck } from "../balance-check-at"
import { besideEachOther, byAccount } from "../beside-each-other"
import { contextOf, type PaymentContext } from "../context"
import type { MethodAccount } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { reserveQuery } from "../queries/limits"
import { leaveAlone, queryStatus } from "../queries/query"
import { checkBalance } from "./check-balance"
import { tellLeftBehind } from "./left-behind"

const OF_EACH_ACCOUNT = 100
const NO_ALLOWANCE_MS = 10 * 60_000
const NO_ANSWER_MS = 86_400_000

type Follow = (updated: Attempt) => void

/**
 * Looks again at what was paid, some days later: staff may have refunded, released or captured it in the gateway's own back
 * office, and a bank may have taken it back. What was learned of an authorisation is handed to `follow`.
 */
export async function checkBalances(container: MedusaContainer, follow: Follow): Promise<void> {
  const context = contextOf(container)
  const due = await context.ledger.due.forBalanceCheck(new Date(), OF_EACH_ACCOUNT)
  const look = async (attempt: Attempt) => {
    const next = await lookAgain(container, context, attempt, follow).catch((error) => {
      context.logger.warn(`Taiwan payments could not look again at ${attempt.trade_no}: ${describeError(error)}`)
      return inMs(NO_ANSWER_MS)
    })
    await schedule(context, attempt, next)
  }
  await besideEachOther(byAccount(due, look))
}

/** When it is looked at once more. */
async function lookAgain(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  follow: Follow,
): Promise<Date | null> {
  await tellLeftBehind(context, attempt)
  const methodAccount = await methodAccountFor(container, attempt)
  if (methodAccount) {
    const look = attempt.state === "authorized" ? lookAtAuthorization : lookAtBooks
    const looked = await look(context, methodAccount, attempt, follow)
    if (looked !== true) return looked || inMs(NO_ALLOWANCE_MS)
  } else await leaveAlone(context, attempt)
  return nextBalanceCheck(attempt, new Date())
}

/** False when the gateway may not be asked now. */
async function lookAtAuthorization(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  follow: Follow,
): Promise<boolean> {
  const { attempt: updated, trade, problem } = await queryStatus(context, methodAccount, attempt, "books")
  if (problem) throw problem
  follow(updated)
  return trade !== null
}

/** False when the gateway may not be asked now; the instant to look again at, where its books do not say enough yet. */
async function lookAtBooks(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
): Promise<boolean | Date> {
  if (attempt.state !== "captured" || !methodAccount.account.balance) return true
  const claim = await reserveQuery(context, methodAccount, attempt, "books")
  if (!claim) return false
  const compared = await checkBalance(context, methodAccount, claim.attempt)
  return compared?.lookAgainAt ?? true
}

async function schedule({ ledger }: PaymentContext, due: Attempt, next: Date | null): Promise<void> {
  const attempt = await ledger.attempt(due.id)
  if (attempt) await ledger.endLook(due, isPaid(attempt) ? next : null)
}

function inMs(pause: number): Date {
  return new Date(Date.now() + pause)
}
