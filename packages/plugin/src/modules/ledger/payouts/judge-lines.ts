import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey } from "../records"
import { lockPayouts } from "./lock-payouts"
import { CAPTURED_BY_STATEMENT, IS_SENT_BY_BANK, NEVER_ASKED_FOR, REFUNDED_BY_STATEMENT } from "./sent-by-bank"

const LINE = "taiwan_payment_payout_line"
const ATTEMPT = "taiwan_payment_attempt"

/** A trade belongs to a line by its number and its account: another shop's is none of ours, whatever its number. */
const SAME_ACCOUNT = "a.gateway = l.gateway and a.environment = l.environment and a.merchant = l.merchant"

/** What a fee was told to be with the payment itself, where that was a number, and all of the payment was captured. */
const FEE_TOLD = `case when a.details->>'fee' ~ '^[0-9]{1,9}([.][0-9]+){0,1}$' and ${NEVER_ASKED_FOR} = 0 then (a.details->>'fee')::numeric end`

/** Whether somebody gave back this very sum here, by the gateway. */
const REFUNDED_HERE = `exists (select from taiwan_payment_operation o where o.attempt_id = l.attempt_id and o.kind = 'refund'
  and o.state in ('done', 'queued', 'recorded') and o.amount = -l.gross and not ${IS_SENT_BY_BANK})`

/** What the gateway's own books gave back and the ledger has not booked yet: staff have been told of it, by this alarm. */
const ELSEWHERE = `coalesce((select sum(n.amount) from taiwan_payment_alarm n
  where n.attempt_id = a.id and n.kind = 'refunded_elsewhere' and n.resolved_at is null), 0)`

/** All lines of the same trade and kind, in the order in which they were paid out. */
const TOLD = `select l.id, l.kind, l.gross, l.fee, l.net, ${CAPTURED_BY_STATEMENT} as captured, ${REFUNDED_BY_STATEMENT} as refunded, ${FEE_TOLD} as fee_told,
    ${ELSEWHERE} as elsewhere, l.kind = 'refund' and ${REFUNDED_HERE} as refunded_here, sum(l.gross) over (partition by l.attempt_id, l.kind) as total,
    sum(l.gross) over (partition by l.attempt_id, l.kind order by l.paid_out_on, l.line, l.id) as so_far,
    row_number() over (partition by l.attempt_id, l.kind order by l.paid_out_on, l.line, l.id) as place,
    row_number() over (partition by l.attempt_id, l.kind, l.gross order by l.paid_out_on, l.line, l.id) as same
  from ${LINE} l join ${ATTEMPT} a on a.id = l.attempt_id`

/** A line about a trade that is called a fee or an adjustment moves none of its money: that is what payments, refunds and chargebacks do. */
const RESULT = `case
    when kind = 'chargeback' then 'chargeback'
    when net <> gross - fee then 'differs'
    when kind in ('fee', 'adjustment') then case when gross <> 0 then 'differs' else 'apart' end
    when gross = 0 or kind = 'payment' and fee not between 0 and gross then 'differs'
    when kind = 'refund' and (-total in (refunded, refunded + elsewhere)
      or (refunded_here or -gross = elsewhere) and -so_far <= refunded + elsewhere) then 'agreed'
    when kind = 'refund' and same > 1 then 'doubled'
    when kind = 'refund' then 'differs'
    when total <> captured and place > 1 then 'doubled'
    when total <> captured and gross <> captured then 'differs'
    when fee_told <> fee and gross = captured then 'fee_changed'
    else 'agreed' end`

/** Finds the trades of a statement's lines, and compares all that was ever told of these trades. */
export async function judgeStatement(db: Knex, statement: string): Promise<void> {
  await findTrades(db, statement)
  const touched = `(select attempt_id from ${LINE} where statement_id = ? and attempt_id is not null)`
  const apart = `case when net <> gross - fee then 'differs' else 'apart' end`
  await db.raw(`update ${LINE} set result = ${apart} where statement_id = ? and kind in ('fee', 'adjustment')`, [
    statement,
  ])
  await db.raw(`update ${LINE} set result = 'chargeback' where statement_id = ? and kind = 'chargeback'`, [statement])
  await judge(db, touched, statement)
  await writeSums(db, touched, statement)
  await askGateways(db, statement)
}

