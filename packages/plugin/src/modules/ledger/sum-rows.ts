/** What came of attempts, all together. Sums in TWD, whole dollars but for fees. */
export interface Sums {
  readonly attempts: number
  readonly gross: number
  readonly refunded: number
  /** The gateways' fees as far as they told them, and of how many of the paid attempts. */
  readonly fee: number
  readonly fees_known: number
  /** Attempts that brought money, whatever became of it since; and those that never will. */
  readonly paid: number
  readonly unpaid: number
}

export type Group<Name extends string> = Sums & { readonly [Key in Name]: string }

/** A row of grouping sets; figures as PostgreSQL writes them. `without` has a bit for each name that is not told apart. */
export interface SumRow extends Readonly<Record<keyof Sums, string>> {
  readonly day: string | null
  readonly gateway: string | null
  readonly method: string | null
  readonly code: string | null
  readonly without: number
}

export const SUMMED = `
  coalesce(sum(attempts), 0) as attempts, coalesce(sum(gross), 0) as gross, coalesce(sum(refunded), 0) as refunded,
  coalesce(sum(fee), 0) as fee, coalesce(sum(fees_known), 0) as fees_known, coalesce(sum(paid), 0) as paid,
  coalesce(sum(attempts - paid) filter (where state in ('failed', 'expired')), 0) as unpaid`

/** As `grouping(day, gateway, method, code)` has them. */
const WITHOUT = { total: 0b1111, day: 0b0111, method: 0b1001, gateway: 0b1011, code: 0b1010 } as const

export function sumsOfRow(row: SumRow): Sums {
  const { attempts, gross, refunded, fee, fees_known, paid, unpaid } = row
  return {
    attempts: Number(attempts),
    gross: Number(gross),
    refunded: Number(refunded),
    fee: Number(fee),
    fees_known: Number(fees_known),
    paid: Number(paid),
    unpaid: Number(unpaid),
  }
}

export const NOTHING: Sums = { attempts: 0, gross: 0, refunded: 0, fee: 0, fees_known: 0, paid: 0, unpaid: 0 }

/** Rows of grouping sets, each where it belongs. */
export function setsOf(rows: readonly SumRow[]) {
  const those = (without: number) => rows.filter((row) => row.without === without)
  const [total] = those(WITHOUT.total)
  const named = ({ day, gateway, method }: SumRow) => ({ day: day ?? "", gateway: gateway ?? "", method: method ?? "" })
  const group = (row: SumRow) => ({ ...named(row), ...sumsOfRow(row) })
  return {
    total: total ? sumsOfRow(total) : NOTHING,
    days: those(WITHOUT.day)
      .map(group)
      .sort((a, b) => a.day.localeCompare(b.day)),
    gateways: those(WITHOUT.gateway).map(group).sort(mostFirst),
    methods: those(WITHOUT.method).map(group).sort(mostFirst),
    declines: those(WITHOUT.code)
      .filter(({ code }) => code !== null)
      .map((row) => ({ gateway: row.gateway ?? "", code: row.code ?? "", count: Number(row.attempts) }))
      .filter(({ count }) => count > 0)
      .sort((a, b) => b.count - a.count),
  }
}

function mostFirst(a: Sums, b: Sums): number {
  return b.gross - a.gross || b.attempts - a.attempts
}
