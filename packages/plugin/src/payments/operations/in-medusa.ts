import type { Attempt, Operation } from "../../modules/ledger/records"
import type { PaymentError } from "../../toolkit/payment-error"
import type { PaymentContext } from "../context"
import { missingCredit } from "../medusa/credit-rows"
import {
  type MoneyRow,
  moneyRows,
  nameOf,
  olderCapture,
  olderTwin,
  openChange,
  paymentSide,
  refuseWhileOrderChanges,
  removeDeadRow,
} from "../medusa/operation-rows"
import { IN_CHINESE } from "../operation-names"
import { isDone, type RequestedOperation } from "./operation"
import { cents } from "./refundable"
import { refusal } from "./refusals"

type Kind = "refund" | "capture"

/**
 * What the gateway did and Medusa forgot, of the amount that Medusa asks for now: its row was deleted since something
 * failed after the gateway's yes.
 * @throws PaymentError `refused` while Medusa is still writing one of this amount, so that nobody can tell yet
 */
export async function findAdoptable(
  context: PaymentContext,
  attempt: Attempt,
  kind: Kind,
  operations: readonly Operation[],
  requested: RequestedOperation,
): Promise<Operation | undefined> {
  const alike = operations.filter((each) => isDone(each) && cents(each.requested) === cents(requested.amount))
  const rows = await moneyRows(
    context.db,
    kind,
    alike.map(({ medusa_id }) => medusa_id),
  )
  if (kind === "refund" && (rows.some(isHalfWritten) || (await lacksCredit(context, rows))))
    throw refusal(attempt, {
      en: `A ${kind} of the same amount was made a moment ago and Medusa is still writing it: look at the order in a few minutes before you refund again.`,
      "zh-TW": "剛才已有一筆相同金額的退款，Medusa 仍在寫入：請幾分鐘後先查看訂單，再決定是否退款。",
    })
  return alike.find(({ medusa_id }) => !rows.some(({ id }) => id === medusa_id))
}

/**
 * What Medusa has booked and the gateway did not carry out after all is made again under Medusa's own row: beside another one of the
 * same amount Medusa would count it twice.
 * @throws PaymentError `refused`
 */
export async function refuseBesideUndone(
  { db }: PaymentContext,
  attempt: Attempt,
  refunds: readonly Operation[],
  { amount }: RequestedOperation,
): Promise<void> {
  const undone = refunds.filter((each) => each.state === "failed" && cents(each.requested) === cents(amount))
  const rows = await moneyRows(
    db,
    "refund",
    undone.map(({ medusa_id }) => medusa_id),
  )
  if (rows.length === 0) return
  throw refusal(attempt, {
    en: `Medusa has a refund of ${amount} TWD already, which the gateway took on and has not carried out: make that one again on the page Payments. Nothing was refunded now.`,
    "zh-TW": `Medusa 已有一筆 NT$${amount} 的退款，金流受理後並未執行：請在「金流」頁重新執行那一筆。這次沒有退款。`,
  })
}

/** On the payment, and not on the order yet. */
function isHalfWritten({ order_id, onOrder }: MoneyRow): boolean {
  return order_id !== null && !onOrder
}

/** On the order, whose books lack what it gives its buyer beyond what it owed: it is written once the order is not being changed. */
async function lacksCredit({ db }: PaymentContext, rows: readonly MoneyRow[]): Promise<boolean> {
  for (const { id } of rows) if (await missingCredit(db, id)) return true
  return false
}

/** Medusa's new row stands for what was done already; nothing is asked of the gateway. */
export async function adopt(
  { ledger }: PaymentContext,
  attempt: Attempt,
  operation: Operation,
  { key }: RequestedOperation,
): Promise<Attempt> {
  if (!(await ledger.operations.bookAs(operation, key))) throw takenOver(attempt)
  return (await ledger.attempt(attempt.id)) ?? attempt
}

/**
 * Refuses, before the gateway is asked, what Medusa would refuse after the money had gone.
 * @throws PaymentError `refused`
 */