async function writeSums(db: Knex, attempts: string, binding: string): Promise<void> {
  await db.raw(
    `update ${ATTEMPT} a set payout_fee = told.fee, payout_net = told.net, paid_out_on = told.paid_out_on
     from (select attempt_id, sum(fee) as fee, sum(net) as net, max(paid_out_on) as paid_out_on from ${LINE}
       where attempt_id in ${attempts} group by attempt_id) told
     where a.id = told.attempt_id`,
    [binding],
  )
}

async function findTrades(db: Knex, statement: string): Promise<void> {
  for (const number of ["trade_no", "reference"])
    await db.raw(
      `update ${LINE} l set attempt_id = a.id from ${ATTEMPT} a
       where l.statement_id = ? and l.attempt_id is null and a.${number} = l.reference and ${SAME_ACCOUNT}`,
      [statement],
    )
}

async function judge(db: Knex, attempts: string, binding: string): Promise<void> {
  await db.raw(
    `update ${LINE} l set result = judged.result, judged_at = now()
     from (select id, ${RESULT} as result from (${TOLD} where l.attempt_id in ${attempts}) told) judged
     where l.id = judged.id`,
    [binding],
  )
}

/** What differs is looked at at the gateway soon: only its own answer moves the ledger, never a statement. */
async function askGateways(db: Knex, statement: string): Promise<void> {
  const differing = `id in (select attempt_id from ${LINE} where statement_id = ? and result in ('differs', 'chargeback'))`
  await db.raw(
    `update ${ATTEMPT} set query_at = now() where ${differing} and paid_at is null and state in ('started', 'failed', 'issued', 'expired')`,
    [statement],
  )
  await db.raw(
    `update ${ATTEMPT} set balance_check_at = now() where ${differing} and state in ('authorized', 'captured')`,
    [statement],
  )
}

/** Lines that did not agree, of trades that have changed since, or are known only now; of at most so many trades. */
export async function judgeAgain(db: Knex, limit: number): Promise<void> {
  const trades = [...(await changedTrades(db, limit)), ...(await tradesKnownNow(db, limit))]
  for (const trade of trades) await db.transaction((transaction) => judgeTrade(transaction, trade))
}

interface Trade extends AccountKey {
  readonly id: string
}

async function judgeTrade(db: Knex, { id, ...account }: Trade): Promise<void> {
  await lockPayouts(db, account)
  await db.raw(
    `update ${LINE} l set attempt_id = a.id from ${ATTEMPT} a
     where a.id = ? and l.attempt_id is null and l.result = 'unknown' and a.reference = l.reference and ${SAME_ACCOUNT}`,
    [id],
  )
  await judge(db, "(?)", id)
  await writeSums(db, "(?)", id)
}

const TRADE = ["a.id", "a.gateway", "a.environment", "a.merchant"]

async function changedTrades(db: Knex, limit: number): Promise<Trade[]> {
  const changed = db(`${LINE} as l`)
    .join(`${ATTEMPT} as a`, "a.id", "l.attempt_id")
    .whereIn("l.result", ["differs", "doubled", "fee_changed"])
    .whereRaw(`(a.updated_at > l.judged_at or exists (select from taiwan_payment_alarm n
      where n.attempt_id = a.id and n.kind = 'refunded_elsewhere' and n.created_at > l.judged_at))`)
  return changed.distinct(TRADE).limit(limit)
}

/** Of which the statement had the gateway's own number, before any answer had told it here. */
async function tradesKnownNow(db: Knex, limit: number): Promise<Trade[]> {
  const known = db(`${LINE} as l`)
    .join(`${ATTEMPT} as a`, "a.reference", "l.reference")
    .where({ "l.result": "unknown" })
    .whereNull("l.attempt_id")
    .whereRaw(SAME_ACCOUNT)
  return known.distinct(TRADE).limit(limit)
}
