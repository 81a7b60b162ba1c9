import type { Days } from "../../modules/ledger/sums"
import { formatTaipei } from "../../toolkit/taipei-time"

const DAY_MS = 86_400_000
/** Where nobody says since when. */
const DAYS_SHOWN = 30
/** Charts go no further back. */
const MOST_DAYS = 1_100

/** The whole days in Taipei that a time touches; of the last thirty days, where nobody says since when. */
export function daysOf({ from, until }: { from?: Date; until?: Date }, now: Date): Days {
  const last = dayOf(until ? new Date(until.getTime() - 1) : now)
  const wished = from ? dayOf(from) : dayAfter(last, 1 - DAYS_SHOWN)
  const earliest = dayAfter(last, 1 - MOST_DAYS)
  const [, first = last] = [earliest, wished, last].sort()
  return { first, last }
}

/** As many days as these, right before them. */
export function daysBefore({ first, last }: Days): Days {
  return { first: dayAfter(first, -lengthOf({ first, last })), last: dayAfter(first, -1) }
}

export function eachDayOf(days: Days): string[] {
  return Array.from({ length: lengthOf(days) }, (_, index) => dayAfter(days.first, index))
}

function lengthOf({ first, last }: Days): number {
  return (Date.parse(last) - Date.parse(first)) / DAY_MS + 1
}

function dayOf(instant: Date): string {
  return formatTaipei(instant).slice(0, 10).replaceAll("/", "-")
}

function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)
}
