import type { Shop } from "./shop"

/** Rows of the plugin's ledger, as far as tests look at them. */
export interface Attempt {
  readonly id: string
  readonly trade_no: string
  readonly session_id: string
  readonly state: string
  readonly amount: number
  readonly captured_amount: number
  readonly refunded_amount: number
  readonly apply_at: Date | null
  readonly apply_tries: number
  readonly applied_at: Date | null
  readonly applied_session_id: string | null
  readonly order_id: string | null
}

export interface LedgerEvent {
  readonly kind: string
  readonly verdict: string
  readonly state: string | null
  readonly code: string | null
}

export interface Operation {
  readonly kind: string
  readonly amount: number
  readonly state: string
  readonly steps: readonly string[]
}

export interface Alarm {
  readonly id: string
  readonly kind: string
  readonly attempt_id: string | null
  readonly subject: string
  readonly amount: number | null
  readonly resolved_at: Date | null
}

type Books = Pick<Shop, "database">

export async function attemptsOf({ database }: Books, sessionId: string): Promise<Attempt[]> {
  const sql = "select * from taiwan_payment_attempt where session_id = $1 order by created_at"
  return (await database.query(sql, [sessionId])).rows
}

/** The only attempt of a session. */
export async function attemptOf(books: Books, sessionId: string): Promise<Attempt> {
  const [attempt, ...others] = await attemptsOf(books, sessionId)
  if (!attempt || others.length > 0) throw new Error(`session ${sessionId} has not one attempt but ${others.length}`)
  return attempt
}

export async function eventsOf({ database }: Books, attemptId: string): Promise<LedgerEvent[]> {
  const sql = "select * from taiwan_payment_event where attempt_id = $1 order by created_at"
  return (await database.query(sql, [attemptId])).rows
}

/** How many messages were refused that prove nothing; a flood is counted a little later. */
export async function refusalsOf({ database }: Books, verdict: string): Promise<number> {
  const sql = "select coalesce(sum(count), 0) as count from taiwan_payment_refusal where verdict = $1"
  return Number((await database.query(sql, [verdict])).rows[0]?.count)
}

/** Messages that are proven and belong to no attempt. */
export async function strayEvents({ database }: Books): Promise<LedgerEvent[]> {
  return (await database.query("select * from taiwan_payment_event where attempt_id is null order by created_at")).rows
}

export async function operationsOf({ database }: Books, attemptId: string): Promise<Operation[]> {
  const sql = "select * from taiwan_payment_operation where attempt_id = $1 order by created_at"
  return (await database.query(sql, [attemptId])).rows
}

/** Alarms about an attempt or, for money of no attempt, about a trade. */
export async function alarmsAbout({ database }: Books, subject: string): Promise<Alarm[]> {
  const sql = "select * from taiwan_payment_alarm where attempt_id = $1 or subject = $1 order by created_at"
  return (await database.query(sql, [subject])).rows
}

/** The names of those of the staff who did something to an attempt, as the ledger's own rows have them. */
export async function actorsOf({ database }: Pick<Shop, "database">, attemptId: string): Promise<string[]> {
  const { rows } = await database.query(
    `select actor->>'name' as name from taiwan_payment_event where attempt_id = $1 and actor is not null
     union select actor->>'name' from taiwan_payment_operation where attempt_id = $1 and actor is not null`,
    [attemptId],
  )
  return rows.map(({ name }) => name)
}
