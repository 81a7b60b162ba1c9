import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt, PayoutAlarmKind } from "../records"
import { type MissingWindow, missingIn } from "./payout-reader"
import type { LineResult, StoredLine } from "./payout-records"
import { CAPTURED_BY_STATEMENT, IS_OWED_BY_GATEWAY, REFUNDED_BY_STATEMENT } from "./sent-by-bank"

const LINE = "taiwan_payment_payout_line"
const ALARM = "taiwan_payment_alarm"
const STATEMENT = "taiwan_payment_statement"

const ALARM_OF: Readonly<Partial<Record<LineResult, PayoutAlarmKind>>> = {
  unknown: "payout_unknown",
  differs: "payout_differs",
  doubled: "payout_doubled",
  fee_changed: "payout_fee_changed",
  chargeback: "chargeback",
}

const OF_LINES = Object.values(ALARM_OF)

const KIND = `case l.result ${Object.entries(ALARM_OF)
  .map(([result, alarm]) => `when '${result}' then '${alarm}'`)
  .join(" ")} end`

/** A line that did not agree, beside what the ledger has. */
export interface UntoldLine extends Omit<StoredLine, "payout_id" | "number" | "traded_on"> {
  readonly alarm: PayoutAlarmKind
  readonly order_id: string | null
  readonly captured: number | null
  readonly refunded: number | null
  readonly fee_told: string | null
}

/** Which differences are told, and which are not any more: by what the lines say, whatever died in between. */
export class PayoutAlarms {
  constructor(private readonly db: Knex) {}

  /**
   * Lines that were never told, or agreed since and do not any more; of each account and kind as many as may still be open beside those
   * that are.
   */
  async untold(openAtOnce: number): Promise<UntoldLine[]> {
    const account = "l.gateway, l.environment, l.merchant, l.result"
    const { rows }: { rows: UntoldLine[] } = await this.db.raw(
      `select untold.*, untold.day as paid_out_on, gross::float8 as gross, fee::float8 as fee, net::float8 as net
       from (
         select l.*, l.paid_out_on::text as day, ${KIND} as alarm, a.order_id, ${CAPTURED_BY_STATEMENT} as captured,
           ${REFUNDED_BY_STATEMENT} as refunded, a.details->>'fee' as fee_told, told.id as told,
           row_number() over (partition by ${account} order by (told.id is null), l.paid_out_on, l.line, l.id) as place
         from ${LINE} l left join taiwan_payment_attempt a on a.id = l.attempt_id
         left join ${ALARM} told on told.subject = l.id and told.kind = ${KIND}
           and told.resolution is distinct from 'agrees'
         where l.result not in ('agreed', 'apart') and (told.id is null or told.resolved_at is null)
       ) untold where told is null and place <= ? order by day, line`,
      [openAtOnce],
    )
    return rows
  }

  /**
   * Payments that stand in no statement, of each account as many as may still be open beside those that are. What a person resolved
   * keeps no place from another.
   */
  async untoldMissing(windows: readonly MissingWindow[], openAtOnce: number): Promise<Attempt[]> {
    const rests =
      "told.resolution is distinct from 'agrees' and (told.resolved_at > now() - interval '1 day') is not false"
    const missing = missingIn(this.db, windows)
      .joinRaw(`left join ${ALARM} told on told.kind = 'payout_missing' and told.attempt_id = a.id and ${rests}`)
      .whereRaw("(told.id is null or told.resolved_at is null)")
      .select("a.*", "told.id as told")
      .select(
        this.db.raw(`row_number() over (partition by a.gateway, a.environment, a.merchant
        order by (told.id is null), a.paid_at, a.id) as place`),
      )
    return this.db.from(missing.as("missing")).whereNull("told").where("place", "<=", openAtOnce).orderBy("paid_at")
  }

  /** Open ones whose line agrees by now, or says something else; and those of trades that were paid out after all, or given back. */
  async over(): Promise<string[]> {
    const open = () => this.db(ALARM).whereNull("resolved_at")
    const ofLines = open()
      .whereIn("kind", OF_LINES)
      .whereRaw(
        `exists (select from ${LINE} l where l.id = ${ALARM}.subject and (${KIND}) is distinct from ${ALARM}.kind)`,
      )
    const ofMissing = open()
      .where({ kind: "payout_missing" })
      .whereRaw(
        `(exists (select from ${LINE} l where l.attempt_id = ${ALARM}.attempt_id and l.kind = 'payment')
          or exists (select from taiwan_payment_attempt a where a.id = ${ALARM}.attempt_id and not ${IS_OWED_BY_GATEWAY}))`,
      )
    return (await Promise.all([ofLines.pluck("id"), ofMissing.pluck("id")])).flat()
  }

  async uncheckedStatements(): Promise<string[]> {
    return this.db(STATEMENT).whereNull("checked_at").pluck("id")
  }

  async checked(statements: readonly string[]): Promise<void> {
    await this.db(STATEMENT).whereIn("id", statements).update({ checked_at: this.db.fn.now() })
  }
}
