import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { lookAtCanceled } from "../payments/balances/left-behind"
import { contextOf } from "../payments/context"
import { endOwed } from "../payments/orders/owed-alarms"

/** What of a cancelled order's money Medusa could ask nobody for; and nothing of it is owed any more. */
export default async function canceledOrders({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const context = contextOf(container)
  await lookAtCanceled(context, event.data.id)
  await endOwed(context, event.data.id)
}

export const config: SubscriberConfig = {
  event: "order.canceled",
  context: { subscriberId: "taiwan-payments-canceled-orders" },
}
