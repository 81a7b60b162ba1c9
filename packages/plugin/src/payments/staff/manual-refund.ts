import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Actor, Operation } from "../../modules/ledger/records"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import { twd } from "../../toolkit/twd"
import type { PaymentContext } from "../context"
import { refuseWhileOrderChanges } from "../medusa/operation-rows"
import { resolveIfGone } from "../operations/gone"
import { applyManualRefund, isStillRecorded, writeInPlaceOf, writeManualRefund } from "../operations/manual"
import { nothingToRefund } from "../operations/refusals"
import { payInTurn } from "../pay-in-turn"
import { hasUnmatchedMoney, isOutsideOrders, restOf } from "./actions"
import { contextBy } from "./actor"
import { bookOnPayment } from "./refund-unmatched"
import { type Situation, situationOf } from "./situation"

/** A refund that staff made themselves; `reference`: how the transfer can be found again. */
export interface ManualRefund {
  readonly amount: number
  readonly reference: string
  /** The refund desk's request that it fulfils; what other requests ask for stays theirs. */
  readonly request?: string
}

/**
 * Writes down a refund that staff have made themselves, by transfer or in the gateway's own back office. Where Medusa
 * has a payment for the money, Medusa's refund follows; otherwise the ledger alone knows.
 * @throws PaymentError `refused` when more is recorded than is left, or the same reference twice
 */
export async function recordManualRefund(
  container: MedusaContainer,
  attemptId: string,
  body: ManualRefund,
  actor: Actor,
): Promise<void> {
  // Until Medusa has followed, the same once more would be a refund of its own to it, which the gateway would be asked for.
  await contextBy(container, actor).ledger.exclusively(`refund by hand ${attemptId}`, () =>
    recordInTurn(container, attemptId, body, actor),
  )
}

/** The same of one that was recorded before, and whose process died; by a job, in the name of who recorded it. */
export async function followManualRefund(container: MedusaContainer, recorded: Operation): Promise<void> {
  const { id, attempt_id, amount, reference, actor } = recorded
  if (reference === null || !actor) return
  await contextBy(container, actor).ledger.exclusively(`refund by hand ${attempt_id}`, async () => {
    const { operations } = await situationOf(container, attempt_id)
    if (isStillRecorded(operations, { id })) await recordInTurn(container, attempt_id, { amount, reference }, actor)
  })
}

async function recordInTurn(
  container: MedusaContainer,
  attemptId: string,
  body: ManualRefund,
  actor: Actor,
): Promise<void> {
  const context = contextBy(container, actor)
  const situation = await situationOf(container, attemptId)
  if (!situation.medusa.matched && !hasUnmatchedMoney(situation)) throw nothingToRefund(situation.attempt)
  const before = recordedBefore(situation, body)
  const undone = before ? undefined : undoneAlike(situation, body)
  if (undone) {
    await writeInPlaceOf(context, undone, body.reference, body.request)
    return resolveIfGone(context, attemptId)
  }
  await refuseWhatMedusaRefuses(context, situation, body.amount)
  const recorded = before ?? (await record(context, situation, body))
  if (isOutsideOrders(situation)) return followOnPayment(container, context, attemptId, actor)
  const { matched, order } = situation.medusa
  const follow = () => followInMedusa(container, recorded, actor)
  if (matched) return order ? payInTurn(context, order.id, follow) : follow()
  await context.ledger.exclusively(`attempt ${attemptId}`, () =>
    applyManualRefund(context, situation.attempt, recorded),
  )
  await resolveIfGone(context, attemptId)
}

/** An open change of the order is refused before anything is recorded. */
async function refuseWhatMedusaRefuses({ db }: PaymentContext, { medusa }: Situation, amount: number): Promise<void> {
  const isAsked = medusa.matched && medusa.order?.status !== "canceled"
  await refuseWhileOrderChanges(db, isAsked ? (medusa.order?.id ?? null) : null, amount)
}

/** Medusa has booked the refund on the order when it cancelled it; the payment alone has to follow. */
async function followOnPayment(
  container: MedusaContainer,
  context: PaymentContext,
  attemptId: string,
  actor: Actor,
): Promise<void> {
  await bookOnPayment(container, attemptId, actor)
  await resolveIfGone(context, attemptId)
}

/** What Medusa has booked as given back, and the gateway did not carry out: made by hand, it is no refund beside that one. */
function undoneAlike({ operations }: Situation, { amount }: ManualRefund): Operation | undefined {
  return operations.find(
    ({ kind, state, medusa_id, amount: undone }) =>
      kind === "refund" && state === "failed" && medusa_id !== null && undone === amount,
  )
}

/** A second try, after Medusa could not follow the first. */
function recordedBefore({ operations }: Situation, { amount, reference }: ManualRefund): Operation | undefined {
  return operations.find(
    (operation) => operation.state === "recorded" && operation.reference === reference && operation.amount === amount,
  )
}

async function record(
  context: PaymentContext,
  situation: Situation,
  { amount, reference, request }: ManualRefund,
): Promise<Operation> {
  const rest = restOf(situation)
  if (amount > rest)
    throw new PaymentError("refused", {
      en: `At most ${rest} TWD of this payment are left to refund.`,
      "zh-TW": `這筆付款最多還能退 NT$${rest}。`,
    })
  return writeManualRefund(context, situation.attempt.id, twd(amount), reference, request)
}

/** As things stand once the turn has come: what a refund of Medusa's own took as done meanwhile, the gateway would be asked for. */
async function followInMedusa(container: MedusaContainer, recorded: Operation, actor: Actor): Promise<void> {
  const { attempt, medusa, operations } = await situationOf(container, recorded.attempt_id)
  if (!isStillRecorded(operations, recorded)) return
  // Of a rounded charge, the last dollars are the rest of Medusa's own, unrounded amount.
  const isRest = restOf({ attempt, operations: operations.filter(({ id }) => id !== recorded.id) }) === recorded.amount
  const amount = isRest && medusa.payment ? medusa.payment.rest : recorded.amount
  const input = { payment_id: medusa.payment?.id, amount, created_by: actor.id, note: recorded.reference ?? undefined }
  try {
    await container.resolve(Modules.WORKFLOW_ENGINE).run("refund-payment-workflow", { input })
  } catch (error) {
    const why = describeError(error)
    throw new PaymentError("refused", {
      en: `The refund is recorded, but Medusa did not follow: ${why} Record it again with the same reference once that is solved.`,
      "zh-TW": `退款已登記，但 Medusa 未能跟進：${why} 解決後請以相同備註再登記一次。`,
    })
  }
}
