import type { MedusaContainer } from "@medusajs/framework/types"
import { contextOf } from "../context"
import { hasChannel } from "../medusa/notification-rows"
import { CHANNEL, isOn, messageOptions } from "./message-options"

/** Says once what is missing for messages that were switched on. */
export async function tellIfSilent(container: MedusaContainer): Promise<void> {
  const { db, logger } = contextOf(container)
  if (!isOn(messageOptions(container)) || (await hasChannel(db, CHANNEL))) return
  logger.warn(
    `Taiwan payments: messages are switched on, but Medusa has no notification provider for the channel "${CHANNEL}", so none is sent. Add one to the providers of "@medusajs/medusa/notification" in medusa-config.ts.`,
  )
}
