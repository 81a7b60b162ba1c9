/**
 * What jobs read beside what `addHistory` writes: Medusa's payments, captures and refunds of whatever was paid, customers of whom some
 * are gone, the cards that others keep, and messages that were sent. And what the jobs ask of it, each minute.
 */

const RAW = `jsonb_build_object('value', '100', 'precision', 20)`
const AGO = "now() - i * interval '40 seconds'"

/** Declined and expired attempts have no payment. */
const PAID = "generate_series(1, $1) i where i % 8 not in (5, 6)"

const ROWS = [
  `insert into payment_collection (id, currency_code, amount, raw_amount, created_at)
   select 'paycol_past' || i, 'twd', 100, ${RAW}, ${AGO} from ${PAID}`,
  `insert into payment (id, currency_code, amount, raw_amount, provider_id, data, payment_collection_id, payment_session_id, captured_at, created_at)
   select 'pay_past' || i, 'twd', 100, ${RAW}, 'pp_card', jsonb_build_object('trade_no', upper(substr(md5('past' || i), 1, 20))),
     'paycol_past' || i, 'payses_past' || i, ${AGO}, ${AGO} from ${PAID}`,
  `insert into capture (id, amount, raw_amount, payment_id, created_at)
   select 'capt_' || i, 100, ${RAW}, 'pay_past' || i, ${AGO} from ${PAID}`,
  `insert into refund (id, amount, raw_amount, payment_id, created_at)
   select 'ref_' || i, 100, ${RAW}, 'pay_past' || i * 8, now() - i * 8 * interval '40 seconds' from generate_series(1, $1 / 8) i`,
  `insert into customer (id, email, deleted_at) select 'cus_card' || i, 'card' || i || '@example.tw', case when i % 20 = 0 then now() end
   from generate_series(1, $1 / 10) i`,
  `insert into taiwan_payment_card (id, customer_id, gateway, environment, merchant, brand, last4, expiry, fingerprint, sealed, attempt_id, created_at)
   select 'tpk_' || i, 'cus_card' || i, 'tappay', 'production', 'M1', 'visa', '4242', '2035-12', 'f' || i, 'v1.k1.sealed', 'tpa_past' || i * 8, ${AGO}
   from generate_series(1, $1 / 10) i where i % 20 <> 0`,
  `insert into taiwan_payment_message (id, kind, subject, attempt_id, state, created_at)
   select 'tpg_' || i, 'paid', 'tpa_past' || i, 'tpa_past' || i, 'sent', ${AGO} from generate_series(1, $1) i`,
  `insert into taiwan_payment_refusal (hour, gateway, environment, merchant, provider, kind, verdict, count, last_digest, last_bytes)
   select date_trunc('hour', now()) - i * interval '1 hour', 'ecpay', 'production', 'M1', 'card', 'notice', 'forged', 3, md5(i::text), 400
   from generate_series(1, $1 / 40) i`,
]

/**
 * @param {(sql: string, values?: unknown[]) => Promise<unknown>} query
 * @param {number} rows
 */
export async function addPastOfJobs(query, rows) {
  for (const sql of ROWS) await query(sql, [rows])
}

const READ = [
  ...["payment_collection", "payment", "capture", "refund", "customer"],
  ...["taiwan_payment_card", "taiwan_payment_message", "taiwan_payment_refusal"],
]

/** After the indexes were made. @param {(sql: string) => Promise<unknown>} query */
export async function analyzePastOfJobs(query) {
  for (const table of READ) await query(`vacuum analyze "${table}"`)
}

/**
 * @param {{ db: any, ledger: any, cards: any, rowsWithoutOperation: (db: any, kind: "refund" | "capture") => Promise<unknown>, mergeDaySums: (db: any) => Promise<unknown> }} of
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function jobsOf({ db, ledger, cards, rowsWithoutOperation, mergeDaySums }) {
  const now = new Date()
  return {
    "job: refunds that no operation stands for": () => rowsWithoutOperation(db, "refund"),
    "job: captures that no operation stands for": () => rowsWithoutOperation(db, "capture"),
    "job: authorisations about to end": () => ledger.due.forAuthorizationCheck(now, 100),
    "job: balances to look at": () => ledger.due.forBalanceCheck(now, 100),
    "job: numbers that run out soon": () => ledger.due.forExpiryNotice(24, 200),
    "job: personal data to erase": () => ledger.personalData.eraseOlderThan(730, 1000),
    "job: messages to send": () => ledger.messages.due(100),
    "job: messages that are forgotten": () => ledger.messages.forget(730, 1000),
    "job: cards of which nothing came": () => cards.stale(50),
    "job: cards of deleted customers": () => cards.ownersGone(20),
    "job: sums of days": () => mergeDaySums(db),
  }
}
