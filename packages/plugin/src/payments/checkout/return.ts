import type { MedusaContainer } from "@medusajs/framework/types"
import { isPaid } from "../../modules/ledger/advance"
import type { Attempt } from "../../modules/ledger/records"
import type { RawMessage } from "../../toolkit/contract/gateway"
import { type Desk, deskOf } from "../context"
import type { Terminal } from "../method-account"
import { providerId, terminalOf } from "../method-accounts"
import { settlerOf } from "../orders/apply-worker"
import { inquire } from "../queries/query"
import { takeNotice } from "../record-message"
import { withSession } from "./start"

/**
 * Where a returning browser goes; null for an attempt that this provider never opened. What it brings is believed only
 * where the gateway signed it; else the gateway is asked.
 */
export async function comeBack(
  container: MedusaContainer,
  provider: string,
  attemptId: string,
  brought: RawMessage | null,
): Promise<string | null> {
  const desk = deskOf(container)
  const [terminal, attempt] = await Promise.all([
    terminalOf(container, providerId(provider)),
    desk.ledger.attempt(attemptId),
  ])
  if (!terminal || !attempt || attempt.provider_id !== providerId(provider)) return null
  const known = await learn(desk, terminal, attempt, brought)
  if (known.settle_at !== null) settlerOf(container).wake(known.session_id)
  return withSession(attempt.return_url, attempt.session_id)
}

/** What is known of an attempt once its buyer is back. */
export async function learn(
  desk: Desk,
  terminal: Terminal,
  attempt: Attempt,
  brought: RawMessage | null,
): Promise<Attempt> {
  if (isPaid(attempt) || attempt.state === "issued") return attempt
  const { notice } = terminal.gateway
  if (brought && notice?.kind === "signed" && notice.returns) {
    const told = await takeNotice(desk, terminal, notice, brought, "return")
    if (told.verdict === "accepted" && told.attempt?.id === attempt.id) return told.attempt
  }
  return (await inquire(desk, terminal, attempt)).attempt
}
