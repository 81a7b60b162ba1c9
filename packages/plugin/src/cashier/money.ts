import { isPaid } from "../modules/ledger/advance"
import type { Attempt, AttemptChange, Operation, OperationKind } from "../modules/ledger/records"
import { type Conversation, converse } from "../toolkit/conversation"
import { sha256Hex } from "../toolkit/digest"
import type { Method, MoneyRequest, Moment, Outcome } from "../toolkit/gateway"
import { PaymentError } from "../toolkit/payment-error"
import { chargeFor, decimalOf, type Twd, twd } from "../toolkit/twd"
import { type Desk, EVENTS } from "./desk"
import { paidTrade } from "./inquiry"
import { momentOf, type Terminal } from "./terminal"

/** A movement of money as Medusa asks for it. */
export interface Movement {
  /** Medusa's idempotency key: the id of its capture or refund row. */
  readonly key: string
  /** In any shape of Medusa's. */
  readonly amount: unknown
}

type Talk = (request: MoneyRequest, moment: Moment) => Conversation<Outcome>

/**
 * Gives money back. The ledger knows of it before the gateway does, the same key gives back once, and a lost reply is
 * looked up before anything is asked again.
 * @throws PaymentError `unsupported` where no API can do it, `refused`, `unreachable` …
 */
export async function refund(desk: Desk, terminal: Terminal, attemptId: string, movement: Movement): Promise<Attempt> {
  return alone(desk, attemptId, async (attempt) => {
    const earlier = (await desk.ledger.operationsOf(attempt.id, "refund")).filter(isLive)
    const own = earlier.find(({ idempotency_key }) => idempotency_key === movement.key)
    if (own?.state === "done" || own?.state === "queued") return attempt
    if (!isPaid(attempt)) throw new PaymentError("refused", `Nothing can be refunded: the trade is ${attempt.state}.`, { gateway: attempt.gateway })
    const amount = own?.amount ?? refundCharge(terminal, attempt, earlier, movement)
    const byHand = await takeRecorded(desk, attempt, amount)
    if (byHand) return desk.ledger.finish(byHand, { state: "done" }).then(() => commit(desk, attempt, "refund", byHand))
    const method = methodOf(terminal, attempt)
    refuseWhatNoApiDoes(method, attempt, amount)
    return move(desk, terminal, attempt, "refund", movement, amount, terminal.gateway.refund)
  })
}

/** Captures an authorised payment, all or a part. A payment that is captured already stays as it is. */
export async function capture(desk: Desk, terminal: Terminal, attemptId: string, movement: Movement): Promise<Attempt> {
  return alone(desk, attemptId, async (attempt) => {
    if (attempt.state === "captured" && attempt.captured_amount === attempt.amount) return attempt
    const amount = chargeFor(movement.amount, terminal.shop.rounding)
    if (amount < attempt.amount && methodOf(terminal, attempt).capture !== "partial") {
      throw new PaymentError("unsupported", `${terminal.kind.name.en} captures this method only in full: ${attempt.amount} TWD.`, { gateway: attempt.gateway })
    }
    return move(desk, terminal, attempt, "capture", movement, amount, terminal.gateway.capture)
  })
}

/** Releases an authorised payment. Where money was captured nothing is done: a refund is what gives it back. */
export async function release(desk: Desk, terminal: Terminal, attemptId: string, key: string): Promise<Attempt> {
  return alone(desk, attemptId, async (attempt) => {
    if (attempt.state !== "authorized") return attempt
    return move(desk, terminal, attempt, "void", { key, amount: attempt.amount }, attempt.amount, terminal.gateway.void)
  })
}

/**
 * Records a refund that staff made by hand, where the gateway has no API for it. The next refund of this amount in
 * Medusa is then taken as done.
 */
