import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { lookAtCanceled } from "../payments/balances/left-behind"
import { contextOf } from "../payments/context"

/** What of a cancelled order's money Medusa could ask nobody for. */
export default async function canceledOrders({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await lookAtCanceled(contextOf(container), event.data.id)
}

export const config: SubscriberConfig = {
  event: "order.canceled",
  context: { subscriberId: "taiwan-payments-canceled-orders" },
}
