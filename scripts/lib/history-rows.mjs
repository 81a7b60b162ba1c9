/**
 * A shop's past in the ledger's tables: `rows` attempts that are over, with their events, operations and alarms; and beside them
 * open work that is the same however much is over. For tests and benches of what questions cost.
 */

/** How much is open, of each kind. */
export const OPEN = 60

const PIECES = "taiwan_payment_attempt_pieces"

const COLUMNS = `id, gateway, environment, merchant, trade_no, provider_id, method, session_id, payment_collection_id, amount,
  session_amount, return_url, locale, state, reference, voucher, details, expires_at, paid_at, captured_amount, query_at, apply_at,
  expiry_at, order_id, applied_at, refunded_amount, code, created_at`

/** @param {string} key what makes the rows' numbers their own @param {string} past how long ago each was, of `i` @param {string} rest */
const attempts = (key, past, rest) => `
  select 'tpa_${key}' || i, (array['ecpay', 'newebpay', 'linepay'])[1 + i % 3], 'production', 'M' || i % 3,
    upper(substr(md5('${key}' || i), 1, 20)), 'pp_card', (array['card', 'card', 'atm', 'cvs', 'wallet'])[1 + i % 5], 'payses_${key}' || i, 'paycol_${key}' || i, 100 + i % 5000,
    (100 + i % 5000)::text, 'https://shop.example.tw/r', 'zh-TW', ${rest}, now() - ${past}
  from generate_series(1, $1) i`

/** Mostly paid; some declined, some vouchers that ran out. */
const OVER = `(array['captured', 'captured', 'captured', 'captured', 'refunded', 'failed', 'expired', 'captured'])[1 + i % 8],
  to_char(now() - i * interval '40 seconds', 'YYMMDDHH24MISS') || lpad((i % 10000)::text, 4, '0'),
  case when i % 8 = 6 then jsonb_build_object('account', lpad((i::bigint * 7919 % 100000000)::text, 14, '9')) end,
  jsonb_build_object('card_last4', lpad((i::bigint * 31 % 10000)::text, 4, '0'), 'fee', (i % 40)::text), case when i % 8 = 6 then now() - i * interval '40 seconds' end,
  case when i % 8 not in (5, 6) then now() - i * interval '40 seconds' end, case when i % 8 in (5, 6) then 0 else 100 + i % 5000 end, null, null, null, 'order_past' || i, now(),
  case when i % 8 = 4 then 100 + i % 5000 when i % 80 = 1 then 50 else 0 end, case when i % 8 = 5 then '1010' || i / 8 % 9 end`

/** Gone quiet, paid and not applied, awaiting money that is late, authorised. @type {Record<string, string>} */
const WORK = {
  quiet: "'started', null, null, '{}', null, null, 0, now() - interval '1 minute', null, null, null, null, 0, null",
  due: "'captured', 'R' || i, null, '{}', null, now(), 100 + i % 5000, null, now() - interval '1 minute', null, null, null, 0, null",
  late: "'issued', null, '{\"account\": \"99990000000000\"}', '{}', now() - interval '9 days', null, 0, null, null, null, 'order_late' || i, null, 0, null",
  held: "'authorized', 'A' || i, null, '{}', null, now(), 0, null, null, null, 'order_held' || i, now(), 0, null",
}

const SUMS = `insert into taiwan_payment_day_sum
  select day, s.gateway, s.environment, s.merchant, s.method, s.state, refunds, s.code,
    sum(attempts), sum(paid), sum(gross), sum(refunded), sum(fee), sum(fees_known), true
  from taiwan_payment_attempt a cross join lateral taiwan_payment_sums_of(a, 1) s group by 1, 2, 3, 4, 5, 6, 7, 8`

const EVENTS = `insert into taiwan_payment_event (id, attempt_id, gateway, kind, verdict, state, payload, digest, created_at)
  select 'tpe_' || i || kind, 'tpa_past' || i, 'ecpay', kind, 'accepted', 'captured', '{}', md5(i || kind), now() - i * interval '40 seconds'
  from generate_series(1, $1) i, unnest(array['start', 'notice']) kind`

const OPERATIONS = `insert into taiwan_payment_operation (id, attempt_id, kind, idempotency_key, amount, requested, state, medusa_id, check_at)
  select 'tpo_' || i, 'tpa_past' || i * 8, 'refund', 'ref_' || i, 100, '100', case when i <= ${OPEN} then 'queued' else 'done' end, 'ref_' || i,
    case when i between ${OPEN} and ${2 * OPEN} then now() - interval '1 minute' end
  from generate_series(1, $1 / 8) i`

const ALARMS = `insert into taiwan_payment_alarm (id, kind, attempt_id, subject, detail, resolved_at, created_at)
  select 'tpx_' || i, 'second_payment', 'tpa_past' || i * 100, 'tpa_past' || i * 100, 'x', case when i > ${OPEN} then now() end, now() - i * interval '1 hour'
  from generate_series(1, $1 / 100) i`

