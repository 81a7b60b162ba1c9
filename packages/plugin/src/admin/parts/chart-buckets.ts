import type { Period } from "../server/payments"

/** More days than these are shown by months. */
const MOST_DAYS = 92

/** A day, or the days of a month, beside as many days of the period before. Sums in TWD. */
export interface Bucket {
  /** `YYYY-MM-DD`, or `YYYY-MM`. */
  readonly name: string
  readonly gross: number
  readonly refunded: number
  readonly fee: number
  readonly net: number
  readonly paid: number
  readonly unpaid: number
  /** 0 to 100; null where no attempt has ended. */
  readonly rate: number | null
  readonly before: number
}

type Days = Pick<Period, "days">
type Day = Days["days"][number]

export function bucketsOf({ days, before }: Days & { readonly before: Days }): Bucket[] {
  const nameOf = days.length > MOST_DAYS ? ({ day }: Day) => day.slice(0, 7) : ({ day }: Day) => day
  const buckets = new Map<string, Bucket>()
  for (const [index, day] of days.entries()) {
    const name = nameOf(day)
    const earlier = before.days[index]?.gross ?? 0
    buckets.set(name, added(buckets.get(name) ?? { ...EMPTY, name }, day, earlier))
  }
  return [...buckets.values()]
}

const EMPTY = { gross: 0, refunded: 0, fee: 0, net: 0, paid: 0, unpaid: 0, rate: null, before: 0 }

function added(bucket: Bucket, day: Day, earlier: number): Bucket {
  const paid = bucket.paid + day.paid
  const unpaid = bucket.unpaid + day.unpaid
  return {
    name: bucket.name,
    gross: bucket.gross + day.gross,
    refunded: bucket.refunded + day.refunded,
    fee: bucket.fee + day.fee,
    net: bucket.net + day.net,
    before: bucket.before + earlier,
    rate: paid + unpaid > 0 ? (100 * paid) / (paid + unpaid) : null,
    ...{ paid, unpaid },
  }
}
