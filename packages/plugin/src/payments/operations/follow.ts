import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describeError } from "../../toolkit/payment-error"
import { raiseAlarm } from "../context"
import { deadCredits, missingCredit } from "../medusa/credit-rows"
import { type MoneyRow, orderOwes, removeDeadRow } from "../medusa/operation-rows"
import { IN_CHINESE } from "../operation-names"
import { isSame } from "../order-money"
import { unbook, writeCaptureOnOrder } from "./book-captures"
import { ALARM_AFTER_CHECKS, type Checked } from "./checked"
import { lookAtLeft } from "./look-soon"
import { followRelease } from "./released"

/**
 * Makes Medusa book what was done at the gateway: its provider recognises the operation and asks nobody again.
 * @throws when Medusa cannot follow now; it is tried again, and told in the end
 */
export async function followInMedusa(checked: Checked): Promise<void> {
  const { context, operation } = checked
  try {
    await book(checked)
    // In this order: nobody looks at it again then.
    await context.ledger.alarms.resolveAbout("not_booked", operation.id, "applied")
    await context.ledger.operations.checked(operation)
  } catch (error) {
    if (operation.checks >= ALARM_AFTER_CHECKS) await alarmUnbooked(checked, error)
    throw error
  }
}

async function book(checked: Checked): Promise<void> {
  const { container, operation, side } = checked
  if (!side) return
  const row = await withoutMistake(checked)
  if (operation.kind === "void") return followRelease(container, checked.context, checked.attempt)
  if (operation.kind === "capture") return bookCapture({ ...checked, row })
  if (row && !side.order_canceled) return bookRefund(checked, row)
  if (row) return
  const input = { payment_id: side.payment_id, amount: Number(operation.requested) }
  // Nothing is asked of an order that is cancelled: Medusa booked its refund when it cancelled it.
  if (side.order_canceled || side.order_id === null) {
    await container.resolve(Modules.PAYMENT).refundPayment(input)
  } else await run(container, "refund-payment-workflow", input)
}

/**
 * Medusa's workflow writes all rows of a payment that the order's books lack, with the amount of its own (2.21.2): of two refunds at
 * once, or beside the row of a process that died, one stands there as the other. It is written anew.
 */
async function withoutMistake({
  container,
  context,
  operation: { kind },
  side,
  row,
}: Checked): Promise<MoneyRow | null> {
  if (!row || side?.order_canceled || !isMisbooked(row) || !(kind === "refund" || kind === "capture")) return row
  await unbook(container, context, kind, row.id)
  return { ...row, onOrder: false }
}

/** Whether the order's books have it with another amount than Medusa's own row. */
function isMisbooked({ amount, bookedAs = null }: MoneyRow): boolean {
  return bookedAs !== null && !isSame(Math.abs(Number(bookedAs)), Number(amount))
}

/**
 * A process that died in the middle leaves Medusa's row, beside which Medusa would capture nothing more. Where it had not heard the
 * gateway's yes the row gives way to one of a capture that ends; else only the order's books lack it.
 */
async function bookCapture(checked: Checked): Promise<void> {
  const { container, context, attempt, operation, side, row } = checked
  if (!side) return
  if (side.order_canceled) return lookAtLeft(context, attempt)
  if (row) {
    const { id, amount, order_id } = row
    if (row.onOrder || order_id === null) return
    if (side.captured)
      return writeCaptureOnOrder(container, order_id, { id, amount: Number(amount), currency_code: "twd" })
    await removeDeadRow(context.db, "capture", id)
  } else if (side.captured) return
  const input = { payment_id: side.payment_id, amount: Number(operation.requested) }
  await run(container, "capture-payment-workflow", input)
}

/** Of a refund that Medusa has on the payment, what its order's books lack: all of it, or the credit alone. */
async function bookRefund(checked: Checked, row: MoneyRow): Promise<void> {
  if (!row.onOrder) return writeOnOrder(checked, row)
  const missing = await missingCredit(checked.context.db, row.id)
  if (missing) await writeCredit(checked, row, missing.order_id, missing.amount)
}

/**
 * What Medusa's workflow would have written, had its process lived: a credit beyond what the order owed, and its transaction. In this
 * order, for Medusa writes no credit while the order is being changed: it is asked again until both stand.
 */
async function writeOnOrder(checked: Checked, row: MoneyRow): Promise<void> {
  const { id: reference_id, order_id } = row
  if (order_id === null) return
  const amount = Number(row.amount)
  const credit = amount - (await orderOwes(checked.context.db, order_id))
  const transaction = { order_id, amount: -amount, currency_code: "twd", reference: "refund", reference_id }
  if (credit > 0) await writeCredit(checked, row, order_id, credit)
  await checked.container.resolve(Modules.ORDER).addOrderTransactions(transaction)
}

/** It names its refund, so that it is not written twice. */
async function writeCredit(
  { container, context }: Checked,
  { id: referenceId }: MoneyRow,
  order_id: string,
  amount: number,
): Promise<void> {
  const dead = await deadCredits(context.db, order_id)
  if (dead.length > 0) await container.resolve(Modules.ORDER).deleteOrderChanges(dead)
  await run(container, "create-order-refund-credit-lines", { order_id, amount, reference: "refund", referenceId })
}

async function alarmUnbooked({ context, attempt, operation, side, row }: Checked, error: unknown): Promise<void> {
  const { kind, amount, id } = operation
  const [name, why] = [IN_CHINESE[kind], describeError(error)]
  const what = `The ${kind} of ${amount} TWD of trade ${attempt.trade_no} is done at the gateway`
  const advice = row
    ? {
        en: `Do not ask for a ${kind} again: it is booked by itself once that is solved.`,
        "zh-TW": `請勿再操作一次${name}：排除後系統會自動記錄。`,
      }
    : {
        en: `Ask for a ${kind} of the same amount in the order once that is solved: it is taken as done, and no money moves again.`,
        "zh-TW": `排除後請在訂單中以同樣金額再操作一次${name}：系統會視為已完成，不會再次動用款項。`,
      }
  await raiseAlarm(context, {
    kind: "not_booked",
    attempt_id: attempt.id,
    subject: id,
    amount,
    detail: {
      en: `${what}, but Medusa does not book it: ${why} ${advice.en}`,
      "zh-TW": `金流服務商已完成交易 ${attempt.trade_no} 的${name}（${amount} 元），但 Medusa 未記錄：${why} ${advice["zh-TW"]}`,
    },
    order_id: side?.order_id ?? attempt.order_id,
  })
}

async function run(container: MedusaContainer, workflow: string, input: Record<string, unknown>): Promise<void> {
  await container.resolve(Modules.WORKFLOW_ENGINE).run(workflow, { input })
}
