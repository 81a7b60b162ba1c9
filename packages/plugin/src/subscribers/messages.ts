import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { EVENTS, type EventName, type TaiwanPaymentsEvents } from "../modules/ledger/events"
import { isEventName, tell } from "../payments/messages/plan"

/** Messages to buyers and staff, as far as the option `messages` switches them on. */
export default async function messages({
  event,
  container,
}: SubscriberArgs<TaiwanPaymentsEvents[EventName]>): Promise<void> {
  if (isEventName(event.name)) await tell(container, event.name, event.data)
}

export const config: SubscriberConfig = {
  event: Object.values(EVENTS),
  context: { subscriberId: "taiwan-payments-messages" },
}
