import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { EVENTS } from "../payments/context"
import { ringBell } from "../payments/staff/bell"

/** Alarms at Medusa's notification bell. */
export default async function alarmBell({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  await ringBell(container, event.data.id)
}

export const config: SubscriberConfig = {
  event: [EVENTS.alarm, EVENTS.alarmResolved],
  context: { subscriberId: "taiwan-payments-alarm-bell" },
}
