import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { sha256Hex } from "../../../toolkit/digest"
import { noStatement } from "../../../toolkit/statement/broken"
import type { ReadLine } from "../../../toolkit/statement/open-statement"
import { newId } from "../ids"
import type { AccountKey, Actor } from "../records"
import { judgeStatement } from "./judge-lines"
import { lockPayouts } from "./lock-payouts"
import type { NewStatement, Period, Statement } from "./payout-records"

const STATEMENT = "taiwan_payment_statement"
const STAGE = "taiwan_payment_stage"
const AT_ONCE = 1_000
const LONGEST_DAYS = 370
const DAY_MS = 86_400_000

const ON = "to_char(paid_out_on, 'YYYY-MM-DD')"
/** The digest of what a line says, and which of those it is that say the same. */
const KEY = `encode(sha256(convert_to(concat_ws('|', coalesce(reference, ''), kind, gross, fee, net, coalesce(traded_on::text, ''), ${ON},
  payout_no, coalesce(line_no, ''), row_number() over (
    partition by reference, kind, gross, fee, net, traded_on, paid_out_on, payout_no, line_no order by line)), 'UTF8')), 'hex')`

/** What a statement is known by before and after it was read. */
export interface StatementFacts extends Omit<NewStatement, "digest"> {
  readonly actor: Actor | null
  /** Of all its bytes, once they have been read. */
  readonly digest: () => string
  /** The day of payout where the lines do not say. */
  readonly paidOutOn: string | null
}

export interface Imported {
  readonly statement: Statement
  /** False where this very file was taken in before. */
  readonly isNew: boolean
  /** Whether its lines were given another day of payout, which the file does not say; else a known file changed nothing. */
  readonly dayChanged: boolean
}

/** Imports statements: each whole, or not at all, and each line once. */
export class StatementImport {
  constructor(private readonly db: Knex) {}

  /**
   * Reads lines as they arrive into a table of the transaction's own; only once the last was read anything becomes a line.
   * @throws whatever reading a line throws; nothing is kept then
   */
  async take(facts: StatementFacts, lines: AsyncIterable<ReadLine>): Promise<Imported> {
    return this.db.transaction(async (transaction) => {
      await transaction.raw(`create temp table ${STAGE} (
        line integer, reference text, kind text, gross numeric(14,2), fee numeric(14,2), net numeric(14,2),
        traded_on date, paid_out_on date, payout_no text, line_no text) on commit drop`)
      const count = await stage(transaction, facts, lines)
      await lockPayouts(transaction, facts)
      const period = await periodOf(transaction, facts)
      const digest = digestOf(facts, count, period)
      const known = await statementOf(transaction, facts, digest)
      if (known) {
        const dayChanged = await correctDay(transaction, facts, known.id, period)
        return { statement: await statementById(transaction, known.id), isNew: false, dayChanged }
      }
      const id = await writeStatement(transaction, facts, { ...period, digest, lines: count })
      await writeLines(transaction, facts, id)
      await judgeStatement(transaction, id)
      return { statement: await statementById(transaction, id), isNew: true, dayChanged: false }
    })
  }
}

async function stage(db: Knex, facts: StatementFacts, lines: AsyncIterable<ReadLine>): Promise<number> {
  let rows: object[] = []
  let count = 0
  const write = async () => {
    await db.raw(`insert into ${STAGE} select * from jsonb_populate_recordset(null::${STAGE}, ?::jsonb)`, [
      JSON.stringify(rows),
    ])
    rows = []
  }
  for await (const line of lines) {
    rows.push(staged(line, facts))
    count += 1
    if (rows.length >= AT_ONCE) await write()
  }
  if (rows.length > 0) await write()
  return count
}

function staged({ line, reference, kind, gross, fee, net, ...of }: ReadLine, { paidOutOn }: StatementFacts): object {
  const days = { traded_on: of.tradedOn, paid_out_on: of.paidOutOn ?? paidOutOn }
  return { line, reference, kind, gross, fee, net, ...days, payout_no: of.payoutNo ?? "", line_no: of.lineNo }
}

/** Files without a line read alike, and each covers days of its own. */
function digestOf({ digest }: StatementFacts, lines: number, { first_on, last_on }: Period): string {
  return lines > 0 ? digest() : sha256Hex(`${digest()} ${first_on} ${last_on}`)
}

async function writeStatement(
  db: Knex,
  facts: StatementFacts,
  found: Period & Pick<Statement, "digest" | "lines">,
): Promise<string> {
  const { gateway, environment, merchant, source, layout, name, methods, actor } = facts
  const id = newId("tps")
  await db(STATEMENT).insert({
    ...{ id, gateway, environment, merchant, source, layout, name, new_lines: 0 },
    ...found,
    methods: methods && JSON.stringify(methods),
    actor: actor && JSON.stringify(actor),
  })
  return id
}