export async function refuseDuringChange(
  { db }: PaymentContext,
  attempt: Attempt,
  { amount }: RequestedOperation,
): Promise<void> {
  const side = await paymentSide(db, attempt)
  if (side && !side.order_canceled) await refuseWhileOrderChanges(db, side.order_id, Number(amount))
}

/**
 * Medusa releases a card before it cancels its order, which fails while the order is being changed: the order would stand, and its
 * money be gone.
 * @throws PaymentError `refused`
 */
export async function refuseReleaseDuringChange({ db }: PaymentContext, attempt: Attempt): Promise<void> {
  const side = await paymentSide(db, attempt)
  if (!side?.order_id || side.order_canceled) return
  // A draft is deleted, not cancelled, and asking for its edit releases what was reserved for it.
  const draft = await db("order").where({ id: side.order_id, status: "draft" }).first("id")
  const change = draft ? undefined : await openChange(db, side.order_id)
  if (!change) return
  const { en: what, "zh-TW": zh } = nameOf(change)
  throw refusal(attempt, {
    en: `Medusa has an open ${what} on this order and cannot cancel it, so the card was not released: confirm or cancel the ${what} first.`,
    "zh-TW": `這張訂單有進行中的${zh}，Medusa 無法取消訂單，因此沒有取消授權：請先確認或取消該${zh}。`,
  })
}

/**
 * What is booked on a cancelled order must have been given back before.
 * @throws PaymentError `refused`
 */
export async function refuseAfterCancellation({ db }: PaymentContext, attempt: Attempt): Promise<void> {
  const side = await paymentSide(db, attempt)
  if (!side?.order_canceled) return
  throw refusal(attempt, {
    en: "The order is cancelled, and Medusa would refuse this refund after the money had gone: give the money back on the page Payments.",
    "zh-TW": "訂單已取消，Medusa 會在款項退出後才拒絕這筆退款：請改在「金流」頁退款。",
  })
}

/**
 * A request whose process died leaves its row in Medusa. The next request of the same amount takes its place, so that
 * Medusa does not count both.
 * @throws PaymentError `refused` while the earlier one may still be waiting for its turn
 */
export async function replaceDeadRow(
  { db, ledger }: PaymentContext,
  kind: Kind,
  attempt: Attempt,
  { key }: RequestedOperation,
  resumes: Operation | undefined,
): Promise<void> {
  const twin = resumes ? null : await olderTwin(db, kind, key)
  if (twin?.inFlight)
    throw refusal(attempt, {
      en: `A ${kind} of the same amount is under way: try again in three minutes.`,
      "zh-TW": `相同金額的${IN_CHINESE[kind]}正在進行：請三分鐘後再試。`,
    })
  if (twin) await removeDeadRow(db, kind, twin.id)
  if (!resumes || resumes.medusa_id === key) return
  if (!(await ledger.operations.bookAs(resumes, key))) throw takenOver(attempt)
  if (resumes.medusa_id !== null) await removeDeadRow(db, kind, resumes.medusa_id)
}

/**
 * A payment is captured once, and Medusa counts the row of an earlier request of another amount, though its process died: with the rest it
 * would call the whole captured. The earlier one is made, or its row removed, within minutes.
 * @throws PaymentError `refused`
 */
export async function refuseBesideOlder(
  { db }: PaymentContext,
  attempt: Attempt,
  { key }: RequestedOperation,
): Promise<void> {
  const older = await olderCapture(db, key)
  if (older === null) return
  if (older.isForgotten) await removeDeadRow(db, "capture", older.id)
  throw refusal(attempt, {
    en: `A capture of ${older.amount} TWD of this payment is under way: look at the order in five minutes, before you capture again. Nothing was captured now.`,
    "zh-TW": `這筆付款的另一筆請款（NT$${older.amount}）正在進行：請五分鐘後先查看訂單，再決定是否請款。這次沒有請款。`,
  })
}

function takenOver(attempt: Attempt): PaymentError {
  return refusal(attempt, {
    en: "Another request has taken this over at the same moment.",
    "zh-TW": "另一個請求已同時接手處理。",
  })
}
