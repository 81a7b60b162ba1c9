import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { AccountKey, Attempt, Operation } from "../../modules/ledger/records"
import { describeError, isPaymentError } from "../../toolkit/payment-error"
import { besideEachOther, byAccount } from "../beside-each-other"
import { contextOf, deliverEvents, type PaymentContext } from "../context"
import { alarmGoneAccount } from "../gone-accounts"
import {
  type ForgottenRow,
  moneyRows,
  paymentSide,
  removeDeadRow,
  rowsWithoutOperation,
} from "../medusa/operation-rows"
import type { MethodAccount } from "../method-account"
import { methodAccountFor } from "../method-accounts"
import { capture, voidAuthorization } from "../operations/capture"
import { ALARM_AFTER_CHECKS, type Checked } from "../operations/checked"
import { followInMedusa } from "../operations/follow"
import { resolveAllGone } from "../operations/gone"
import { lookUp } from "../operations/look-up"
import { alone, isDone, isUnresolved, ownOf } from "../operations/operation"
import { refund } from "../operations/refund"
import { afterRefusal, alarmUndone, isHeard, isOfCanceled } from "../operations/undone"
import { PATIENCE_MS, patiently } from "../patience"
import { workInTurn } from "../pay-in-turn"
import { queryStatus } from "../queries/query"
import { removeDeadCredits } from "./dead-credits"
import { type FollowByHand, followRecorded } from "./recorded-refunds"

const WEEK_MS = 7 * 86_400_000

/**
 * Brings gateway, ledger and Medusa together again, whatever died between them: operations whose fate is unknown are looked
 * up, what was done is booked in Medusa, and what was not done although Medusa went on is done or told. `followByHand`: what
 * staff do with a refund that they recorded.
 */
export async function checkOperations(
  container: MedusaContainer,
  followByHand: FollowByHand,
  patienceMs = PATIENCE_MS,
): Promise<void> {
  const context = contextOf(container)
  await deliverEvents(context)
  await removeDeadCredits(container)
  const accounts = await context.ledger.operations.dueAccounts()
  const check = (operation: Operation) => checkOperation(container, operation, followByHand)
  await besideEachOther(accounts.map((account) => () => checkNext(context, account, check, patienceMs)))
  await resolveAllGone(context)
  const forgotten = await Promise.all(
    KINDS.map(async (kind) => (await rowsWithoutOperation(context.db, kind)).map((row) => ({ ...row, kind }))),
  )
  await besideEachOther(byAccount(forgotten.flat(), (row) => takeUpForgotten(container, context, row, patienceMs)))
}

const KINDS = ["refund", "capture"] as const

async function checkNext(
  context: PaymentContext,
  account: AccountKey,
  check: (operation: Operation) => Promise<void>,
  patienceMs: number,
): Promise<boolean> {
  const operation = await context.ledger.operations.takeDue(account)
  if (!operation) return false
  await patiently(check(operation), patienceMs).catch((error) => {
    const what = `the ${operation.kind} of ${operation.amount} TWD (${operation.id})`
    context.logger.warn(`Taiwan payments could not look after ${what}: ${describeError(error)}`)
  })
  return true
}

async function checkOperation(
  container: MedusaContainer,
  operation: Operation,
  followByHand: FollowByHand,
): Promise<void> {
  if (operation.state === "recorded") return followRecorded(container, operation, followByHand)
  const checked = await gather(container, operation)
  if (!checked) return
  if (operation.kind === "charge" || operation.kind === "confirm") return checkSale(checked)
  if (isUnresolved(operation)) return endUnknown(checked)
  if (isDone(operation)) return followInTurn(checked)
  if (operation.state === "refused") return afterRefusal(checked, () => carryOutAgain(checked))
  await checked.context.ledger.operations.checked(operation)
}

async function gather(container: MedusaContainer, operation: Operation): Promise<Checked | null> {
  const context = contextOf(container)
  const attempt = await context.ledger.attempt(operation.attempt_id)
  if (!attempt) return null
  const { kind, medusa_id } = operation
  const isBooked = kind === "refund" || kind === "capture"
  const [row = null] = isBooked ? await moneyRows(context.db, kind, [medusa_id]) : []
  const side = await paymentSide(context.db, attempt)
  const known = { container, context, attempt, operation, side, row }
  const methodAccount = await methodAccountFor(container, attempt)
  if (!methodAccount) await leaveToOptions(known)
  return methodAccount && { ...known, methodAccount }
}

/** Nobody can be asked. What Medusa went on without is told of by itself, with its order; a refusal that was heard is over. */
async function leaveToOptions(known: Omit<Checked, "methodAccount">): Promise<void> {
  const { context, attempt, operation, side } = known
  if (operation.state === "refused" && isHeard(known)) return context.ledger.operations.checked(operation)
  await alarmGoneAccount(context, attempt)
  const isUndone = operation.state === "refused" && side?.order_canceled === true && isPaid(attempt)
  if (isUndone && operation.checks >= ALARM_AFTER_CHECKS) await alarmUndone(known, operation.message ?? "")
}

