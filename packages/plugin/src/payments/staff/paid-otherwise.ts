import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { ownEvent } from "../../modules/ledger/own-event"
import type { Actor, Attempt } from "../../modules/ledger/records"
import { sha256Hex } from "../../toolkit/digest"
import { describeError, PaymentError } from "../../toolkit/payment-error"
import { contextOf, type PaymentContext } from "../context"
import { unbookedCaptures } from "../medusa/order-rows"
import { stateAsReason } from "../operation-names"
import { writeCaptureOnOrder } from "../operations/book-captures"
import { CENT, type OrderMoney, orderMoneyOf, owedBeside, withoutUnmatched } from "../order-money"
import { payInTurn } from "../pay-in-turn"
import { recordExpired } from "../record-expired"
import { PAID_OTHERWISE } from "../session-rules"
import { contextBy } from "./actor"
import { situationOf } from "./situation"

/** Money that reached the shop another way, such as cash; `reference`: how it can be found again. */
export interface PaidOtherwise {
  readonly amount: number
  readonly reference: string
}

/** What the metadata of the collection that has it say under this name, from before it is marked as paid. */
const RECORDED = "taiwan_payments_paid_otherwise"

/** `attempts`: whose numbers it is to close. */
interface PaymentRecord extends PaidOtherwise {
  readonly attempts: readonly string[]
}

interface Recorded {
  readonly collectionId: string
  readonly record: PaymentRecord
}

/**
 * Writes down that the order of an awaited number was paid in another way: Medusa gets a payment of its own for it, and the
 * order's numbers are closed. Money that still comes for one of them is then a second payment.
 * @throws PaymentError `refused` where no number is awaited, or more is recorded than the order asks
 */
export async function recordPaidOtherwise(
  container: MedusaContainer,
  attemptId: string,
  paid: PaidOtherwise,
  actor: Actor,
): Promise<void> {
  const context = contextBy(container, actor)
  const { attempt } = await situationOf(container, attemptId)
  const order = (await orderMoneyOf(context, attempt))?.order
  if (!order) throw notAwaited(attempt)
  await context.ledger.exclusively(`session ${attempt.session_id}`, () =>
    payInTurn(context, order.id, () => recordInTurn(container, context, attempt, paid, actor)),
  )
}

async function recordInTurn(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  paid: PaidOtherwise,
  actor: Actor,
): Promise<void> {
  const latest = (await context.ledger.attempt(attempt.id)) ?? attempt
  const money = await orderMoneyOf(context, latest)
  if (!money?.order || money.order.status === "canceled" || latest.state !== "issued") throw notAwaited(latest)
  const owed = owedBeside(latest, withoutUnmatched(money))
  const recorded = recordedBefore(latest, money)
  const awaited = money.attempts.filter(({ state }) => state === "issued")
  if (recorded && owed >= CENT) refuseAnother(recorded.record, paid)
  if (recorded) await bookCaptures(container, context, money.order.id, recorded.collectionId)
  // Nothing owed: Medusa had it before, and only the numbers were left open.
  if (!recorded && owed > 0) {
    const noted = { ...paid, attempts: awaited.map(({ id }) => id) }
    await payInMedusa(container, money.order.id, noted, owed, actor)
  }
  if (recorded || owed > 0) await cancelUnpaid(container, money)
  const isWhole = (recorded ? owed : owed - paid.amount) < CENT
  const changed: string[] = []
  for (const open of awaited)
    if (!(await close(context, open, money.order.id, paid, isWhole))) changed.push(open.trade_no)
  if (isWhole) await context.ledger.alarms.resolveOwed(money.order.id)
  if (changed.length > 0)
    throw new PaymentError("refused", {
      en: `The payment is recorded, and trade ${changed.join(", ")} has changed just now. Please look at it again.`,
      "zh-TW": `款項已登記，但交易 ${changed.join("、")} 剛剛有變動，請重新檢視。`,
    })
}

function notAwaited(attempt: Attempt): PaymentError {
  const why = stateAsReason(attempt)
  return new PaymentError("refused", {
    en: `No number of an order is awaited here: ${why.en}.`,
    "zh-TW": `這裡沒有待繳費的訂單代碼：${why["zh-TW"]}。`,
  })
}

