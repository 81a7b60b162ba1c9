import type { PayoutLineKind } from "../../../toolkit/contract/statement"
import type { AccountKey, Actor } from "../records"

/**
 * What comparing a line with the ledger came to. `unknown`: its trade was never opened here. `apart`: about no trade.
 * `differs`: about another amount than the ledger has, or its own sums do not add up.
 */
export const LINE_RESULTS = ["agreed", "unknown", "differs", "doubled", "fee_changed", "chargeback", "apart"] as const

export type LineResult = (typeof LINE_RESULTS)[number]

/** A statement as somebody brought it, or as a job fetched it. Days of Taipei, `yyyy-MM-dd`. */
export interface Statement extends AccountKey {
  readonly id: string
  readonly source: "file" | "api"
  readonly layout: string
  readonly name: string
  readonly digest: string
  readonly lines: number
  /** Of them those that no earlier statement had. */
  readonly new_lines: number
  /** The days for which it is complete. */
  readonly first_on: string | null
  readonly last_on: string | null
  /** Whose trades alone it lists; those of the whole account where null. */
  readonly methods: readonly string[] | null
  readonly actor: Actor | null
  /** When its differences had all been told; null until then. */
  readonly checked_at: Date | null
  readonly created_at: Date
}

export type NewStatement = AccountKey & Pick<Statement, "source" | "layout" | "name" | "digest" | "methods"> & Period

export interface Period {
  readonly first_on: string | null
  readonly last_on: string | null
}

/** What is paid out at one time. Sums in TWD. */
export interface Payout extends AccountKey {
  readonly id: string
  readonly paid_out_on: string
  /** The gateway's number of it; empty where it gives none. */
  readonly number: string
  readonly lines: number
  readonly gross: number
  readonly fee: number
  readonly net: number
  /** Of its lines those that did not agree. */
  readonly open_lines: number
}

export interface StoredLine extends AccountKey {
  readonly id: string
  readonly payout_id: string
  readonly line: number
  readonly reference: string | null
  readonly kind: PayoutLineKind
  readonly gross: number
  readonly fee: number
  readonly net: number
  readonly traded_on: string | null
  readonly paid_out_on: string
  readonly number: string
  readonly attempt_id: string | null
  readonly result: LineResult
}
