import { inParallel, post, signedNotice, startPurchase } from "../bench/payments.mjs"
import { capturedAt } from "../bench/server.mjs"
import { notifyUrl } from "./acknowledgements.mjs"
import { timed } from "./percentiles.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {{ sent: number, rows: Map<string, number>, logLines: number }} Grown what so many messages of one kind left behind
 * @typedef {{ sent: number, memory: import("./stack.mjs").Memory[] }} Sample
 * @typedef {{ grown: Map<string, Grown>, curve: Sample[], perSecond: number }} Flood
 * @typedef {{ tradeNo: string, amount: number }} Trade
 * @typedef {(stack: Stack, round: number) => Promise<number>} Kind sends a round of its messages, and answers how many
 */

const AT_ONCE = 8
const ROUNDS = 10
const ORDERS_A_ROUND = 3

/** Of each round's messages. */
const SHARES = { genuine: 0.2, doubled: 0.4, forged: 0.3, foreign: 0.1 }

/** Departures like a real one, of sessions that are over: their notices are judged and written, and no cart follows. @param {Stack} stack @param {number} count */
async function addTrades({ query, store }, count) {
  const { tradeNo } = await startPurchase(store)
  const rows = await query(
    `insert into taiwan_payment_attempt
     select (jsonb_populate_record(a, jsonb_build_object('id', 'tpa_scale' || i, 'trade_no', 'SC' || lpad(i::text, 18, '0'),
       'session_id', 'payses_scale' || i, 'payment_collection_id', 'paycol_scale' || i, 'query_at', null))).*
     from taiwan_payment_attempt a, generate_series(1, $2) i where a.trade_no = $1
     returning trade_no as "tradeNo", amount`,
    [tradeNo, count],
  )
  return /** @type {Trade[]} */ (rows)
}

/** A card was declined: news of its trade, and nothing for Medusa to do. @param {Trade} trade */
const declined = ({ tradeNo, amount }) => signedNotice(tradeNo, amount, { RtnCode: "10100058", RtnMsg: "Pay Fail." })

/** @param {Stack} stack @param {string[]} messages @param {string} reply */
async function send(stack, messages, reply) {
  await inParallel(messages, AT_ONCE, (message) => post(notifyUrl(stack), message, reply))
  return messages.length
}

/** @param {Trade[]} trades @param {number} perRound @returns {Record<string, Kind>} */
function kindsOf(trades, perRound) {
  const count = (/** @type {keyof typeof SHARES} */ kind) => Math.round(perRound * SHARES[kind])
  const ownOf = (/** @type {number} */ round) => trades.slice(round * count("genuine"), (round + 1) * count("genuine"))
  const cycle = (/** @type {Trade[]} */ some, /** @type {number} */ length) =>
    Array.from({ length }, (_, index) => /** @type {Trade} */ (some[index % some.length]))
  return {
    genuine: (stack, round) => send(stack, ownOf(round).map(declined), "1|OK"),
    doubled: (stack, round) => send(stack, cycle(ownOf(round), count("doubled")).map(declined), "1|OK"),
    forged: (stack, round) => {
      const forged = cycle(trades, count("forged")).map((trade, index) =>
        declined(trade).replace("RtnCode=10100058", `RtnCode=1&CustomField1=${round}-${index}`),
      )
      return send(stack, forged, "0|Refused")
    },
    foreign: (stack, round) => {
      const numbers = Array.from({ length: count("foreign") }, (_, index) => `FR${round}X${index}`)
      return send(
        stack,
        numbers.map((tradeNo) => declined({ tradeNo, amount: 100 })),
        "0|Refused",
      )
    },
    "paid, with its order": async (stack) => {
      /** @type {import("../bench/payments.mjs").Started[]} */
      const started = []
      await inParallel([...Array(ORDERS_A_ROUND).keys()], 3, async () => started.push(await startPurchase(stack.store)))
      await send(
        stack,
        started.map(({ notice }) => notice),
        "1|OK",
      )
      await capturedAt(
        stack,
        started.map(({ sessionId }) => sessionId),
      )
      return started.length
    },
  }
}

/** @param {Stack} stack */
async function rowsOf({ query }) {
  const tables = await query(
    `select relname as name from pg_class where relkind = 'r' and relname like 'taiwan\\_payment\\_%'
     and relname not in ('taiwan_payment_lease', 'taiwan_payment_job')`,
  )
  const counts = tables.map(({ name }) => `select '${name}' as name, count(*)::int as rows from ${name}`)
  const rows = await query(counts.join(" union all "))
  return new Map(rows.map(({ name, rows: count }) => [String(name), Number(count)]))
}

/** @param {Stack} stack @param {Kind} kind @param {number} round @param {Grown | undefined} before @returns {Promise<Grown>} */
async function grow(stack, kind, round, before) {
  const [rowsBefore, logBefore] = [await rowsOf(stack), stack.logLines()]
  const sent = await kind(stack, round)
  const rows = new Map(before?.rows)
  for (const [name, count] of await rowsOf(stack))
    rows.set(name, (rows.get(name) ?? 0) + count - (rowsBefore.get(name) ?? 0))
  const logLines = (before?.logLines ?? 0) + stack.logLines() - logBefore
  return { sent: (before?.sent ?? 0) + sent, rows, logLines }
}

/**
 * So many notices in rounds of all kinds, and what memory, tables and logs hold after each. `tell` is given what is known after each
 * round, so that a run that is cut short has not been for nothing.
 * @param {Stack} stack @param {number} total @param {(soFar: Flood) => void} tell @returns {Promise<Flood>}
 */
export async function flood(stack, total, tell) {
  const perRound = total / ROUNDS
  const trades = await addTrades(stack, Math.round(total * SHARES.genuine))
  const kinds = kindsOf(trades, perRound)
  /** @type {Map<string, Grown>} */
  const grown = new Map()
  /** @type {Sample[]} */
  const curve = [{ sent: 0, memory: await stack.memory() }]
  let milliseconds = 0
  const told = () => ({ grown, curve, perSecond: (curve.at(-1)?.sent ?? 0) / (milliseconds / 1000) })
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [name, kind] of Object.entries(kinds)) {
      const [own, took] = await timed(() => grow(stack, kind, round, grown.get(name)))
      grown.set(name, own)
      if (name in SHARES) milliseconds += took
    }
    curve.push({ sent: Math.round((round + 1) * perRound), memory: await stack.memory() })
    tell(told())
  }
  return told()
}
