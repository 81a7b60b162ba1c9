import type { MedusaContainer } from "@medusajs/framework/types"
import type { Attempt } from "../../modules/ledger/records"
import { describeError } from "../../toolkit/payment-error"
import { contextOf, deliverEvents, EVENTS, type PaymentContext } from "../context"
import { orderMoneyOf } from "../order-money"
import { linkInEvent } from "../payment-link"
import { Resting } from "../resting"
import { whyNotAwaited } from "../still-awaited"

const AT_ONCE = 200

/** Numbers that are not awaited now may be again, within the hours before they run out. */
const untold = new Resting(1_800_000)

/**
 * Tells subscribers, once each, of numbers that run out within so many hours and are still awaited. A number that lives less than twice
 * that long is not told of: its buyer has only just got it.
 */
export async function tellExpiring(container: MedusaContainer, hours: number): Promise<void> {
  const context = contextOf(container)
  for (const attempt of await context.ledger.due.forExpiryNotice(hours, AT_ONCE, untold.ids())) {
    try {
      await untold.attempt(attempt.id, () => tellOf(container, context, attempt))
    } catch (error) {
      context.logger.warn(`Taiwan payments could not tell that ${attempt.trade_no} runs out: ${describeError(error)}`)
    }
  }
  await deliverEvents(context)
}

/** Marked together with the event, so that neither is without the other. False where it is not awaited now. */
async function tellOf(container: MedusaContainer, context: PaymentContext, attempt: Attempt): Promise<boolean> {
  const money = await orderMoneyOf(context, attempt)
  if (whyNotAwaited(attempt, money, await context.ledger.now()) !== null) return false
  const { id: attempt_id, session_id, amount, voucher } = attempt
  const order_id = money?.order?.id ?? attempt.order_id
  const payment_link = await linkInEvent(container, order_id)
  await context.ledger.together(async (ledger) => {
    if (!(await ledger.change(attempt, { expiring_told_at: new Date() }))) return
    await ledger.outbox.add(EVENTS.voucherExpiring, { attempt_id, session_id, order_id, amount, voucher, payment_link })
  })
  return true
}
