import type { Ledger } from "../../modules/ledger/ledger"
import type { Attempt, Operation } from "../../modules/ledger/records"
import type { Twd } from "../../toolkit/twd"
import { deliverEvents, type PaymentContext } from "../context"
import { IN_BOOKS, keyByHand } from "./by-hand"
import { alone, commit, FOLLOWED_SECONDS, type RequestedOperation } from "./operation"
import { asDone, withinRest } from "./refundable"
import { refusal } from "./refusals"

/**
 * Records a refund that staff made by hand, where the gateway has no API for it. The next refund of this amount in
 * Medusa is then taken as done. `request`: the refund desk's that it fulfils.
 */
export async function writeManualRefund(
  context: PaymentContext,
  attemptId: string,
  amount: Twd,
  reference: string,
  request?: string,
): Promise<Operation> {
  return alone(context, attemptId, async (attempt) => {
    await refuseUnfit(context, attempt, amount, reference, request)
    // The refund desk looks after what it has begun; else a job does, where this process dies before Medusa has followed.
    const facts = { amount, reference, followedIn: request === undefined ? FOLLOWED_SECONDS : null }
    return context.ledger.together((ledger) => begun(ledger, attempt, facts))
  })
}

/**
 * The same for what Medusa has booked already and the gateway did not carry out: it is done now, and nobody is to ask the gateway for
 * it again.
 */
export async function writeInPlaceOf(
  context: PaymentContext,
  { id, attempt_id, amount, requested, medusa_id }: Operation,
  reference: string,
  request?: string,
): Promise<void> {
  await alone(context, attempt_id, async (attempt) => {
    await refuseUnfit(context, attempt, amount, reference, request)
    await context.ledger.together(async (ledger) => {
      const undone = (await ledger.operationsOf(attempt_id, "refund")).find((each) => each.id === id)
      const isOver = undone?.state === "failed" && (await ledger.finish(undone, { state: "refused", medusa_id: null }))
      if (!isOver) throw refusal(attempt, { en: "It was asked for again just now.", "zh-TW": "剛才已重新送出。" })
      const recorded = await begun(ledger, attempt, { amount, reference, followedIn: null })
      const done = await ledger.finish(recorded, { state: "done", requested, medusa_id })
      if (done) await commit(ledger, attempt, done)
      await ledger.alarms.resolveOperation("not_carried_out", undone, "made by hand")
    })
  })
  await deliverEvents(context)
}

async function refuseUnfit(
  context: PaymentContext,
  attempt: Attempt,
  amount: Twd,
  reference: string,
  request: string | undefined,
): Promise<void> {
  const refunds = await context.ledger.operationsOf(attempt.id, "refund")
  const isKnown = refunds.some((operation) => operation.reference === reference)
  if (isKnown)
    throw refusal(attempt, {
      en: "A refund with this reference is recorded already.",
      "zh-TW": "已有一筆使用相同備註的退款紀錄。",
    })
  withinRest(attempt, refunds.map(asDone), amount)
  if (!reference.startsWith(IN_BOOKS)) await refuseWhatIsAskedFor(context, attempt, amount, request)
}

/** Whether nobody has taken it as done since it was read. */
export function isStillRecorded(operations: readonly Operation[], { id }: Pick<Operation, "id">): boolean {
  return operations.some((each) => each.id === id && each.state === "recorded")
}

interface Recorded {
  readonly amount: Twd
  readonly reference: string
  /** Seconds in which Medusa must have followed; null where nobody is to look. */
  readonly followedIn: number | null
}

async function begun(ledger: Ledger, { id }: Attempt, { amount, reference, followedIn }: Recorded): Promise<Operation> {
  const key = keyByHand(id, reference)
  const facts = { attempt_id: id, kind: "refund", idempotency_key: key, amount } as const
  const { operation } = await ledger.begin({ ...facts, requested: String(amount) })
  return (await ledger.finish(operation, { state: "recorded", reference }, followedIn)) ?? operation
}

/** Takes a recorded refund as done; for money that Medusa has a payment for, Medusa's refund does this, under its key. */
export async function applyManualRefund(
  context: PaymentContext,
  attempt: Attempt,
  recorded: Operation,
  requested?: RequestedOperation,
): Promise<Attempt> {
  const asked = requested ? { requested: requested.amount, medusa_id: requested.key } : {}
  const applied = await context.ledger.together(async (ledger) => {
    const done = await ledger.finish(recorded, { state: "done", ...asked }, ...(requested ? [FOLLOWED_SECONDS] : []))
    if (!done) throw refusal(attempt, { en: "This refund was taken as done already.", "zh-TW": "這筆退款已視為完成。" })
    // Where Medusa has a part in it, it is told as long as that is missing.
    if (!requested) await ledger.alarms.resolveAbout("not_booked", done.id, "applied")
    return commit(ledger, attempt, done)
  })
  await deliverEvents(context)
  return applied
}

/** What a request of the refund desk asks for goes to its account, and not by hand as well. What the gateway did is done all the same. */
async function refuseWhatIsAskedFor(
  { ledger }: PaymentContext,
  attempt: Attempt,
  amount: Twd,
  request?: string,
): Promise<void> {
  const left = await ledger.refundRequests.left(attempt.id, request)
  if (amount <= left) return
  const zh = `其餘金額已在退款申請中，最多可登記 NT$${Math.max(left, 0)}`
  const en = `${amount} TWD cannot be recorded: ${Math.max(left, 0)} TWD are left beside open refund requests; cancel those first.`
  throw refusal(attempt, { en, "zh-TW": `${zh}。` })
}
