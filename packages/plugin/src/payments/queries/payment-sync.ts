import type { MedusaContainer } from "@medusajs/framework/types"
import { deskOf } from "../context"
import { terminalOf } from "../method-accounts"
import { settlerOf } from "../orders/apply-worker"
import { inquire } from "./query"

const AT_MOST = 50

/** Asks about attempts that went quiet: the buyer who closed the window, the notice that a firewall ate. */
export async function reconcile(container: MedusaContainer): Promise<void> {
  const desk = deskOf(container)
  for (const attempt of await desk.ledger.dueForAsking(new Date(), AT_MOST)) {
    const terminal = await terminalOf(container, attempt.provider_id)
    if (!terminal) continue
    const { attempt: told } = await inquire(desk, terminal, attempt)
    if (told.settle_at !== null) settlerOf(container).wake(told.session_id)
  }
}