/** What was recorded for a number that is still open: who did so ended before it was closed. */
function recordedBefore({ id }: Attempt, { collections, payments }: OrderMoney): Recorded | undefined {
  const isPaid = (of: string) =>
    payments.some(
      (each) => each.payment_collection_id === of && !each.isCanceled && each.amount - each.refunded >= CENT,
    )
  const paid = collections.filter((collection) => isPaid(collection.id))
  const recorded = paid.flatMap(({ id: collectionId, metadata }) => {
    const record = metadata?.[RECORDED] as PaymentRecord | undefined
    return record ? [{ collectionId, record }] : []
  })
  return recorded.find(({ record }) => record.attempts.includes(id))
}

/** Medusa captures first, and writes the order's transaction then: who did so may have ended in between. */
async function bookCaptures(
  container: MedusaContainer,
  { db }: PaymentContext,
  orderId: string,
  collectionId: string,
): Promise<void> {
  for (const capture of await unbookedCaptures(db, orderId, collectionId))
    await writeCaptureOnOrder(container, orderId, capture)
}

function refuseAnother({ amount, reference }: PaidOtherwise, paid: PaidOtherwise): void {
  if (paid.amount === amount && paid.reference === reference) return
  throw new PaymentError("refused", {
    en: `${amount} TWD (${reference}) are recorded for this number already, and it was not closed. Record the same amount and reference again to close it.`,
    "zh-TW": `這個代碼已登記 NT$${amount}（${reference}），但尚未結案。請以相同金額與備註再登記一次以結案。`,
  })
}

async function payInMedusa(
  container: MedusaContainer,
  order_id: string,
  noted: PaymentRecord,
  owed: number,
  actor: Actor,
): Promise<void> {
  const { amount } = noted
  if (amount > Math.ceil(owed))
    throw new PaymentError("refused", {
      en: `The order asks ${owed} TWD; this is ${amount} TWD.`,
      "zh-TW": `訂單應收 NT$${owed}，這裡登記的是 NT$${amount}。`,
    })
  const run = workflowsOf(container)
  const { result } = await run("create-order-payment-collection", { order_id, amount: Math.min(amount, owed) })
  const [{ id }] = result as [{ readonly id: string }]
  try {
    await container.resolve(Modules.PAYMENT).updatePaymentCollections(id, { metadata: { [RECORDED]: noted } })
    await run("mark-payment-collection-as-paid", { order_id, payment_collection_id: id, captured_by: actor.id })
  } catch (error) {
    // One that is paid by now stays, and is what the next press looks for.
    await run("delete-order-payment-collectionworkflow", { id }).catch((problem: unknown) =>
      contextOf(container).logger.warn(`Taiwan payments kept collection ${id}: ${describeError(problem)}`),
    )
    throw error
  }
}

async function cancelUnpaid(container: MedusaContainer, { collections, payments }: OrderMoney): Promise<void> {
  const isUnpaid = (of: string) => !payments.some((payment) => payment.payment_collection_id === of)
  const awaited = collections.filter((each) => ["not_paid", "awaiting"].includes(each.status) && isUnpaid(each.id))
  for (const { id } of awaited) await workflowsOf(container)("cancel-payment-collection", { payment_collection_id: id })
}

function workflowsOf(container: MedusaContainer) {
  const engine = container.resolve(Modules.WORKFLOW_ENGINE)
  return (workflow: string, input: object) => engine.run(workflow, { input })
}

/** Whether it was still open. */
async function close(
  context: PaymentContext,
  attempt: Attempt,
  order_id: string,
  { amount, reference }: PaidOtherwise,
  isWhole: boolean,
): Promise<boolean> {
  const message = `Paid in another way: ${amount} TWD, ${reference}`
  const event = ownEvent(attempt, "expiry", { state: "expired", message, digest: sha256Hex(`closed ${attempt.id}`) })
  const code = isWhole ? PAID_OTHERWISE : attempt.code
  const change = { state: "expired", code, message, query_at: null, apply_at: null, expiry_at: null } as const
  const told = { order_id, payment_link: null, order_canceled: false, paid_otherwise: true }
  return (await recordExpired(context, attempt, change, event, told)) !== null
}
