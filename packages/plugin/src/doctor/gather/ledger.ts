import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { Messages } from "../../modules/ledger/messages"
import type { AccountName, JobFacts, LedgerFacts, NoticeFacts } from "../facts"

const UNSENT_DAYS = 7

/** What the plugin's own tables tell. Each question costs the same however many payments there are. */
export async function ledgerFacts(db: Knex, accounts: readonly AccountName[]): Promise<LedgerFacts> {
  const notices: NoticeFacts[] = []
  for (const account of accounts) notices.push(await noticesOf(db, account))
  return {
    jobs: await jobsOf(db),
    due: await dueIn(db),
    oldestUnapplied: await oldestUnapplied(db),
    waitingEvents: await waitingEvents(db),
    notices,
    unsentMessages: await new Messages(db).unsent(UNSENT_DAYS),
  }
}

async function jobsOf(db: Knex): Promise<JobFacts[]> {
  const { rows }: { rows: JobFacts[] } = await db.raw(
    `select name, extract(epoch from now() - started_at)::float as "startedAgo", leased_until > now() as "isRunning"
     from taiwan_payment_job order by name`,
  )
  return rows
}

async function dueIn(db: Knex): Promise<number> {
  const [row] = await db("taiwan_payment_attempt")
    .whereRaw("apply_at <= now()")
    .count<{ count: string }[]>("* as count")
  return Number(row?.count ?? 0)
}

/** Since when its money has been known; those that a person has to find a home for are alarms. */
async function oldestUnapplied(db: Knex): Promise<LedgerFacts["oldestUnapplied"]> {
  const { rows }: { rows: { tradeNo: string; age: number }[] } = await db.raw(
    `select attempt.trade_no as "tradeNo", extract(epoch from now() - min(event.created_at))::float as age
     from taiwan_payment_attempt attempt join taiwan_payment_event event
       on event.attempt_id = attempt.id and event.verdict = 'accepted' and event.state in ('authorized', 'captured')
     where attempt.apply_at is not null and attempt.applied_at is null and attempt.unmatched is null
       and attempt.state in ('authorized', 'captured')
     group by attempt.id, attempt.trade_no order by age desc limit 1`,
  )
  return rows[0] ?? null
}

async function waitingEvents(db: Knex): Promise<LedgerFacts["waitingEvents"]> {
  const { rows }: { rows: LedgerFacts["waitingEvents"][] } = await db.raw(
    `select count(*)::int as count, coalesce(extract(epoch from now() - min(created_at)), 0)::float as age
     from taiwan_payment_outbox`,
  )
  return rows[0] ?? { count: 0, age: 0 }
}

/** By the account's last two hundred attempts, so that a large shop costs what a small one does. */
async function noticesOf(db: Knex, { gatewayId, environment, merchant }: AccountName): Promise<NoticeFacts> {
  const account = { gateway: gatewayId, environment, merchant }
  const { rows }: { rows: Pick<NoticeFacts, "lastAgo" | "paid" | "paidByNotice">[] } = await db.raw(
    `with latest as (
       select id, state, created_at from taiwan_payment_attempt
       where gateway = :gateway and environment = :environment and merchant = :merchant
       order by created_at desc, id desc limit 200
     ), told as (
       select latest.*, (select max(event.created_at) from taiwan_payment_event event
         where event.attempt_id = latest.id and event.kind in ('notice', 'hook') and event.verdict = 'accepted') as notice_at
       from latest
     ), paid as (
       select * from told where state in ('authorized', 'captured', 'refunded') and created_at > now() - interval '7 days'
     )
     select (select extract(epoch from now() - max(notice_at))::float from told) as "lastAgo",
       (select count(*)::int from paid) as paid,
       (select count(*)::int from paid where notice_at is not null) as "paidByNotice"`,
    account,
  )
  const counted = rows[0] ?? { lastAgo: null, paid: 0, paidByNotice: 0 }
  return { ...account, ...counted, forged: await forged(db, account) }
}

async function forged(db: Knex, account: Pick<NoticeFacts, "gateway" | "environment" | "merchant">): Promise<number> {
  const [row] = await db("taiwan_payment_refusal")
    .where({ ...account, kind: "notice", verdict: "forged" })
    .whereRaw("hour > now() - interval '1 day'")
    .sum<{ sum: string | null }[]>("count as sum")
  return Number(row?.sum ?? 0)
}
