import type { MonthOfPayouts } from "../../modules/ledger/payouts/payout-reader"
import type { LineResult, Payout, Statement, StoredLine } from "../../modules/ledger/payouts/payout-records"
import type { AccountKey } from "../../modules/ledger/records"
import type { EnvironmentName } from "../../toolkit/environment"
import type { LocalText } from "../../toolkit/text"

/** What staff see of payouts. Sums in TWD. */

interface Named {
  readonly gateway_name: LocalText
}

export type PayoutView = Payout & Named

export type LineView = StoredLine & Named

export type StatementView = Omit<Statement, "digest" | "methods" | "checked_at"> & Named

export interface PayoutSums {
  readonly months: readonly MonthOfPayouts[]
  readonly results: Partial<Record<LineResult, number>>
  /** Payments that stand in no statement. */
  readonly missing: number
  /** The last that were brought. */
  readonly statements: readonly StatementView[]
  /** Environments of which there are payouts that the shop counts only where they are asked for. */
  readonly others: readonly EnvironmentName[]
}

export interface StatementAccount extends AccountKey, Named {
  readonly layouts: readonly { readonly id: string; readonly name: LocalText; readonly titles: readonly string[] }[]
  /** Whether a job fetches it. */
  readonly fetched: boolean
}
