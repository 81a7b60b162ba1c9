import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { RawMessage } from "../../toolkit/contract/gateway"
import { contextOf, type PaymentContext } from "../context"
import { alarmGoneAccount } from "../gone-accounts"
import { withSession } from "../medusa/session-data"
import { findAccountOf, type MethodAccount } from "../method-account"
import { methodAccountFor, providerId } from "../method-accounts"
import { recordNotice } from "../notices/verify"
import { wakeIfDue } from "../orders/apply-worker"
import { queryStatus } from "../queries/query"

/**
 * Where a returning browser goes; null for an attempt that this provider never opened. What it brings is believed only
 * where the gateway signed it; else the gateway is asked.
 */
export async function handleReturn(
  container: MedusaContainer,
  provider: string,
  attemptId: string,
  brought: RawMessage | null,
): Promise<string | null> {
  const context = contextOf(container)
  const attempt = await context.ledger.attempt(attemptId)
  if (attempt?.provider_id !== providerId(provider)) return null
  const methodAccount = await methodAccountFor(container, attempt)
  if (methodAccount) wakeIfDue(container, await updateFromReturn(context, methodAccount, attempt, brought))
  else await alarmGoneAccount(context, attempt)
  return withSession(attempt.return_url, attempt.session_id)
}

/** What is known of an attempt once its buyer is back. */
export async function updateFromReturn(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  brought: RawMessage | null,
): Promise<Attempt> {
  if (isPaid(attempt) || attempt.state === "issued") return attempt
  const { notice } = (findAccountOf(methodAccount, attempt) ?? methodAccount).account
  if (brought && notice?.kind === "signed" && notice.returns) {
    const updated = await recordNotice(context, methodAccount, brought, "return")
    if (updated.verdict === "accepted" && updated.attempt?.id === attempt.id) return updated.attempt
  }
  return (await queryStatus(context, methodAccount, attempt, "return")).attempt
}
