import type { Attempt, AttemptChange, NewEvent, Operation, OperationKind } from "../../modules/ledger/records"
import { type Conversation, converse, type Send } from "../../toolkit/contract/conversation"
import type { Moment, OperationRequest, Outcome } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import { decimalOf, type Twd, twd } from "../../toolkit/twd"
import { EVENTS, type PaymentContext } from "../context"
import { type MethodAccount, momentOf, paidTrade } from "../method-account"

/** A requested of money as Medusa asks for it. */
export interface RequestedOperation {
  /** Medusa's idempotency key: the id of its capture or refund row. */
  readonly key: string
  /** In any shape of Medusa's. */
  readonly amount: unknown
}

/** A requested that is about to be asked for: whole dollars now, and by which conversation. */
export interface Order {
  readonly kind: OperationKind
  readonly requested: RequestedOperation
  readonly amount: Twd
  readonly conversation: ((request: OperationRequest, moment: Moment) => Conversation<Outcome>) | undefined
}

/**
 * Moves money: written down first, then asked for, then written down again. To be called while nobody else moves
 * money of the same attempt.
 */
export async function move(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  order: Order,
): Promise<Attempt> {
  const { kind, conversation } = order
  if (!conversation)
    throw refusal(attempt, `${methodAccount.gateway.name.en} has no API to ${kind} a payment.`, "unsupported")
  const { operation, resumed } = await begin(context, attempt, order)
  const refunded = refundedTotal(await context.ledger.operationsOf(attempt.id, "refund"))
  const trade = paidTrade(methodAccount, attempt)
  const { amount, idempotency_key: key, created_at: since } = operation
  const request = { trade, amount, captured: attempt.captured_amount, refunded, key, since, resumed }
  const watched = watch(methodAccount.client.send)
  try {
    const outcome = await converse(conversation(request, await momentOf(methodAccount)), watched.send)
    await context.ledger.finish(operation, outcome)
    return await commit(context, attempt, operation, outcome)
  } catch (error) {
    await context.ledger.finish(operation, failureOf(error, resumed, watched.moved()))
    throw error
  }
}

/** Remembers whether a request that moves money was sent: only then can its fate be unknown. */
function watch(send: Send): { send: Send; moved: () => boolean } {
  let moved = false
  return {
    moved: () => moved,
    send: async (request) => {
      moved ||= request.moves === true
      return send(request)
    },
  }
}

/** An earlier requested whose fate is unknown comes first: it is the one that is asked for again. */
async function begin(
  context: PaymentContext,
  attempt: Attempt,
  order: Order,
): Promise<{ operation: Operation; resumed: boolean }> {
  const { kind, requested, amount } = order
  const open = (await context.ledger.operationsOf(attempt.id, kind)).find(isUnresolved)
  if (open?.amount === amount) return { operation: open, resumed: true }
  if (open) {
    const advice = "Try that amount again first, so that its fate is known."
    throw refusal(attempt, `An earlier ${kind} of ${open.amount} TWD has no answer yet. ${advice}`)
  }
  const facts = { attempt_id: attempt.id, kind, idempotency_key: requested.key, amount }
  const { operation } = await context.ledger.begin({ ...facts, requested: decimalOf(requested.amount) })
  return { operation, resumed: false }
}

/** Brings an attempt up to what its operations say, with an event that tells of the last one. */
export async function commit(
  context: PaymentContext,
  attempt: Attempt,
  operation: Operation,
  outcome?: Outcome,
): Promise<Attempt> {
  const refunded = refundedTotal(await context.ledger.operationsOf(attempt.id, "refund"))
  const moved = await recordOnLatest(
    context,
    attempt,
    changeOf(attempt, operation, refunded),
    eventOf(attempt, operation, outcome),
  )
  if (operation.kind === "refund") {
    await context.emit(EVENTS.refunded, {
      attempt_id: attempt.id,
      order_id: attempt.order_id,
      amount: operation.amount,
    })
  }
  return moved
}

/** A notice may come in between; what is committed here holds beside it, since both only add. */
export async function recordOnLatest(
  context: PaymentContext,
  attempt: Attempt,
  change: AttemptChange,
  event: NewEvent,
): Promise<Attempt> {
  const latest = (await context.ledger.attempt(attempt.id)) ?? attempt
  return (await context.ledger.record(latest, change, event)) ?? recordOnLatest(context, latest, change, event)
}

function changeOf(attempt: Attempt, { kind, amount }: Operation, refunded: Twd): AttemptChange {
  if (kind === "void") return { state: "voided", apply_at: null, query_at: null }
  if (kind === "capture") return { state: "captured", captured_amount: amount }
  const all = refunded >= attempt.captured_amount
  return { refunded_amount: refunded, ...(all ? { state: "refunded" as const, apply_at: null } : {}) }
}

function eventOf(attempt: Attempt, operation: Operation, outcome?: Outcome): NewEvent {
  const { id, kind, amount, idempotency_key: key } = operation
  return {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "operation",
    verdict: "accepted",
    state: null,
    code: outcome?.code ?? null,
    message: `${kind} ${amount} TWD${outcome?.message ? `: ${outcome.message}` : ""}`,
    amount,
    payload: { steps: outcome?.steps ?? [], reference: outcome?.reference ?? operation.reference, key },
    digest: sha256Hex(id),
  }
}

/**
 * Only a clear refusal of the requested itself, or a request that never left, is over; anything else may have happened. When a
 * requested is taken up again, a refused look tells nothing of its first try.
 */
function failureOf(error: unknown, resumed: boolean, moved: boolean): Partial<Operation> {
  const facts = error instanceof PaymentError ? error.facts : {}
  const clear = error instanceof PaymentError && ["refused", "unsupported", "config"].includes(error.kind)
  const over = moved ? clear || facts.unsent === true : !resumed
  return { state: over ? "refused" : "unknown", code: facts.code ?? null, message: describeError(error) }
}

/** What went back so far, or was taken on to go back, by the operations themselves. TWD whole dollars. */
export function refundedTotal(refunds: readonly Operation[]): Twd {
  return twd(refunds.filter(isDone).reduce((sum, { amount }) => sum + amount, 0))
}

export function isDone({ state }: Operation): boolean {
  return state === "done" || state === "queued"
}

export function isUnresolved({ state }: Operation): boolean {
  return state === "started" || state === "unknown"
}

export function refusal(attempt: Attempt, message: string, kind: "refused" | "unsupported" = "refused"): PaymentError {
  return new PaymentError(kind, message, { gateway: attempt.gateway })
}
