import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentContext } from "../context"
import { accountOf, type MethodAccount, methodOf } from "../method-account"
import { withDesk } from "./ask-desk"
import {
  adopt,
  findAdoptable,
  refuseAfterCancellation,
  refuseBesideUndone,
  refuseDuringChange,
  replaceDeadRow,
} from "./in-medusa"
import { sendForRefund } from "./look-only"
import { endUnresolved } from "./look-up"
import { applyManualRefund } from "./manual"
import {
  alone,
  carryOut,
  commit,
  conversationFor,
  isDone,
  isUnresolved,
  noteRefusal,
  ownOf,
  type RequestedOperation,
  refundedTotal,
} from "./operation"
import { asDone, refundAmount, refuseBesideQueued, refuseWhatNoApiDoes, withinRest } from "./refundable"
import { nothingToRefund } from "./refusals"

/**
 * Gives money back, at the account that took it. The ledger knows of it before the gateway does, the same key gives back once, a lost reply is
 * looked up before anything is asked again, and what Medusa forgot is taken as done.
 * @throws PaymentError `unsupported` where no API can do it (the refund desk may have begun a request then), `refused`, …
 */
export async function refund(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  requested: RequestedOperation,
): Promise<Attempt> {
  const { key, amount, inMedusa } = requested
  const asked = alone(context, attemptId, (attempt) =>
    refundAlone(context, accountOf(methodAccount, attempt), attempt, requested),
  )
  return asked.catch(async (error) => {
    if (!inMedusa) throw error
    const told = await withDesk(context, attemptId, key, error)
    const facts = { attempt_id: attemptId, kind: "refund", idempotency_key: key, requested: amount } as const
    await noteRefusal(context, { ...facts, medusa_id: key }, told)
    throw told
  })
}

async function refundAlone(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  requested: RequestedOperation,
): Promise<Attempt> {
  const refunds = await context.ledger.operationsOf(attempt.id, "refund")
  const own = ownOf(refunds, requested)
  if (own && isDone(own))
    return attempt.refunded_amount === refundedTotal(refunds)
      ? attempt
      : context.ledger.together((ledger) => commit(ledger, attempt, own))
  if (requested.inMedusa) await refuseDuringChange(context, attempt, requested)
  const adoptable = requested.inMedusa ? await findAdoptable(context, attempt, "refund", refunds, requested) : undefined
  if (adoptable) return adopt(context, attempt, adoptable, requested)
  if (requested.inMedusa && !own) await refuseBesideUndone(context, attempt, refunds, requested)
  if (!isPaid(attempt)) throw nothingToRefund(attempt)
  const open = refunds.find((each) => isUnresolved(each) && each.id !== own?.id)
  const amount = own?.amount ?? refundAmount(methodAccount, attempt, refunds, requested)
  if (open && open.amount !== amount) {
    await endUnresolved(context, methodAccount, attempt, open)
    return refundAlone(context, methodAccount, (await context.ledger.attempt(attempt.id)) ?? attempt, requested)
  }
  return payBack(context, methodAccount, attempt, refunds, { ...requested, whole: amount, resumes: own ?? open })
}

/** A refund of whole dollars; `resumes` is the operation that was begun for it before. */
interface Refund extends RequestedOperation {
  readonly whole: Operation["amount"]
  readonly resumes: Operation | undefined
}

async function payBack(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  refunds: readonly Operation[],
  requested: Refund,
): Promise<Attempt> {
  const { whole: amount, resumes } = requested
  const manual = refunds.find((operation) => operation.state === "recorded" && operation.amount === amount)
  if (manual) {
    // Medusa may have begun a row for it already, which would be made once more, by the gateway.
    if (requested.inMedusa) await replaceDeadRow(context, "refund", attempt, requested, resumes)
    return applyManualRefund(context, attempt, manual, requested)
  }
  if (requested.inMedusa) await refuseAfterCancellation(context, attempt)
  refuseWhatNoApiDoes(methodOf(methodAccount, attempt.method), attempt, amount)
  refuseBesideQueued(methodAccount, attempt, refunds, amount)
  withinRest(attempt, refunds.map(asDone), amount)
  conversationFor(methodAccount, "refund")
  if (requested.inMedusa) await replaceDeadRow(context, "refund", attempt, requested, resumes)
  const begun = await begin(context, attempt, requested)
  return carryOut(context, methodAccount, attempt, begun, await sendForRefund(context, methodAccount, attempt, begun))
}

async function begin({ ledger }: PaymentContext, attempt: Attempt, { whole: amount, resumes, ...requested }: Refund) {
  if (resumes) return ledger.operations.restart(resumes)
  const medusa = requested.inMedusa ? { medusa_id: requested.key } : {}
  const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: requested.key, amount } as const
  return ledger.begin({ ...facts, requested: requested.amount, ...medusa })
}