export async function recordByHand(desk: Desk, terminal: Terminal, attemptId: string, amount: Twd, reference: string): Promise<Operation> {
  return alone(desk, attemptId, async (attempt) => {
    if (amount > attempt.captured_amount - attempt.refunded_amount) {
      throw new PaymentError("refused", `At most ${attempt.captured_amount - attempt.refunded_amount} TWD can be refunded.`, { gateway: attempt.gateway })
    }
    const key = `by-hand ${attempt.id} ${sha256Hex(reference).slice(0, 16)}`
    const { operation, resumed } = await desk.ledger.begin({ attempt_id: attempt.id, kind: "refund", idempotency_key: key, amount, requested: String(amount) })
    if (resumed) throw new PaymentError("refused", "A refund with this reference is recorded already.", { gateway: attempt.gateway })
    await desk.ledger.finish(operation, { state: "recorded", reference })
    return operation
  })
}

async function takeRecorded(desk: Desk, attempt: Attempt, amount: Twd): Promise<Operation | undefined> {
  const operations = await desk.ledger.operationsOf(attempt.id, "refund")
  return operations.find((operation) => operation.state === "recorded" && operation.amount === amount)
}

async function alone<Result>(desk: Desk, attemptId: string, work: (attempt: Attempt) => Promise<Result>): Promise<Result> {
  return desk.ledger.exclusively(`attempt ${attemptId}`, async () => {
    const attempt = await desk.ledger.attempt(attemptId)
    if (!attempt) throw new PaymentError("refused", "The ledger has no such payment.")
    return work(attempt)
  })
}

async function move(
  desk: Desk,
  terminal: Terminal,
  attempt: Attempt,
  kind: OperationKind,
  movement: Movement,
  amount: Twd,
  talk: Talk | undefined,
): Promise<Attempt> {
  if (!talk) throw new PaymentError("unsupported", `${terminal.kind.name.en} has no API to ${kind} a payment.`, { gateway: attempt.gateway })
  const { operation, resumed } = await begin(desk, attempt, kind, movement, amount)
  const request = requestOf(terminal, attempt, operation, resumed)
  try {
    const outcome = await converse(talk(request, momentOf(terminal)), terminal.line.send)
    await desk.ledger.finish(operation, { ...outcome, steps: outcome.steps })
    return await commit(desk, attempt, kind, operation, outcome)
  } catch (error) {
    await desk.ledger.finish(operation, failureOf(error))
    throw error
  }
}

/** An earlier movement whose fate is unknown comes first: it is the one that is asked for again. */
async function begin(desk: Desk, attempt: Attempt, kind: OperationKind, movement: Movement, amount: Twd): Promise<{ operation: Operation; resumed: boolean }> {
  const open = (await desk.ledger.operationsOf(attempt.id, kind)).find(isUnresolved)
  if (!open) {
    const begun = await desk.ledger.begin({ attempt_id: attempt.id, kind, idempotency_key: movement.key, amount, requested: decimalOf(movement.amount) })
    return { operation: begun.operation, resumed: false }
  }
  if (open.amount === amount) return { operation: open, resumed: true }
  throw new PaymentError(
    "refused",
    `An earlier ${kind} of ${open.amount} TWD has no answer yet. Try that amount again first, so that its fate is known.`,
    { gateway: attempt.gateway },
  )
}

function requestOf(terminal: Terminal, attempt: Attempt, operation: Operation, resumed: boolean): MoneyRequest {
  return {
    trade: paidTrade(terminal, attempt),
    amount: operation.amount,
    captured: attempt.captured_amount,
    refunded: attempt.refunded_amount,
    key: operation.idempotency_key,
    resumed,
  }
}

async function commit(desk: Desk, attempt: Attempt, kind: OperationKind, operation: Operation, outcome?: Outcome): Promise<Attempt> {
  const change = changeOf(attempt, kind, operation.amount)
  const event = {
    attempt_id: attempt.id,
    gateway: attempt.gateway,
    kind: "operation" as const,
    verdict: "accepted" as const,
    state: null,
    code: outcome?.code ?? null,
    message: `${kind} ${operation.amount} TWD${outcome?.message ? `: ${outcome.message}` : ""}`,
    amount: operation.amount,
    payload: { steps: outcome?.steps ?? [], reference: outcome?.reference ?? operation.reference, key: operation.idempotency_key },
    digest: sha256Hex(operation.id),
  }
  const moved = await recordOnLatest(desk, attempt, change, event)
  if (kind === "refund") await desk.emit(EVENTS.refunded, { attempt_id: attempt.id, order_id: attempt.order_id, amount: operation.amount })
  return moved
}

