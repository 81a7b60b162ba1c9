/**
 * @typedef {import("./bait.mjs").Shop} Shop
 * @typedef {{ money: Map<string, string>, rows: Map<string, number> }} Books
 */

/** What may not change by a lie: every payment's state and money, here and in Medusa's own tables. */
const MONEY = `
  select 'attempt ' || id as id, concat_ws(' ', state, amount, captured_amount, refunded_amount, reference, paid_at) as is from taiwan_payment_attempt where created_at < $1
  union all select 'session ' || id, concat_ws(' ', status, amount, authorized_at) from payment_session where created_at < $1
  union all select 'collection ' || id, concat_ws(' ', status, authorized_amount, captured_amount, refunded_amount) from payment_collection where created_at < $1
  union all select 'payment ' || id, concat_ws(' ', amount, captured_at, canceled_at) from payment
  union all select 'capture ' || id, amount::text from capture
  union all select 'refund ' || id, amount::text from refund
  union all select 'order ' || id, concat_ws(' ', status, canceled_at) from "order"
  union all select 'transaction ' || id, amount::text from order_transaction
  union all select 'operation ' || id, concat_ws(' ', kind, amount) from taiwan_payment_operation where state <> 'refused'
  union all select 'new attempt ' || id, concat_ws(' ', state, captured_amount) from taiwan_payment_attempt where created_at >= $1 and (captured_amount > 0 or paid_at is not null)`

/** @param {Shop} shop @param {Date} began whatever was made later may be there @returns {Promise<Books>} */
export async function readBooks({ query }, began) {
  const money = await query(MONEY, [began])
  const tables = await query(
    "select table_name as name from information_schema.tables where table_name like 'taiwan_payment%' and table_type = 'BASE TABLE'",
  )
  const rows = new Map()
  for (const { name } of tables) rows.set(name, Number((await query(`select count(*) as n from "${name}"`))[0]?.n))
  return { money: new Map(money.map(({ id, is }) => [id, is])), rows }
}

/** What was believed. @param {Books} before @param {Books} after @returns {string[]} */
export function believed(before, after) {
  const changed = [...before.money].filter(([id, is]) => after.money.get(id) !== is)
  const added = [...after.money].filter(([id]) => !before.money.has(id))
  return [
    ...changed.map(([id, is]) => `${id} was "${is}" and is "${after.money.get(id) ?? "gone"}"`),
    ...added.map(([id, is]) => `${id} is new: "${is}"`),
  ]
}

/** How many rows each of our tables has grown by. @param {Books} before @param {Books} after */
export function growth(before, after) {
  return [...after.rows]
    .map(([name, count]) => ({ name, grown: count - (before.rows.get(name) ?? 0) }))
    .filter(({ grown }) => grown > 0)
}

/**
 * What the rules of SECURITY.md let a flood leave, so many a minute and so many at once; far more means that requests are kept.
 * @param {number} minutes @param {number} providers
 */
export const mostRows = (minutes, providers) => 300 + providers * 30 * Math.ceil(minutes)
