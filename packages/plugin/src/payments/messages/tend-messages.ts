import type { MedusaContainer } from "@medusajs/framework/types"
import { atTaipeiMinute, taipeiDay } from "../../toolkit/taipei-time"
import { contextOf } from "../context"
import { messageOptions } from "./message-options"
import { planAndSend } from "./plan"
import { sendMessage } from "./send"

const AT_ONCE = 100
/** A job begins nothing after this long. */
const LONG_ENOUGH_MS = 20_000
const EIGHT_OCLOCK = 8 * 60

/** Sends what could not be sent before, and the morning's digest. */
export async function tendMessages(container: MedusaContainer): Promise<void> {
  const { ledger } = contextOf(container)
  await tellMorning(container, await ledger.now())
  const end = performance.now() + LONG_ENOUGH_MS
  for (const id of await ledger.messages.due(AT_ONCE)) {
    if (performance.now() > end) return
    await sendMessage(container, id)
  }
}

/** At eight in Taipei, or later that day where no server ran at eight: once for each day and person. */
export async function tellMorning(container: MedusaContainer, now: Date): Promise<void> {
  const { staff } = messageOptions(container)
  if (!staff?.digest || now < atTaipeiMinute(now, EIGHT_OCLOCK)) return
  for (const [recipient] of staff.to.entries())
    await planAndSend(container, {
      ...{ kind: "digest", subject: `${taipeiDay(now)}#${recipient}`, attempt_id: null, order_id: null },
      data: { recipient },
    })
}
