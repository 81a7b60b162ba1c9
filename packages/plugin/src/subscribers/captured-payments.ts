import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { contextOf } from "../payments/context"
import { endOwedByPayment } from "../payments/orders/owed-alarms"

/** An order that was told of as owed may be paid by a payment that is none of ours. */
export default async function capturedPayments({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await endOwedByPayment(contextOf(container), event.data.id)
}

export const config: SubscriberConfig = {
  event: "payment.captured",
  context: { subscriberId: "taiwan-payments-captured-payments" },
}
