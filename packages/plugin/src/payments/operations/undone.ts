import { describeError, isPaymentError } from "../../toolkit/payment-error"
import { raiseAlarm } from "../context"
import { removeDeadRow } from "../medusa/operation-rows"
import { IN_CHINESE } from "../operation-names"
import { unbook } from "./book-captures"
import { ALARM_AFTER_CHECKS, type Checked } from "./checked"
import { lookAtLeft } from "./look-soon"

/**
 * A refusal that Medusa took as done: it swallows the error where an order is cancelled, and a process that dies leaves the
 * row that it would have deleted. What never reached the gateway is tried again; the rest is told to staff.
 */
export async function afterRefusal(checked: Checked, again: () => Promise<void>): Promise<void> {
  const { context, operation, side, row } = checked
  if (isHeard(checked) || !hasMoney(checked) || isOfCanceled(checked)) return close(checked)
  const mayBeRetried = side?.order_canceled === true && operation.sent_at === null
  if (mayBeRetried && operation.checks < ALARM_AFTER_CHECKS) {
    const error = await again().catch((error) => error)
    if (error === undefined) return
    if (!isPaymentError(error, "unsupported")) throw error
    await alarmUndone(checked, describeError(error))
  } else if (side?.order_canceled || row) await alarmUndone(checked, operation.message ?? operation.code ?? "")
  await close(checked)
  context.logger.info(`Taiwan payments: the ${operation.kind} ${operation.id} was not done.`)
}

/** Whether Medusa, and whoever pressed, took the refusal as one. */
export function isHeard({ operation, row, side }: Pick<Checked, "operation" | "row" | "side">): boolean {
  return row === null && side?.order_canceled !== true && operation.sent_at === null
}

/** For an order that is cancelled no card is captured any more. */
export function isOfCanceled({ operation, side }: Pick<Checked, "operation" | "side">): boolean {
  return operation.kind === "capture" && side?.order_canceled === true
}

/** Whether what was to be moved is still there. */
function hasMoney({ attempt, operation: { kind } }: Checked): boolean {
  if (kind === "refund") return attempt.state === "captured" && attempt.captured_amount > attempt.refunded_amount
  return attempt.state === "authorized"
}

/** Medusa deletes the row of a request that failed, unless its process died. */
async function close({ container, context, attempt, operation, side, row }: Checked): Promise<void> {
  const { kind, medusa_id } = operation
  // A refund beside it, which Medusa's workflow ended meanwhile, may have written this one, too.
  if (!row && medusa_id !== null && kind === "refund") await unbook(container, context, kind, medusa_id)
  if (row && !row.onOrder && (kind === "refund" || kind === "capture")) await removeDeadRow(context.db, kind, row.id)
  await context.ledger.operations.checked(operation)
  if (kind === "void" && side?.order_canceled) await lookAtLeft(context, attempt)
}

const KINDS = { refund: "not_refunded", void: "not_released", capture: "not_carried_out" } as const

/** One alarm an operation, whose action on the page Payments does it. */
export async function alarmUndone(
  { context, attempt, operation, side }: Omit<Checked, "container" | "methodAccount">,
  why: string,
): Promise<void> {
  const { kind, amount, id } = operation
  if (kind === "charge" || kind === "confirm") return
  await raiseAlarm(context, {
    kind: KINDS[kind],
    attempt_id: attempt.id,
    subject: id,
    amount,
    detail: {
      en: `The ${kind} of ${amount} TWD of trade ${attempt.trade_no} was not made, and Medusa went on without it: ${why}`,
      "zh-TW": `交易 ${attempt.trade_no} 的${IN_CHINESE[kind]}（${amount} 元）未執行，Medusa 卻已視為完成：${why}`,
    },
    order_id: side?.order_id ?? attempt.order_id,
  })
}
