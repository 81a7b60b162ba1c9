import type { Ledger } from "../../modules/ledger/ledger"
import type { Attempt, AttemptChange, Begun, NewEvent, Operation, OperationState } from "../../modules/ledger/records"
import type { Conversation, Send } from "../../toolkit/contract/conversation"
import type { Moment, OperationRequest, Outcome } from "../../toolkit/contract/gateway"
import { sha256Hex } from "../../toolkit/digest"
import { isPaymentError, PaymentError } from "../../toolkit/payment-error"
import { type Twd, twd } from "../../toolkit/twd"
import { deliverEvents, EVENTS, type PaymentContext } from "../context"
import { hold, sendFor } from "../exchanges"
import { type MethodAccount, momentOf, paidTrade } from "../method-account"
import { IN_CHINESE } from "../operation-names"
import { plainNumber } from "../plain-trade"
import { sentInTime } from "../sent-in-time"
import { isManual } from "./by-hand"
import { lookSoon } from "./look-soon"
import { keptWords, noSuchPayment } from "./refusals"
import { SHOWN_WITHIN_MS, sinceUnknownTry } from "./sent-before"
import { watch } from "./watch"

/** A movement of money as it is asked of us. */
export interface RequestedOperation {
  /** Unique to it: for Medusa, the id of its capture or refund row. */
  readonly key: string
  /** An exact decimal in major units. */
  readonly amount: string
  /** Whether the key is a row of Medusa's, which it deletes when the request fails. */
  readonly inMedusa?: true
}

type Kind = "capture" | "void" | "refund"
type Conversations = ((request: OperationRequest, moment: Moment) => Conversation<Outcome>) | undefined

/** In which Medusa must have followed what was done. */
export const FOLLOWED_SECONDS = 180
/** When a refusal is looked at again: Medusa may have gone on as if it had been done. */
export const REFUSED_SECONDS = 60

/**
 * Carries out an operation that was written down as started, and writes down how it ended. Once the gateway has said
 * yes, nothing that fails here makes it undone: then it stays started, and is looked up.
 */
export async function carryOut(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  begun: Begun,
  send: Send = sendFor(context, methodAccount, attempt),
): Promise<Attempt> {
  const watched = watch(sentInTime(send, begun))
  const outcome = await askFor(context, methodAccount, attempt, begun, watched.send).catch(async (error) => {
    await recordFailure(context, begun, error, watched)
    throw error
  })
  return settle(context, attempt, begun.operation, { ...outcome, reference: plainNumber(outcome.reference) })
}

/** @throws PaymentError `unsupported` */
export function conversationFor(methodAccount: MethodAccount, kind: Operation["kind"]): NonNullable<Conversations> {
  const conversation: Conversations = isKind(kind) ? methodAccount.account[kind] : undefined
  if (conversation) return conversation
  const { name } = methodAccount.gateway
  const zh = `${name["zh-TW"]}沒有${IN_CHINESE[kind]}的 API。`
  const words = { en: `${name.en} has no API to ${kind} a payment.`, "zh-TW": zh }
  throw new PaymentError("unsupported", words, { gateway: methodAccount.account.id })
}

function isKind(kind: Operation["kind"]): kind is Kind {
  return kind === "capture" || kind === "void" || kind === "refund"
}

async function askFor(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  begun: Begun,
  send: Send,
): Promise<Outcome> {
  const request = await requestOf(context, methodAccount, attempt, begun)
  const conversation = conversationFor(methodAccount, begun.operation.kind)(request, await momentOf(methodAccount))
  return hold(context, methodAccount, attempt, conversation, send)
}

async function requestOf(
  context: PaymentContext,
  methodAccount: MethodAccount,
  attempt: Attempt,
  { operation, resumed }: Begun,
): Promise<OperationRequest> {
  const { id, amount, idempotency_key: key, created_at: since } = operation
  const others = (await context.ledger.operationsOf(attempt.id, "refund")).filter((other) => other.id !== id)
  const trade = paidTrade(methodAccount, attempt)
  return { trade, amount, captured: attempt.captured_amount, refunded: refundedAtGateway(others), key, since, resumed }
}

/**
 * Only a clear refusal of the movement itself is over; anything else may have happened. Where nothing was sent in this
 * try, its fate is what it was before; so it is where this try was refused, perhaps for an earlier one that the books do not show yet.
 */
async function recordFailure(
  context: PaymentContext,
  begun: Begun,
  error: unknown,
  { asked, moved }: Pick<ReturnType<typeof watch>, "asked" | "moved">,
): Promise<void> {
  const { operation, before } = begun
  const facts = error instanceof PaymentError ? error.facts : {}
  const clear = error instanceof PaymentError && ["refused", "unsupported", "config"].includes(error.kind)
  const mayShow = clear && ((await sinceUnknownTry(context, begun)) ?? SHOWN_WITHIN_MS) < SHOWN_WITHIN_MS
  const wasSent = moved() && facts.unsent !== true && !mayShow
  const state = wasSent ? (clear ? "refused" : "unknown") : stateBefore(before)
  const sent = wasSent ? { sent_at: operation.started_at } : {}
  const result = { state, code: facts.code ?? null, message: keptWords(error), ...sent }
  await context.ledger.finish(operation, result, ...(state === "refused" ? [REFUSED_SECONDS] : []))
  if (clear && asked() && facts.unsent !== true) await lookSoon(context, operation)
}