const NOTICES = `insert into taiwan_payment_notice (id, gateway, environment, merchant, provider, kind, verdict, attempt_id, trade_no, digest, bytes, created_at)
  select 'tpn_' || i, (array['ecpay', 'newebpay', 'linepay'])[1 + i % 3], 'production', 'M' || i % 3, 'card', 'notice',
    case when i % 1000 = 0 then 'mismatch' else 'accepted' end, 'tpa_past' || i, upper(substr(md5('past' || i), 1, 20)), md5('n' || i), 400,
    now() - i * interval '40 seconds'
  from generate_series(1, $1) i`

const EXCHANGES = `insert into taiwan_payment_exchange (id, gateway, environment, merchant, attempt_id, call, address, status, ms, created_at)
  select 'tpw_' || i, 'ecpay', 'production', 'M1', 'tpa_past' || i, 'query', 'gateway.example.tw/query', 200, 90, now() - i * interval '40 seconds'
  from generate_series(1, $1) i`

/**
 * @param {(sql: string, values?: unknown[]) => Promise<{ rows: any[] }>} query
 * @param {number} rows
 */
export async function addHistory(query, rows) {
  const { rows: found } = await query(`select indexdef from pg_indexes where indexname = '${PIECES}'`)
  // Built at once in the end, which takes a tenth of the time.
  await query(`drop index if exists ${PIECES}`)
  await query("alter table taiwan_payment_attempt disable trigger taiwan_payment_attempt_counted")
  const insert = `insert into taiwan_payment_attempt (${COLUMNS})`
  await query(insert + attempts("past", "i * interval '40 seconds'", OVER), [rows])
  for (const [key, rest] of Object.entries(WORK)) await query(insert + attempts(key, "interval '1 hour'", rest), [OPEN])
  for (const sql of [EVENTS, OPERATIONS, ALARMS, NOTICES, EXCHANGES]) await query(sql, [rows])
  for (const sql of ["delete from taiwan_payment_day_sum", SUMS]) await query(sql)
  await query("alter table taiwan_payment_attempt enable trigger taiwan_payment_attempt_counted")
  for (const { indexdef } of found) await query(indexdef)
  for (const table of ["attempt", "event", "operation", "alarm", "day_sum", "notice", "exchange"])
    await query(`vacuum analyze taiwan_payment_${table}`)
}

/**
 * What jobs, shoppers and staff ask of the ledger, on rows of `addHistory`.
 * @param {{ ledger: any, reader: any, db: any }} of
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function questionsOf({ ledger, reader, db }) {
  const now = new Date()
  const page = { limit: 20, offset: 0 }
  const search = (/** @type {string} */ text, /** @type {object} */ more = {}) =>
    reader.attempts({ search: { text, sessionIds: [], collectionIds: [], ...more } }, page)
  const tradeNo = "select upper(substr(md5('past4321'), 1, 20)) as text"
  const partOf = async () => (await db.raw(tradeNo)).rows[0].text.slice(3, 12).toLowerCase()
  return {
    "job: quiet attempts": () => ledger.due.forQuery(now, 50),
    "job: what is to be applied": () => ledger.due.forApply(now, 100),
    "job: late vouchers": () => ledger.due.forExpiry(now, 50),
    "job: queued operations": () => ledger.operations.queued(50),
    "job: operations to check": async () => {
      for (const account of await ledger.operations.dueAccounts()) await ledger.operations.takeDue(account)
    },
    "boot: open accounts": () => reader.oneOpenAttemptOfEachAccount(),
    "status: attempts of a session": () => ledger.attemptsOf("payses_past4321"),
    "attempts of a collection": () => ledger.attemptsOfCollections(["paycol_past4321"]),
    "list: first page": () => reader.attempts({}, page),
    "list: a page far back": () => reader.attempts({}, { ...page, after: "tpa_past4321" }),
    "list: a rare state": () => reader.attempts({ states: ["authorized"] }, page),
    "list: several states": () => reader.attempts({ states: ["authorized", "captured", "failed"] }, page),
    "list: a gateway": () => reader.attempts({ gateways: ["linepay"] }, page),
    "list: an account": () => reader.attempts({ merchants: ["M1"] }, page),
    "list: a rare environment": () => reader.attempts({ environments: ["stage"] }, page),
    "list: the largest": () => reader.attempts({}, { ...page, sorting: { by: "amount", direction: "desc" } }),
    "list: given back in part": () => reader.attempts({ refunds: ["partial"] }, page),
    "list: given back": () => reader.attempts({ refunds: ["partial", "full"] }, page),
    "list: amounts of nobody": () => reader.attempts({ amountFrom: 9_000_000 }, page),
    "export: a slice": () => reader.slices({ gateways: ["ecpay"] }, 50).next(),
    "list: of an order": () =>
      reader.attempts({ order: { id: "order_past4321", sessionIds: [], collectionIds: ["paycol_past4321"] } }, page),
    "search: part of a number": async () => search(await partOf()),
    "search: a card, an amount": () => search("4321"),
    "search: an id": () => search("payses_past4321"),
    "search: an order's number": () =>
      search("77", { sessionIds: ["payses_past4321"], collectionIds: ["paycol_past4321"] }),
    "search: nothing": () => search("no such number"),
    "events of an attempt": () => reader.events("tpa_past4321"),
    "operations and alarms of attempts": () =>
      Promise.all([reader.operationsOf(["tpa_past4320"]), reader.alarmsOf(["tpa_past4300"])]),
    "alarms: open": () => reader.alarms("open", page),
    "alarms: resolved": () => reader.alarms("resolved", page),
    "alarms: all": () => reader.alarms("all", page),
    "alarms: of one of the staff": () => reader.alarms("open", page, "user_1"),
    "inbox: first page": () => ledger.inbox.list({}, page),
    "inbox: a page far back": () => ledger.inbox.list({}, { ...page, after: "tpn_4321" }),
    "inbox: a rare verdict": () => ledger.inbox.list({ verdicts: ["mismatch"] }, page),
    "inbox: several verdicts": () => ledger.inbox.list({ verdicts: ["mismatch", "accepted"] }, page),
    "inbox: a gateway": () => ledger.inbox.list({ gateways: ["ecpay"] }, page),
    "inbox: of a payment": () => ledger.inbox.list({ attemptId: "tpa_past4321" }, page),
    "inbox: part of a number": async () =>
      ledger.inbox.list({ search: { text: await partOf(), sessionIds: [], collectionIds: [] } }, page),
    "inbox: what is forgotten": () => ledger.inbox.forget(730, 1000),
    "inbox: requests that are forgotten": () => ledger.exchanges.forget(1000),
    "inbox: requests": () => ledger.exchanges.list({}, page),
    "inbox: requests about a payment": () => ledger.exchanges.list({ attemptId: "tpa_past4321" }, page),
  }
}

