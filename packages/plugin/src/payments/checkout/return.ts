import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { RawMessage } from "../../toolkit/contract/gateway"
import { contextOf, type PaymentContext } from "../context"
import { withSession } from "../medusa/session-data"
import type { MethodAccount } from "../method-account"
import { methodAccountOf, providerId } from "../method-accounts"
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
  const [methodAccount, attempt] = await Promise.all([
    methodAccountOf(container, providerId(provider)),
    context.ledger.attempt(attemptId),
  ])
  if (!methodAccount || !attempt || attempt.provider_id !== providerId(provider)) return null
  const known = await updateFromReturn(context, methodAccount, attempt, brought)
  wakeIfDue(container, known)
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
  const { notice } = methodAccount.account
  if (brought && notice?.kind === "signed" && notice.returns) {
    const updated = await recordNotice(context, methodAccount, notice, brought, "return")
    if (updated.verdict === "accepted" && updated.attempt?.id === attempt.id) return updated.attempt
  }
  return (await queryStatus(context, methodAccount, attempt)).attempt
}
