import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../modules/ledger/advance"
import { withSession } from "./departure"
import { deskOf } from "./desk"
import { inquire } from "./inquiry"
import { settlerOf } from "./settler"
import { providerId, terminalOf } from "./terminals"

/** Where a returning browser goes; null for an attempt that this provider never opened. */
export async function comeBack(
  container: MedusaContainer,
  provider: string,
  attemptId: string,
): Promise<string | null> {
  const desk = deskOf(container)
  const [terminal, attempt] = await Promise.all([
    terminalOf(container, providerId(provider)),
    desk.ledger.attempt(attemptId),
  ])
  if (!terminal || !attempt || attempt.provider_id !== providerId(provider)) return null
  const known =
    isPaid(attempt) || attempt.state === "issued" ? attempt : (await inquire(desk, terminal, attempt)).attempt
  if (known.settle_at !== null) settlerOf(container).wake(known.session_id)
  return withSession(attempt.return_url, attempt.session_id)
}
