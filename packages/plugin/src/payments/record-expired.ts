import type { TaiwanPaymentsEvents } from "../modules/ledger/events"
import type { Attempt, AttemptChange, NewEvent } from "../modules/ledger/records"
import { deliverEvents, EVENTS, type PaymentContext } from "./context"

type Told = Omit<TaiwanPaymentsEvents[typeof EVENTS.expired], "attempt_id" | "session_id" | "amount">

/**
 * Writes down that a number is over, together with the event that tells of it; null when its state changed since it was read. Merely
 * asked about it may have been: what was done in Medusa for its end must not stand alone.
 */
export async function recordExpired(
  context: PaymentContext,
  attempt: Attempt,
  change: AttemptChange,
  event: NewEvent,
  told: Told,
): Promise<Attempt | null> {
  const { id: attempt_id, session_id, amount } = attempt
  const expired = await context.ledger.together(async (ledger) => {
    const moved = await ledger.record(attempt, change, event)
    if (moved) await ledger.outbox.add(EVENTS.expired, { attempt_id, session_id, amount, ...told })
    return moved
  })
  if (expired) {
    await deliverEvents(context)
    return expired
  }
  const latest = await context.ledger.attempt(attempt.id)
  return latest?.state === attempt.state ? recordExpired(context, latest, change, event, told) : null
}