function stateBefore(before: Operation | null): OperationState {
  if (before === null) return "refused"
  return before.state === "started" ? "unknown" : before.state
}

/** Writes down what the gateway did, on the operation and its attempt, and the event that tells of it, all at once. */
export async function settle(
  context: PaymentContext,
  attempt: Attempt,
  operation: Operation,
  outcome: Outcome,
): Promise<Attempt> {
  const settled = await context.ledger.together(async (ledger) => {
    const result = { ...outcome, sent_at: operation.started_at }
    const isFollowed = operation.medusa_id !== null || operation.kind === "void"
    const done = await ledger.finish(operation, result, isFollowed ? FOLLOWED_SECONDS : null)
    if (!done) throw new Error("The operation was ended by another process meanwhile; it is looked up.")
    return commit(ledger, attempt, done, outcome)
  })
  await deliverEvents(context)
  return settled
}

/** Brings an attempt up to what its operations say. To be called within `together`. */
export async function commit(
  ledger: Ledger,
  attempt: Attempt,
  operation: Operation,
  outcome?: Outcome,
): Promise<Attempt> {
  const refunded = refundedTotal(await ledger.operationsOf(attempt.id, "refund"))
  const change = (latest: Attempt) => changeOf(latest, operation, refunded)
  const moved = await recordOnLatest(ledger, attempt, change, eventOf(attempt, operation, outcome))
  const { id, order_id } = attempt
  if (operation.kind === "void") await ledger.resolveAlarms(id, "released", "not_released")
  const { state } = moved
  // A part that went back leaves the rest owed.
  if (state === "refunded") await ledger.resolveAlarms(id, "refunded", "not_refunded", "not_captured")
  else if (operation.kind === "refund")
    await ledger.alarms.resolveOperation("not_refunded", operation, "refunded", true)
  if (state === "captured" || state === "voided") await ledger.resolveAlarms(id, state, "authorization_ends")
  if (operation.kind === "refund")
    await ledger.outbox.add(EVENTS.refunded, {
      attempt_id: id,
      operation_id: operation.id,
      order_id,
      amount: operation.amount,
    })
  return moved
}

/** A notice may come in between; what is committed here holds beside it, since both only add. */
export async function recordOnLatest(
  ledger: Ledger,
  attempt: Attempt,
  change: (latest: Attempt) => AttemptChange,
  event: NewEvent,
): Promise<Attempt> {
  const latest = (await ledger.attempt(attempt.id)) ?? attempt
  return (await ledger.record(latest, change(latest), event)) ?? recordOnLatest(ledger, latest, change, event)
}

function changeOf(attempt: Attempt, { kind, amount }: Operation, refunded: Twd): AttemptChange {
  if (kind === "void") return { state: "voided", apply_at: null, query_at: null }
  if (kind === "capture")
    return { ...(attempt.state === "authorized" ? { state: "captured" as const } : {}), captured_amount: amount }
  const all = refunded >= attempt.captured_amount
  return { refunded_amount: refunded, ...(all ? { state: "refunded" as const, apply_at: null } : {}) }
}

function eventOf(attempt: Attempt, operation: Operation, outcome?: Outcome): NewEvent {
  const { id, kind, amount, tries, idempotency_key: key } = operation
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
    digest: sha256Hex(`${id} ${tries}`),
  }
}

/** What went back so far, or was taken on to go back, by the operations themselves. TWD whole dollars. */
export function refundedTotal(refunds: readonly Pick<Operation, "state" | "amount">[]): Twd {
  return twd(refunds.filter(isDone).reduce((sum, { amount }) => sum + amount, 0))
}

/** The same without what staff transferred themselves, which no gateway knows of. */
export function refundedAtGateway(
  refunds: readonly Pick<Operation, "state" | "amount" | "idempotency_key" | "reference">[],
): Twd {
  return refundedTotal(refunds.filter((refund) => !isManual(refund)))
}

export function isDone({ state }: Pick<Operation, "state">): boolean {
  return state === "done" || state === "queued"
}

export function isUnresolved({ state }: Pick<Operation, "state">): boolean {
  return state === "started" || state === "unknown"
}

/** The operation that a request stands for: by its own key, or by the row of Medusa's that books it. */
export function ownOf(operations: readonly Operation[], { key }: RequestedOperation): Operation | undefined {
  return operations.find(({ idempotency_key, medusa_id }) => medusa_id === key || idempotency_key === key)
}

/**
 * Writes down that a request of Medusa's was refused before anything was asked: Medusa may go on as if it had been done, and
 * it is looked at again.
 */
export async function noteRefusal(
  { ledger }: PaymentContext,
  facts: Pick<Operation, "attempt_id" | "kind" | "idempotency_key" | "requested" | "medusa_id">,
  error: unknown,
): Promise<void> {
  const amount = Math.round(Number(facts.requested))
  if (!isPaymentError(error) || !(amount >= 1)) return
  const { code = null } = error.facts
  await ledger.operations.note({ ...facts, amount: twd(amount), message: keptWords(error), code }, REFUSED_SECONDS)
}

/** Runs alone among all that move money of the attempt. */
export async function alone<Result>(
  context: PaymentContext,
  attemptId: string,
  work: (attempt: Attempt) => Promise<Result>,
): Promise<Result> {
  return context.ledger.exclusively(`attempt ${attemptId}`, async () => {
    const attempt = await context.ledger.attempt(attemptId)
    if (!attempt) throw noSuchPayment()
    return work(attempt)
  })
}
