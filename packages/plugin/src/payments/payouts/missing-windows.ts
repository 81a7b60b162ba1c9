import type { MissingWindow } from "../../modules/ledger/payouts/payout-reader"
import type { Statement } from "../../modules/ledger/payouts/payout-records"
import type { AccountKey } from "../../modules/ledger/records"

const DAY_MS = 86_400_000
const TAIPEI_MS = 8 * 3_600_000

/** The days for which a statement is complete, and whose trades it lists. */
export type Covered = Pick<Statement, "first_on" | "last_on" | "methods">

/**
 * When trades were paid that can only be missing: on each day on which they could have been paid out there is a statement, and none
 * of them names them. Nobody pays out at weekends, so that these need none.
 * @param days within which the account is paid out
 */
export function missingWindows(account: AccountKey, covered: readonly Covered[], days: number): MissingWindow[] {
  const named = [...new Set(covered.flatMap(({ methods }) => methods ?? []))]
  const { gateway, environment, merchant } = account
  return [null, ...named].flatMap((method) =>
    spansOf(covered.filter(({ methods }) => methods === null || (method !== null && methods.includes(method)))).flatMap(
      ({ first, last }) => {
        const window = { from: startOf(first), until: startOf(last - days + 1) }
        return first > last - days
          ? []
          : [{ gateway, environment, merchant, method, others: method === null ? named : [], ...window }]
      },
    ),
  )
}

interface Span {
  readonly first: number
  readonly last: number
}

/** Days that follow each other without a gap, in numbers of days. */
function spansOf(covered: readonly Covered[]): Span[] {
  const spans = covered.flatMap(({ first_on, last_on }) =>
    first_on && last_on ? [{ first: dayNo(first_on), last: dayNo(last_on) }] : [],
  )
  const sorted = spans.map(withWeekends).sort((a, b) => a.first - b.first)
  const joined: Span[] = []
  for (const span of sorted) {
    const before = joined.pop()
    if (!before) joined.push(span)
    else if (span.first > before.last + 1) joined.push(before, span)
    else joined.push({ first: before.first, last: Math.max(before.last, span.last) })
  }
  return joined
}

function withWeekends({ first, last }: Span): Span {
  let end = last
  while (isWeekend(end + 1)) end += 1
  return { first, last: end }
}

function dayNo(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS)
}

/** The first day of the count, in 1970, was a Thursday. */
function isWeekend(day: number): boolean {
  return [2, 3].includes(day % 7)
}

/** The instant at which the day begins in Taipei. */
function startOf(day: number): Date {
  return new Date(day * DAY_MS - TAIPEI_MS)
}
