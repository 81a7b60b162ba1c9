import { randomUUID } from "node:crypto"
import { setTimeout as sleep } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { PaymentError } from "../../toolkit/payment-error"

const LEASE = "taiwan_payment_lease"

/** Who died holding a lease lets the others wait this long. */
const LEASE_SECONDS = 12
const RENEW_MS = 3_000
const LONGEST_WAIT_MS = 60_000
/** For work that can as well be done later. */
const SHORT_WAIT_MS = 1_000
const FIRST_PAUSE_MS = 10
const LONGEST_PAUSE_MS = 250

/**
 * Whether the turn is still this holder's; renews it then. Whoever was cut off for longer than a lease has lost it, and what it read
 * before need not hold.
 */
export type StillMine = () => Promise<boolean>

/** Those of this process wait for each other here, so that only the first of them asks the database. */
const queues = new WeakMap<Knex, Map<string, Promise<unknown>>>()

/**
 * Runs `work` while no other process does so under the same key; waits for its turn. The lock is a row with an expiry,
 * renewed while the work lasts: no connection is held meanwhile, and once the work resolved its result stands, whatever
 * becomes of the row. Instants are the database's alone.
 * @throws PaymentError `refused` when the turn does not come; nothing was done then
 */
export async function underLease<Result>(
  db: Knex,
  key: string,
  work: (stillMine: StillMine) => Promise<Result>,
): Promise<Result> {
  const queue = queues.get(db) ?? new Map<string, Promise<unknown>>()
  queues.set(db, queue)
  const mine = afterOthers(queue.get(key)).then(() => inTurn(db, key, work))
  queue.set(key, mine)
  try {
    return await mine
  } finally {
    if (queue.get(key) === mine) queue.delete(key)
  }
}

/**
 * Like `underLease`, but for work that can as well be done later: null when somebody works under the key and does not end soon.
 * A gateway that hangs under the lease keeps nobody here.
 */
export async function underFreeLease<Result>(
  db: Knex,
  key: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  if (!(await endsWithin(queues.get(db)?.get(key), SHORT_WAIT_MS))) return null
  const holder = randomUUID()
  if (!(await acquire(db, key, holder, SHORT_WAIT_MS))) return null
  return holding(db, key, holder, work)
}

/** @throws PaymentError `refused` when who has the turn in this process does not end. */
async function afterOthers(others: Promise<unknown> | undefined): Promise<void> {
  if (!(await endsWithin(others, LONGEST_WAIT_MS))) throw busy()
}

async function endsWithin(others: Promise<unknown> | undefined, ms: number): Promise<boolean> {
  if (!others) return true
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, ms, false)
    timer.unref()
  })
  return Promise.race([Promise.allSettled([others]).then(() => true), late]).finally(() => clearTimeout(timer))
}

async function inTurn<Result>(db: Knex, key: string, work: (stillMine: StillMine) => Promise<Result>): Promise<Result> {
  const holder = randomUUID()
  if (!(await acquire(db, key, holder, LONGEST_WAIT_MS))) throw busy()
  return holding(db, key, holder, work)
}

async function holding<Result>(
  db: Knex,
  key: string,
  holder: string,
  work: (stillMine: StillMine) => Promise<Result>,
): Promise<Result> {
  // A renewal that fails is tried again; what was written down before it was sent guards the money, not the lease.
  const renewal = setInterval(() => void extend(db, key, holder).catch(() => {}), RENEW_MS).unref()
  try {
    return await work(() => extend(db, key, holder))
  } finally {
    clearInterval(renewal)
    await release(db, key, holder)
  }
}

/** Whether the turn came in time. */
async function acquire(db: Knex, key: string, holder: string, waitMs: number): Promise<boolean> {
  const end = performance.now() + waitMs
  for (let pause = FIRST_PAUSE_MS; !(await take(db, key, holder)); pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    if (performance.now() > end) return false
    await sleep(pause * (0.5 + Math.random()))
  }
  return true
}

async function take(db: Knex, key: string, holder: string): Promise<boolean> {
  const { rows } = await db.raw<{ rows: unknown[] }>(
    `insert into ${LEASE} as held (key, holder, expires_at) values (?, ?, clock_timestamp() + make_interval(secs => ?))
     on conflict (key) do update set holder = excluded.holder, expires_at = excluded.expires_at
     where held.expires_at < clock_timestamp() returning key`,
    [key, holder, LEASE_SECONDS],
  )
  return rows.length > 0
}

/** False where another one has taken it. */
async function extend(db: Knex, key: string, holder: string): Promise<boolean> {
  const until = db.raw("clock_timestamp() + make_interval(secs => ?)", [LEASE_SECONDS])
  return (await db(LEASE).where({ key, holder }).update({ expires_at: until })) > 0
}

/** What cannot be given back expires by itself, and must not spoil what was done. */
async function release(db: Knex, key: string, holder: string): Promise<void> {
  await db(LEASE)
    .where({ key, holder })
    .delete()
    .catch(() => {})
}

function busy(): PaymentError {
  const words = {
    en: "This payment is being worked on at the moment; try again in a minute.",
    "zh-TW": "這筆付款正在處理中，請一分鐘後再試。",
  }
  return new PaymentError("refused", words, { unsent: true })
}