/**
 * What the page's charts ask, of all days that ever were and of thirty.
 * @param {{ db: any, sums: any }} of
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function chartsOf({ db, sums }) {
  const day = (/** @type {number} */ ago) => new Date(Date.now() - ago * 86_400_000).toISOString().slice(0, 10)
  const days = { first: day(29), last: day(0) }
  const ever = { first: day(1100), last: day(0) }
  return {
    "chart: thirty days": () => sums.sumsOf(db, {}, days),
    "chart: all days": () => sums.sumsOf(db, {}, ever),
    "chart: all days of a gateway and a method": () =>
      sums.sumsOf(db, { gateways: ["linepay"], methods: ["atm"], states: ["captured"] }, ever),
    "chart: numbers that are awaited": () => sums.awaitedOf(db, {}),
  }
}

/**
 * Filters beside each other, of which no index has both: how many rows they read depends on what is there.
 * @param {{ reader: any }} of
 * @returns {Record<string, () => Promise<unknown>>}
 */
export function filtersOf({ reader }) {
  const page = { limit: 20, offset: 0 }
  const list = (/** @type {object} */ filter) => () => reader.attempts(filter, page)
  return {
    "list: amounts between": list({ amountFrom: 1200, amountTo: 1300 }),
    "list: with open alarms": list({ alarmed: true }),
    "list: failed ones of a method": list({ states: ["failed"], methods: ["atm"] }),
    "list: given back in part, of a gateway": list({ refunds: ["partial"], gateways: ["ecpay"] }),
    "list: given back in part, by amount": () =>
      reader.attempts({ refunds: ["partial"] }, { ...page, sorting: { by: "amount", direction: "desc" } }),
    "list: a method that a gateway lacks": list({ gateways: ["linepay"], methods: ["card"], merchants: ["M1"] }),
    "list: a gateway, odd amounts": list({ gateways: ["ecpay"], amountFrom: 5_098, amountTo: 5_098 }),
    "list: a gateway's, a year ago": list({ gateways: ["ecpay"], until: new Date(Date.now() - 365 * 86_400_000) }),
  }
}

/** Charts of what no day's sums tell apart: these read attempts, the newest thirty thousand. @type {typeof chartsOf} */
export function chartsOfAttempts({ db, sums }) {
  const last = new Date().toISOString().slice(0, 10)
  const ever = { first: "2020-01-01", last }
  return {
    "chart: all days, amounts between": () => sums.sumsOf(db, { amountFrom: 1000, amountTo: 2000 }, ever),
    "chart: all days, any amount": () => sums.sumsOf(db, { amountFrom: 1 }, ever),
    "chart: all days of a gateway, any amount": () => sums.sumsOf(db, { gateways: ["linepay"], amountFrom: 1 }, ever),
    "chart: what has an open alarm": () => sums.sumsOf(db, { alarmed: true }, ever),
  }
}
