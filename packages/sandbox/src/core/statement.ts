import type { Faults } from "./faults.js"
import { DAY, slashDate } from "./taipei.js"

/** Money that moved at a gateway, for good. Whole TWD; `gross` is negative where it went back to the buyer. */
export interface Movement {
  readonly merchant: string
  /** The merchant's own number of the trade. */
  readonly reference: string
  readonly kind: "payment" | "refund" | "chargeback"
  readonly gross: number
  readonly fee: number
  /** When the buyer paid, and when this was final. */
  readonly tradedAt: Date
  readonly at: Date
  readonly isCard: boolean
  /** What the gateway's own file has beside these. */
  readonly marks?: Readonly<Record<string, string>>
}

/** A file in which a gateway tells what it pays out. */
export interface StatementWriter {
  readonly id: string
  readonly name: string
  lists(movement: Movement): boolean
  write(movements: readonly Movement[]): StatementFile
}

export interface StatementFile {
  readonly name: string
  readonly type: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** Whose payouts are asked for, and of which days, both included: `yyyy-MM-dd` of Taipei. */
export interface StatementOrder {
  readonly merchant: string
  readonly from: string
  readonly until: string
  readonly layout?: string | undefined
}

/** Our assumption for every gateway: contracts differ. */
export const PAYOUT_DAYS = 7

export function paidOutOn({ at }: Pick<Movement, "at">): string {
  return slashDate(new Date(at.getTime() + PAYOUT_DAYS * DAY)).replaceAll("/", "-")
}

/** The fee where a gateway's messages tell none: assumed. */
export function assumedFee(amount: number): number {
  return Math.max(Math.round(amount * 0.02), 1)
}

/** The plain table that the plugin documents, for gateways whose files no public document describes. UTF-8. */
export const PLAIN_STATEMENT: StatementWriter = {
  id: "plain",
  name: "plain CSV",
  lists: () => true,
  write: (movements) => {
    const titles = ["reference", "kind", "gross", "fee", "net", "paid_out_on", "traded_on"]
    const rows = movements.map(({ reference, kind, gross, fee, tradedAt, at }) => {
      const traded = slashDate(tradedAt).replaceAll("/", "-")
      return [reference, kind, gross, fee, gross - fee, paidOutOn({ at }), traded].map(String)
    })
    const text = [titles, ...rows].map((row) => `${row.join(",")}\r\n`).join("")
    return { name: "payouts.csv", type: "text/csv; charset=utf-8", bytes: new TextEncoder().encode(text) }
  },
}

/** What is paid out on these days, in the order of its being final, with whatever a person wants to be wrong with it. */
export function paidOut(
  faults: Faults,
  gateway: string,
  movements: readonly Movement[],
  { merchant, from, until }: StatementOrder,
): Movement[] {
  const own = movements.filter((movement) => {
    const day = paidOutOn(movement)
    return movement.merchant === merchant && day >= from && day <= until
  })
  return withFaults(
    faults,
    gateway,
    own.sort((one, other) => one.at.getTime() - other.at.getTime()),
  )
}

type Spoil = (line: Movement) => readonly Movement[]

/** How a statement can be wrong, each kind about a payment of its own. */
const SPOILS: Readonly<Record<string, Spoil>> = {
  "statement-missing": () => [],
  "statement-doubled": (line) => [line, line],
  "statement-altered": (line) => [{ ...line, gross: line.gross + 10 }],
  "statement-foreign": (line) => [line, { ...line, reference: `X${line.reference.slice(1)}` }],
  "statement-chargeback": (line) => [line, { ...line, kind: "chargeback", gross: -line.gross, fee: 0 }],
  "statement-fee": (line) => [{ ...line, fee: line.fee + 7 }],
}

export function withFaults(faults: Faults, gateway: string, lines: readonly Movement[]): Movement[] {
  const left = lines.filter(({ kind }) => kind === "payment")
  const spoils = new Map<Movement, Spoil>()
  for (const [kind, spoil] of Object.entries(SPOILS)) {
    const line = left[0]
    if (!line || !faults.take([kind], gateway, "statement")) continue
    left.shift()
    spoils.set(line, spoil)
  }
  return lines.flatMap((line) => spoils.get(line)?.(line) ?? [line])
}
