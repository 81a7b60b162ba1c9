import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import type { Attempt } from "../../modules/ledger/records"
import { alarmAbout, type PaymentContext, raiseAlarm } from "../context"
import { type PaymentSide, paymentSide } from "../medusa/operation-rows"
import { isOwedBeside, orderMoneyOf } from "../order-money"

/**
 * Money that was only authorised and is let go, by whomever, pays nothing any more: Medusa's payment ends, so that what its order asks
 * can be paid anew, and staff are told of an order that stands without it.
 */
export async function followRelease(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
): Promise<void> {
  await context.ledger.resolveAlarms(attempt.id, "voided", "not_applied", "not_released")
  const side = await paymentSide(context.db, attempt)
  if (!side) return
  if (side.order_id !== null && !side.order_canceled) await endWithOrder(container, context, attempt, side)
  if (!side.payment_canceled) await container.resolve(Modules.PAYMENT).cancelPayment(side.payment_id)
}

async function endWithOrder(
  container: MedusaContainer,
  context: PaymentContext,
  attempt: Attempt,
  { order_id, payment_canceled }: PaymentSide,
): Promise<void> {
  const money = await orderMoneyOf(context, attempt)
  const own = money?.collections.find((each) => each.id === attempt.payment_collection_id)
  // Replaced by another one, as Medusa does for an edit; a collection that stands is of an order that it then failed to cancel.
  if (payment_canceled && own?.status === "canceled") return
  if (money === null || isOwedBeside(attempt, money)) {
    const what = `The ${attempt.amount} TWD of trade ${attempt.trade_no} were only authorised, and the gateway has let them go`
    const detail = `${what}. Order ${order_id} stands, and is owed.`
    await raiseAlarm(context, alarmAbout(attempt, "released_unpaid", detail, { order_id }))
  }
  // Medusa would go on to call the order authorised.
  const { payment_collection_id: id } = attempt
  const isAlone = money?.payments.every((each) => each.isCanceled || each.trade_no === attempt.trade_no)
  if (isAlone && id !== null && own?.status === "authorized")
    await container
      .resolve(Modules.WORKFLOW_ENGINE)
      .run("cancel-payment-collection", { input: { payment_collection_id: id } })
}
