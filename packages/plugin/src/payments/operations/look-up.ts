import { IN_FLIGHT_SECONDS } from "../../modules/ledger/operations"
import type { Attempt, Operation } from "../../modules/ledger/records"
import { PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { sendFor } from "../exchanges"
import type { MethodAccount } from "../method-account"
import { IN_CHINESE } from "../operation-names"
import { lookOnly } from "./look-only"
import { lookAtLeft, lookSoon } from "./look-soon"
import { carryOut, isUnresolved } from "./operation"
import { refusal } from "./refusals"
import { SHOWN_WITHIN_MS } from "./sent-before"

/** What stops a conversation that looked, found nothing done, and would now move money. */
class NotDone extends PaymentError {}

/**
 * Ends an operation whose fate is unknown by looking alone: every gateway's conversation looks first when it is resumed, and
 * the request that would move money is never sent.
 * @throws PaymentError when the gateway does not tell, or may not know yet
 */
export async function lookUp(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  operation: Operation,
): Promise<void> {
  const begun = await context.ledger.operations.restart(operation)
  const now = await context.ledger.now()
  const isShown = now.getTime() - (begun.operation.sent_at ?? operation.started_at).getTime() > SHOWN_WITHIN_MS
  const notDone = () => new NotDone("refused", "The gateway has not done it.", { unsent: true })
  const send = lookOnly(sendFor(context, methodAccount, attempt), notDone)
  try {
    await carryOut(context, methodAccount, attempt, { ...begun, resumed: true }, send)
  } catch (error) {
    if (!(error instanceof NotDone) || !isShown) throw error
    await endUndone(context, attempt, operation)
  }
}

async function endUndone(context: PaymentContext, attempt: Attempt, operation: Operation): Promise<void> {
  const { id, kind } = operation
  const latest = (await context.ledger.operationsOf(attempt.id, kind)).find((each) => each.id === id)
  if (latest && isUnresolved(latest))
    await context.ledger.finish(latest, { state: "refused", message: "The gateway did not do it." }, 0)
  await lookSoon(context, operation)
  // Its first step may have undone a closing, which nobody has asked for again then.
  if (kind === "refund") await lookAtLeft(context, attempt)
}

/**
 * What another movement of the same attempt has to wait for: one of an unknown fate. What is young is under way; later it
 * is looked up, and then blocks nobody.
 * @throws PaymentError `refused` while it may still come
 */
export async function endUnresolved(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  open: Operation,
): Promise<void> {
  const age = (await context.ledger.now()).getTime() - open.started_at.getTime()
  if (age < IN_FLIGHT_SECONDS * 1000) throw hasNoAnswerYet(attempt, open)
  await lookUp(context, methodAccount, attempt, open)
}

function hasNoAnswerYet(attempt: Attempt, { kind, amount }: Operation): PaymentError {
  const en = `An earlier ${kind} of ${amount} TWD has no answer yet. Try that amount again first, so that its fate is known.`
  const zh = `先前的${IN_CHINESE[kind]} NT$${amount} 尚無結果。請先以相同金額再試一次，以確認其結果。`
  return refusal(attempt, { en, "zh-TW": zh })
}
