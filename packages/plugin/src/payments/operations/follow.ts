import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describeError } from "../../toolkit/payment-error"
import { raiseAlarm } from "../context"
import { type MoneyRow, orderOwes } from "../medusa/operation-rows"
import { ALARM_AFTER_CHECKS, type Checked } from "./checked"
import { followRelease } from "./released"

/**
 * Makes Medusa book what was done at the gateway: its provider recognises the operation and asks nobody again.
 * @throws when Medusa cannot follow now; it is tried again, and told in the end
 */
export async function followInMedusa(checked: Checked): Promise<void> {
  const { context, operation } = checked
  try {
    await book(checked)
    await context.ledger.operations.checked(operation)
  } catch (error) {
    if (operation.checks >= ALARM_AFTER_CHECKS) await alarmUnbooked(checked, error)
    throw error
  }
}

async function book(checked: Checked): Promise<void> {
  const { container, operation, side, row } = checked
  if (!side) return
  if (operation.kind === "void") return followRelease(container, checked.context, checked.attempt)
  if (row && !row.onOrder && row.order_id && !side.order_canceled) return writeOnOrder(checked, row)
  if (row) return
  if (operation.kind === "capture") return bookCapture(checked)
  const input = { payment_id: side.payment_id, amount: Number(operation.requested) }
  // Nothing is asked of an order that is cancelled: Medusa booked its refund when it cancelled it.
  if (side.order_canceled || side.order_id === null) {
    await container.resolve(Modules.PAYMENT).refundPayment(input)
  } else await run(container, "refund-payment-workflow", input)
}

async function bookCapture({ container, operation, side }: Checked): Promise<void> {
  if (!side || side.captured || side.order_canceled) return
  const input = { payment_id: side.payment_id, amount: Number(operation.requested) }
  await run(container, "capture-payment-workflow", input)
}

/** What Medusa's workflow would have written, had its process lived: the order's transaction, and a credit for a refund beyond what it owed. */
async function writeOnOrder({ container, context, operation }: Checked, row: MoneyRow): Promise<void> {
  const { id: reference_id, order_id } = row
  if (order_id === null) return
  const { kind: reference } = operation
  const amount = Number(row.amount)
  const credit = reference === "refund" ? amount - (await orderOwes(context.db, order_id)) : 0
  const signed = reference === "refund" ? -amount : amount
  const transaction = { order_id, amount: signed, currency_code: "twd", reference, reference_id }
  await container.resolve(Modules.ORDER).addOrderTransactions(transaction)
  if (credit > 0) await run(container, "create-order-refund-credit-lines", { order_id, amount: credit })
}

async function alarmUnbooked({ context, attempt, operation, side }: Checked, error: unknown): Promise<void> {
  const { kind, amount, id } = operation
  const what = `The ${kind} of ${amount} TWD of trade ${attempt.trade_no} is done at the gateway`
  const advice = `Ask for a ${kind} of the same amount in the order once that is solved: it is taken as done, and no money moves again.`
  await raiseAlarm(context, {
    kind: "not_booked",
    attempt_id: attempt.id,
    subject: id,
    amount,
    detail: `${what}, but Medusa does not book it: ${describeError(error)} ${advice}`,
    order_id: side?.order_id ?? attempt.order_id,
  })
}

async function run(container: MedusaContainer, workflow: string, input: Record<string, unknown>): Promise<void> {
  await container.resolve(Modules.WORKFLOW_ENGINE).run(workflow, { input })
}
