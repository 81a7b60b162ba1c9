import type { AttemptAlarm } from "../server/payments"

/** How alarms end that are no longer true, as the ledger writes it. */
const BY_ITSELF: Readonly<Record<string, string>> = {
  applied: "applied",
  released: "released",
  voided: "released",
  refunded: "refunded",
  captured: "captured",
  agrees: "agrees",
  ended: "ended",
  "asked for again": "askedAgain",
  "sent again": "sentAgain",
}

/** What was done about an alarm: a person's words as they are, those of the ledger in the reader's language. */
export function resolutionWords({ resolution }: Pick<AttemptAlarm, "resolution">, t: (key: string) => string): string {
  if (resolution === null) return ""
  const key = BY_ITSELF[resolution] ?? /^(refunded|booked) \d+ TWD$/.exec(resolution)?.[1] ?? null
  return key ? t(`alarms.over.${key}`) : resolution
}