/**
 * The days that it is said to be complete for, else those of its lines.
 * @throws PaymentError `unsupported` where a day is written wrongly: it would make all that lies in between look complete
 */
async function periodOf(db: Knex, { paidOutOn, ...said }: StatementFacts): Promise<Period> {
  const days = db.raw("min(paid_out_on)::text as first_on, max(paid_out_on)::text as last_on")
  const lines = await db(STAGE).first<Period | undefined>(days)
  const first_on = said.first_on ?? lines?.first_on ?? paidOutOn
  const last_on = said.last_on ?? lines?.last_on ?? paidOutOn
  const length = first_on && last_on ? Date.parse(last_on) - Date.parse(first_on) : 0
  if (length < 0 || length > LONGEST_DAYS * DAY_MS)
    throw noStatement({
      en: `it is about payouts from ${first_on} to ${last_on}, and no statement is`,
      "zh-TW": `撥款日期從 ${first_on} 到 ${last_on}，不是一份明細的期間`,
    })
  return { first_on, last_on }
}

/**
 * Staff entered a wrong day of payout, and bring the same file with the right one: its lines move to the payout of that day. One that
 * another statement has already stays where it is.
 */
async function correctDay(db: Knex, facts: StatementFacts, statement: string, period: Period): Promise<boolean> {
  const { gateway, environment, merchant } = facts
  const bindings = { gateway, environment, merchant, statement }
  await writePayouts(db, facts)
  const moved: { rowCount: number } = await db.raw(
    `update taiwan_payment_payout_line l set paid_out_on = said.paid_out_on, key = said.key, payout_id = said.payout_id
     from ${SAID} where l.statement_id = :statement and l.line = said.line and l.paid_out_on <> said.paid_out_on
       and not exists (select from taiwan_payment_payout_line other where other.gateway = :gateway
         and other.environment = :environment and other.merchant = :merchant and other.key = said.key)`,
    bindings,
  )
  if (moved.rowCount === 0) return false
  await db.raw(
    `delete from taiwan_payment_payout p where p.gateway = :gateway and p.environment = :environment and p.merchant = :merchant
       and not exists (select from taiwan_payment_payout_line l where l.payout_id = p.id)`,
    bindings,
  )
  await db(STATEMENT).where({ id: statement }).update(period)
  await judgeStatement(db, statement)
  return true
}

async function writePayouts(db: Knex, { gateway, environment, merchant }: AccountKey): Promise<void> {
  await db.raw(
    `insert into taiwan_payment_payout (id, gateway, environment, merchant, paid_out_on, number)
     select 'tpo_' || replace(gen_random_uuid()::text, '-', ''), :gateway, :environment, :merchant, paid_out_on, payout_no
     from (select distinct paid_out_on, payout_no from ${STAGE}) payout
     on conflict (gateway, environment, merchant, paid_out_on, number) do nothing`,
    { gateway, environment, merchant },
  )
}

/** What was read, with the payout of each line. */
const SAID = `(select read.*, p.id as payout_id from (select *, ${KEY} as key from ${STAGE}) read
     join taiwan_payment_payout p on p.gateway = :gateway and p.environment = :environment and p.merchant = :merchant
       and p.paid_out_on = read.paid_out_on and p.number = read.payout_no) said`

async function writeLines(db: Knex, facts: StatementFacts, statement: string): Promise<void> {
  const { gateway, environment, merchant } = facts
  await writePayouts(db, facts)
  const written: { rowCount: number } = await db.raw(
    `insert into taiwan_payment_payout_line (id, gateway, environment, merchant, key, statement_id, payout_id, line, reference, kind,
       gross, fee, net, traded_on, paid_out_on, line_no, result)
     select 'tpl_' || replace(gen_random_uuid()::text, '-', ''), :gateway, :environment, :merchant, said.key, :statement, said.payout_id,
       said.line, said.reference, said.kind, said.gross, said.fee, said.net, said.traded_on, said.paid_out_on, said.line_no, 'unknown'
     from ${SAID}
     on conflict (gateway, environment, merchant, key) do nothing`,
    { gateway, environment, merchant, statement },
  )
  await db(STATEMENT).where({ id: statement }).update({ new_lines: written.rowCount })
}

const COLUMNS = "*, first_on::text as first_on, last_on::text as last_on"

async function statementOf(db: Knex, account: AccountKey, digest: string): Promise<Statement | undefined> {
  const { gateway, environment, merchant } = account
  return db(STATEMENT).where({ gateway, environment, merchant, digest }).first(db.raw(COLUMNS))
}

async function statementById(db: Knex, id: string): Promise<Statement> {
  return db(STATEMENT).where({ id }).first(db.raw(COLUMNS))
}
