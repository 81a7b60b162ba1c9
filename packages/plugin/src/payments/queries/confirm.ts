import type { Attempt, Begun } from "../../modules/ledger/records"
import type { Trade } from "../../toolkit/contract/gateway"
import type { PaymentContext } from "../context"
import { hold, sendFor } from "../exchanges"
import type { MethodAccount } from "../method-account"
import { tellsEnd } from "../sale-end"
import { sentInTime } from "../sent-in-time"
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
  return context.ledger.exclusively(`session ${attempt.session_id}`, async (stillMine) => {
    if (!(await isStillPayable(context, methodAccount, attempt)))
      return commitAnswer(context, methodAccount, attempt, approved)
    const begun = await beginConfirm(context, attempt)
    if (!(await stillMine())) {
      await context.ledger.finish(begun.operation, { state: begun.resumed ? "unknown" : "refused" })
      return commitAnswer(context, methodAccount, attempt, approved)
    }
    // It takes its place in the minute, and waits for none: others keep a reserve free for it.
    methodAccount.client.tryAcquire()
    const conversation = await question(methodAccount, attempt, "confirm")
    const send = sentInTime(sendFor(context, methodAccount, attempt), begun)
    const trade = await about(attempt, hold(context, methodAccount, attempt, conversation, send))
    const answered = await commitAnswer(context, methodAccount, attempt, trade)
    const state = tellsEnd(answered.trade, answered.attempt) ? "done" : "unknown"
    await context.ledger.finish(begun.operation, { state, code: trade.code })
    return answered
  })
}

/** Written down first: while its answer is missing, no other attempt of the session is taken. */
async function beginConfirm(context: PaymentContext, { id, amount }: Attempt): Promise<Begun> {
  const facts = { attempt_id: id, kind: "confirm", idempotency_key: `confirm ${id}`, amount } as const
  return context.ledger.begin({ ...facts, requested: String(amount) })
}
