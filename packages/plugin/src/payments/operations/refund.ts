import { isPaid } from "../../modules/ledger/advance"
import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Method } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { PaymentError } from "../../toolkit/payment-error"
import { decimalOf, type Twd, toWholeDollars, twd } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import { type MethodAccount, methodOf } from "../method-account"
import { commit, isDone, move, type RequestedOperation, refundedTotal, refusal } from "./operation"

/**
 * Gives money back. The ledger knows of it before the gateway does, the same key gives back once, and a lost reply is
 * looked up before anything is asked again.
 * @throws PaymentError `unsupported` where no API can do it, `refused`, `unreachable` …
 */
export async function refund(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  requested: RequestedOperation,
): Promise<Attempt> {
  return alone(context, attemptId, async (attempt) => {
    const refunds = await context.ledger.operationsOf(attempt.id, "refund")
    const own = refunds.find(({ idempotency_key }) => idempotency_key === requested.key)
    if (own && isDone(own))
      return attempt.refunded_amount === refundedTotal(refunds) ? attempt : commit(context, attempt, own)
    if (!isPaid(attempt)) throw refusal(attempt, `Nothing can be refunded: the trade is ${attempt.state}.`)
    const amount = own?.amount ?? refundAmount(methodAccount, attempt, refunds, requested)
    const manual = refunds.find((operation) => operation.state === "recorded" && operation.amount === amount)
    if (manual) return applyManualRefund(context, attempt, manual, own ? undefined : requested)
    refuseWhatNoApiDoes(methodOf(methodAccount, attempt.method), attempt, amount)
    withinRest(attempt, refunds.map(asDone), amount)
    return move(context, methodAccount, attempt, {
      kind: "refund",
      requested,
      amount,
      conversation: methodAccount.account.refund,
    })
  })
}

/** Captures an authorised payment, all or a part. A payment that is captured already stays as it is. */
export async function capture(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  requested: RequestedOperation,
): Promise<Attempt> {
  return alone(context, attemptId, async (attempt) => {
    if (attempt.state === "captured" && attempt.captured_amount === attempt.amount) return attempt
    const captures = await context.ledger.operationsOf(attempt.id, "capture")
    const own = captures.find(({ idempotency_key }) => idempotency_key === requested.key)
    if (own && isDone(own)) return attempt.state === "authorized" ? commit(context, attempt, own) : attempt
    const amount = toWholeDollars(requested.amount, methodAccount.shop.rounding)
    if (attempt.state !== "authorized" || amount > attempt.amount)
      throw refusal(
        attempt,
        `${amount} TWD cannot be captured: the trade is ${attempt.state}, of ${attempt.amount} TWD.`,
      )
    if (amount < attempt.amount && methodOf(methodAccount, attempt.method).capture !== "partial") {
      const only = `${methodAccount.gateway.name.en} captures this method only in full: ${attempt.amount} TWD.`
      throw refusal(attempt, only, "unsupported")
    }
    return move(context, methodAccount, attempt, {
      kind: "capture",
      requested,
      amount,
      conversation: methodAccount.account.capture,
    })
  })
}

/** Releases an authorised payment. Where money was captured nothing is done: a refund is what gives it back. */
export async function voidAuthorization(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attemptId: string,
  key: string,
): Promise<Attempt> {
  return alone(context, attemptId, async (attempt) => {
    if (attempt.state !== "authorized") return attempt
    const { amount } = attempt
    return move(context, methodAccount, attempt, {
      kind: "void",
      requested: { key, amount },
      amount,
      conversation: methodAccount.account.void,
    })
  })
}

/**
 * Records a refund that staff made by hand, where the gateway has no API for it. The next refund of this amount in
 * Medusa is then taken as done.
 */
export async function writeManualRefund(
  context: PaymentContext,
  attemptId: string,
  amount: Twd,
  reference: string,
): Promise<Operation> {
  return alone(context, attemptId, async (attempt) => {
    const refunds = await context.ledger.operationsOf(attempt.id, "refund")
    const isKnown = refunds.some((operation) => operation.reference === reference)
    if (isKnown) throw refusal(attempt, "A refund with this reference is recorded already.")
    withinRest(attempt, refunds.map(asDone), amount)
    const key = `by-hand ${attempt.id} ${sha256Hex(reference).slice(0, 16)}`
    const facts = { attempt_id: attempt.id, kind: "refund", idempotency_key: key, amount } as const
    const { operation } = await context.ledger.begin({ ...facts, requested: String(amount) })
    await context.ledger.finish(operation, { state: "recorded", reference })
    return { ...operation, state: "recorded", reference }
  })
}

/** Takes a recorded refund as done; for money that Medusa has a payment for, Medusa's refund does this, under its key. */
export async function applyManualRefund(
  context: PaymentContext,
  attempt: Attempt,
  recorded: Operation,
  requested?: RequestedOperation,
): Promise<Attempt> {
  const asked = requested && { idempotency_key: requested.key, requested: decimalOf(requested.amount) }
  await context.ledger.finish(recorded, { state: "done", ...asked })
  return commit(context, attempt, { ...recorded, ...asked })
}

/** What staff gave back by hand is gone, whether or not Medusa has a refund for it yet. */
function asDone(operation: Operation): Operation {
  return operation.state === "recorded" ? { ...operation, state: "done" } : operation
}

async function alone<Result>(
  context: PaymentContext,
  attemptId: string,
  work: (attempt: Attempt) => Promise<Result>,
): Promise<Result> {
  return context.ledger.exclusively(`attempt ${attemptId}`, async () => {
    const attempt = await context.ledger.attempt(attemptId)
    if (!attempt) throw new PaymentError("refused", "The ledger has no such payment.")
    return work(attempt)
  })
}

/**
 * The whole dollars to give back for what Medusa asks, so that partial refunds of a rounded charge add up to
 * exactly what was charged.
 */
function refundAmount(
  methodAccount: MethodAccount,
  attempt: Attempt,
  refunds: readonly Operation[],
  requested: RequestedOperation,
): Twd {
  if (methodAccount.shop.rounding === "refuse")
    return withinRest(attempt, refunds, toWholeDollars(requested.amount, "refuse"))
  const before = refunds.filter(isDone).reduce((sum, { requested }) => sum + cents(requested), 0)
  const wanted = before + cents(decimalOf(requested.amount))
  const whole =
    wanted >= cents(attempt.session_amount) ? attempt.captured_amount : toWholeDollars(wanted / 100, "nearest")
  const due = Math.min(whole, attempt.captured_amount) - refundedTotal(refunds)
  return withinRest(attempt, refunds, twd(Math.max(due, 0)))
}

function withinRest(attempt: Attempt, refunds: readonly Operation[], amount: Twd): Twd {
  const rest = attempt.captured_amount - refundedTotal(refunds)
  if (amount >= 1 && amount <= rest) return amount
  throw refusal(attempt, `${amount} TWD cannot be refunded: ${rest} TWD of this payment are left.`)
}

function cents(decimal: string): number {
  return Math.round(Number(decimal) * 100)
}

function refuseWhatNoApiDoes(method: Method, attempt: Attempt, amount: Twd): void {
  if (method.refund === "manual") {
    throw refusal(attempt, method.refundAdvice?.en ?? `${method.name.en} has no refund API.`, "unsupported")
  }
  if (method.refund === "full" && amount !== attempt.amount) {
    throw refusal(attempt, `${method.name.en} can only be refunded in full: ${attempt.amount} TWD.`, "unsupported")
  }
}
