import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { OWED } from "../../modules/ledger/alarms"
import { deliverEvents, type PaymentContext } from "../context"
import { CENT, moneyOfOrder, owedOf, withoutUnmatched } from "../order-money"

/** Ends what staff were told of as owed by an order, once it asks nothing any more: it is paid, by whatever payment, or cancelled. */
export async function endOwed(context: PaymentContext, orderId: string): Promise<void> {
  const money = await moneyOfOrder(context, orderId)
  if (money.order === null) return
  const isCanceled = money.order.status === "canceled"
  if (!isCanceled && owedOf(withoutUnmatched(money), money.order.total) >= CENT) return
  await context.ledger.alarms.resolveOwed(orderId, isCanceled ? "ended" : "applied")
  await deliverEvents(context)
}

/** The same for the orders that a payment of Medusa's pays, such as cash that staff marked as paid. */
export async function endOwedByPayment(context: PaymentContext, paymentId: string): Promise<void> {
  for (const orderId of await owingOrders(context.db, paymentId)) await endOwed(context, orderId)
}

/** Few orders are told of: no other is read. */
async function owingOrders(db: Knex, paymentId: string): Promise<string[]> {
  const told = db("taiwan_payment_alarm as alarm")
    .join("order_payment_collection as link", "link.order_id", "alarm.order_id")
    .join("payment", "payment.payment_collection_id", "link.payment_collection_id")
    .whereIn("alarm.kind", [...OWED])
    .where({ "alarm.resolved_at": null, "link.deleted_at": null, "payment.id": paymentId })
  return told.distinct("alarm.order_id").pluck("alarm.order_id")
}