/** A notice may come in between; what is committed here holds beside it, since both only add. */
async function recordOnLatest(desk: Desk, attempt: Attempt, change: AttemptChange, event: Parameters<Desk["ledger"]["record"]>[2]): Promise<Attempt> {
  const latest = (await desk.ledger.attempt(attempt.id)) ?? attempt
  return (await desk.ledger.record(latest, change, event)) ?? recordOnLatest(desk, latest, change, event)
}

function changeOf(attempt: Attempt, kind: OperationKind, amount: Twd): AttemptChange {
  if (kind === "void") return { state: "voided", settle_at: null, ask_at: null }
  if (kind === "capture") return { state: "captured", captured_amount: amount }
  const refunded = twd(attempt.refunded_amount + amount)
  return { refunded_amount: refunded, ...(refunded >= attempt.captured_amount ? { state: "refunded", settle_at: null } : {}) }
}

/** Only a clear refusal, or a request that never left, is over; anything else may have happened. */
function failureOf(error: unknown): Partial<Operation> {
  const facts = error instanceof PaymentError ? error.facts : {}
  const clear = error instanceof PaymentError && (facts.unsent || ["refused", "unsupported", "config"].includes(error.kind))
  return { state: clear ? "refused" : "unknown", code: facts.code ?? null, message: error instanceof Error ? error.message : String(error) }
}

/**
 * The whole dollars to give back for what Medusa asks, so that partial refunds of a rounded charge add up to
 * exactly what was charged.
 */
function refundCharge(terminal: Terminal, attempt: Attempt, earlier: readonly Operation[], movement: Movement): Twd {
  if (terminal.shop.rounding === "refuse") return withinRest(attempt, chargeFor(movement.amount, "refuse"))
  const before = earlier.filter(({ state }) => state === "done").reduce((sum, { requested }) => sum + cents(requested), 0)
  const wanted = before + cents(decimalOf(movement.amount))
  const whole = wanted >= cents(attempt.session_amount) ? attempt.captured_amount : chargeFor(wanted / 100, "nearest")
  return withinRest(attempt, twd(Math.min(whole, attempt.captured_amount) - attempt.refunded_amount))
}

function withinRest(attempt: Attempt, amount: Twd): Twd {
  const rest = attempt.captured_amount - attempt.refunded_amount
  if (amount >= 1 && amount <= rest) return amount
  throw new PaymentError("refused", `${amount} TWD cannot be refunded: ${rest} TWD of this payment are left.`, { gateway: attempt.gateway })
}

function cents(decimal: string): number {
  return Math.round(Number(decimal) * 100)
}

function refuseWhatNoApiDoes(method: Method, attempt: Attempt, amount: Twd): void {
  if (method.refund === "by hand") {
    throw new PaymentError("unsupported", method.refundAdvice?.en ?? `${method.name.en} has no refund API.`, { gateway: attempt.gateway })
  }
  if (method.refund === "full" && amount !== attempt.amount) {
    throw new PaymentError("unsupported", `${method.name.en} can only be refunded in full: ${attempt.amount} TWD.`, { gateway: attempt.gateway })
  }
}

function methodOf(terminal: Terminal, attempt: Attempt): Method {
  return terminal.kind.methods.find(({ id }) => id === attempt.method) ?? terminal.method
}

function isUnresolved({ state }: Operation): boolean {
  return state === "started" || state === "unknown"
}

function isLive({ state }: Operation): boolean {
  return state !== "refused" && state !== "recorded"
}