/** Null, and staff are told, where no options name the account any more that opened it. */
async function accountBehind(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
): Promise<MethodAccount | null> {
  const methodAccount = await methodAccountFor(container, attempt)
  if (!methodAccount) await alarmGoneAccount(context, attempt)
  return methodAccount
}

/** Whether a charge or a confirm came about is what the trade's own state tells; after a week it is left to notices. */
async function checkSale({ context, methodAccount, attempt: known, operation }: Checked): Promise<void> {
  const { attempt } = await queryStatus(context, methodAccount, known)
  const age = (await context.ledger.now()).getTime() - attempt.created_at.getTime()
  if (attempt.state !== "started" && attempt.state !== "issued")
    await context.ledger.finish(operation, { state: "done" })
  else if (age > WEEK_MS) await context.ledger.operations.checked(operation)
}

/**
 * What Medusa counts as done, or needs done for an order that is cancelled, is asked for again; else looking is enough, as it is of a
 * capture for such an order.
 */
async function endUnknown(checked: Checked): Promise<void> {
  const { context, methodAccount, attempt, operation, row, side } = checked
  const canTakeMoney = !isOfCanceled(checked) && (row !== null || side?.order_canceled === true)
  try {
    if (canTakeMoney) return await carryOutAgain(checked)
    await alone(context, attempt.id, (latest) => lookUp(context, methodAccount, latest, operation))
  } catch (error) {
    if (!isPaymentError(error)) throw error
    if (canTakeMoney && operation.checks >= ALARM_AFTER_CHECKS) await alarmUndone(checked, describeError(error))
    throw error
  }
}

/** Under its own key, so that it is looked up first; then Medusa follows. */
async function carryOutAgain(checked: Checked): Promise<void> {
  const { context, methodAccount, attempt, operation } = checked
  const { kind, idempotency_key: key, requested: amount } = operation
  if (kind === "refund") await refund(context, methodAccount, attempt.id, { key, amount })
  if (kind === "capture") await capture(context, methodAccount, attempt.id, { key, amount })
  if (kind === "void") await voidAuthorization(context, methodAccount, attempt.id, key)
  await followInTurn(checked)
}

/** In turn with whoever works on the order's money, for Medusa's workflows look and then write; on what stands once the turn has come. */
async function followInTurn({ container, context, attempt, operation: { id, kind } }: Checked): Promise<void> {
  await workInTurn(context, attempt, async () => {
    const latest = (await context.ledger.operationsOf(attempt.id, kind)).find((each) => each.id === id)
    const checked = latest && latest.state !== "failed" ? await gather(container, latest) : null
    if (checked) await followInMedusa(checked)
  })
}

/**
 * A row that Medusa wrote before a process died, of which no gateway has heard: Medusa counts it, so it is done. The capture of an order
 * that was cancelled since is not.
 */
async function takeUpForgotten(
  container: MedusaContainer,
  context: PaymentContext,
  { id: key, amount, attempt_id, kind }: ForgottenRow & { readonly kind: "refund" | "capture" },
  patienceMs: number,
): Promise<void> {
  const move = kind === "refund" ? refund : capture
  const attempt = await context.ledger.attempt(attempt_id)
  if (attempt && kind === "capture" && (await paymentSide(context.db, attempt))?.order_canceled)
    return removeDeadRow(context.db, kind, key)
  const methodAccount = attempt && (await accountBehind(container, context, attempt))
  if (!methodAccount) return
  const moved = move(context, methodAccount, attempt_id, { key, amount, inMedusa: true })
  await patiently<unknown>(moved, patienceMs).catch(async (error) => {
    if (kind === "capture") await dropRefusedCapture(context, attempt_id, key, error)
    const what = `the ${kind} ${key} of ${amount} TWD, which Medusa had written before its process died`
    context.logger.warn(`Taiwan payments could not take up ${what}: ${describeError(error)}`)
  })
}

/** What can never be captured so is counted by Medusa no more: it would refuse every other capture beside it. */
async function dropRefusedCapture(
  { db, ledger }: PaymentContext,
  attemptId: string,
  key: string,
  error: unknown,
): Promise<void> {
  if (!isPaymentError(error, "refused") && !isPaymentError(error, "unsupported")) return
  // Somebody else is at work, or has no answer yet: it may be captured later.
  const captures = await ledger.operationsOf(attemptId, "capture")
  if (error.facts.unsent || captures.some(isUnresolved)) return
  if (!ownOf(captures, { key, amount: "0" })) await removeDeadRow(db, "capture", key)
}
