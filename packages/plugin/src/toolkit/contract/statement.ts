import type { LocalText } from "../text"
import type { Conversation } from "./conversation"
import type { Moment } from "./moment"

/** What a line of a statement is about. `fee` and `adjustment` are about no trade. */
export type PayoutLineKind = "payment" | "refund" | "chargeback" | "fee" | "adjustment"

/** One line of a gateway's statement of what it pays out (撥款). Sums in TWD, with at most two decimals; days of Taipei, `yyyy-MM-dd`. */
export interface PayoutLine {
  /** The trade: our own number, or the gateway's. Null where the line is about none. */
  readonly reference: string | null
  readonly kind: PayoutLineKind
  /** Of the buyer: positive in, negative out. */
  readonly gross: number
  /** What the gateway keeps: positive; negative where it gives a fee back. */
  readonly fee: number
  /** What is added to the payout, by the gateway's own reckoning. */
  readonly net: number
  readonly tradedOn: string | null
  /** Null where the file does not say; then whoever brings it must. */
  readonly paidOutOn: string | null
  /** The gateway's number of the payout. */
  readonly payoutNo: string | null
  /** The gateway's own number of this line, which tells lines apart that say the same. */
  readonly lineNo: string | null
}

/** A row of a table under its titles. Whatever cannot be read is an error that names line and column. */
export interface StatementRow {
  /** The first of these titles that the file has. @throws PaymentError `unsupported` where the cell is empty */
  text(...titles: readonly string[]): string
  /** The same; null where the cell is empty or there is no such column. */
  optional(...titles: readonly string[]): string | null
  /** TWD, with at most two decimals; thousands may be set apart by commas. @throws PaymentError `unsupported` */
  money(...titles: readonly string[]): number
  /** A day as `yyyy-MM-dd`; takes `yyyyMMdd`, `yyyy/M/d` and Taipei's clock behind it. @throws PaymentError `unsupported` */
  day(...titles: readonly string[]): string
  optionalDay(...titles: readonly string[]): string | null
  /** For a cell that says something else than it may. */
  refuse(title: string, why: LocalText): never
}

/** A table in which a gateway tells its payouts, as its document has it. */
export interface StatementLayout {
  readonly id: string
  readonly name: LocalText
  /** By these titles it is recognised: of each group the file must have one. */
  readonly titles: readonly (readonly string[])[]
  /** The methods whose trades it lists; those of the whole account where absent. */
  readonly methods?: readonly string[]
  read(row: StatementRow): PayoutLine
}

/** How a gateway tells what it pays out. */
export interface Statement {
  readonly layouts: readonly StatementLayout[]
  /** Asks for the lines that are paid out on a day (`yyyy-MM-dd`), in one of the layouts. Absent where only its pages have them. */
  readonly ofDay?: (day: string, moment: Moment) => Conversation<string>
}
