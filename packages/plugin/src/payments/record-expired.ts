import type { TaiwanPaymentsEvents } from "../modules/ledger/events"
import type { Attempt, AttemptChange, NewEvent } from "../modules/ledger/records"
import { deliverEvents, EVENTS, type PaymentContext } from "./context"

type Told = Omit<TaiwanPaymentsEvents[typeof EVENTS.expired], "attempt_id" | "session_id" | "amount">

/** Writes down that a number is over, together with the event that tells of it; null when it changed since it was read. */
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
  await deliverEvents(context)
  return expired
}
