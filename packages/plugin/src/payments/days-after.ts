const DAY_MS = 86_400_000

/** The first of so many days after an instant that is still to come; null when all are over, or there was no such instant. */
export function nextDayAfter(since: Date | null, daysAfter: readonly number[], now: Date): Date | null {
  const days = since && daysAfter.find((days) => since.getTime() + days * DAY_MS > now.getTime())
  return days ? new Date(since.getTime() + days * DAY_MS) : null
}
