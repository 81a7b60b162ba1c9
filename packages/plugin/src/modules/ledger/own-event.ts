import type { Attempt, EventKind, NewEvent } from "./records"

/** An event that this shop writes about what it did itself; a message of a gateway's is written as it came. */
export function ownEvent(
  attempt: Pick<Attempt, "id" | "gateway" | "amount">,
  kind: EventKind,
  more: Pick<NewEvent, "digest"> & Partial<NewEvent>,
): NewEvent {
  const { id: attempt_id, gateway, amount } = attempt
  const nothing = { state: null, code: null, message: null, payload: {} }
  return { attempt_id, gateway, kind, verdict: "accepted", amount, ...nothing, ...more }
}
