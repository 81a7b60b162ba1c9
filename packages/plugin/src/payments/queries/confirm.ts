import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import type { PaymentContext } from "../context"
import { hold } from "../exchanges"
import type { MethodAccount } from "../method-account"
import { type Answered, about, commitAnswer, question } from "./answer"
import { isStillPayable } from "./still-payable"

/**
 * Takes what the buyer approved, one process at a time; never for a session that is gone, changed, paid or cancelled:
 * what is not confirmed is not charged. The answer is committed before the next one looks, or two tabs would both pay.
 */
export async function confirm(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  approved: Trade,
): Promise<Answered> {
  return context.ledger.exclusively(`session ${attempt.session_id}`, async () => {
    if (!(await isStillPayable(context, methodAccount, attempt)))
      return commitAnswer(context, methodAccount, attempt, approved)
    const operation = await beginConfirm(context, attempt)
    // It takes its place in the minute, and waits for none: others keep a reserve free for it.
    methodAccount.client.tryAcquire()
    const taking = hold(context, methodAccount, attempt, await question(methodAccount, attempt, "confirm"))
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
