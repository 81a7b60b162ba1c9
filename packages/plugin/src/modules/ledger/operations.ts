import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { PaymentError } from "../../toolkit/payment-error"
import { newId } from "./ids"
import type { AccountKey, Actor, Begun, NewOperation, Operation, OperationKind, OperationResult } from "./records"
import { told } from "./told"

const OPERATION = "taiwan_payment_operation"

/**
 * No call lasts longer, and none is sent late (`sentInTime`), so that one started before this is over, however its process ended. By
 * the database's clock.
 */
export const IN_FLIGHT_SECONDS = 180

const ACCOUNT = "a.gateway, a.environment, a.merchant"

/** With the account whose gateway it was asked of. */
export type OfAccount = Operation & AccountKey

const UNIQUE_VIOLATION = "23505"

/** What was asked of gateways, each written down before every try. */
export class Operations {
  /** `actor`: who of the staff asks for what is written here. */
  constructor(
    private readonly db: Knex,
    private readonly actor: Actor | null = null,
  ) {}

  /**
   * Writes an operation down as `started`, or starts the one with the same key again; at most one that moves money of an
   * attempt is started at any time.
   * @throws PaymentError `refused` while one is under way
   */
  async begin(operation: NewOperation): Promise<Begun> {
    const since = performance.now()
    const row = {
      id: newId("tpo"),
      state: "started",
      ...operation,
      ...this.asked(),
      check_at: this.from(IN_FLIGHT_SECONDS),
    }
    const [written]: Operation[] = await this.db(OPERATION).insert(row).onConflict().ignore().returning("*")
    if (written) return { operation: written, resumed: false, before: null, since }
    const earlier = await this.db<Operation>(OPERATION).where({ idempotency_key: operation.idempotency_key }).first()
    if (!earlier) throw underWay()
    if (earlier.attempt_id !== operation.attempt_id) throw keyOfAnother()
    return this.restart(earlier)
  }

  /** Writes down one that was refused before it was asked for, unless its key is known. */
  async note(refused: NewOperation & Pick<Operation, "code" | "message">, checkInSeconds: number): Promise<void> {
    const row = {
      id: newId("tpo"),
      state: "refused",
      ...told(refused),
      ...this.asked(),
      check_at: this.from(checkInSeconds),
    }
    await this.db(OPERATION).insert(row).onConflict().ignore()
  }

  /** Starts an operation again. What may have been sent before is to be looked up first: `resumed`. */
  async restart(before: Operation): Promise<Begun> {
    const since = performance.now()
    const sent_at = before.state === "started" ? before.started_at : before.sent_at
    const change = { state: "started", tries: before.tries + 1, ...this.asked(), sent_at, started_at: this.from(0) }
    const [operation]: Operation[] = await this.unchanged(before)
      .where((row) => row.whereNot({ state: "started" }).orWhere("started_at", "<", this.from(-IN_FLIGHT_SECONDS)))
      .update({ ...change, updated_at: this.from(0), check_at: this.from(IN_FLIGHT_SECONDS) })
      .returning("*")
      .catch((error) => {
        if (error?.code === UNIQUE_VIOLATION) return []
        throw error
      })
    if (!operation) throw underWay()
    return { operation, resumed: sent_at !== null || before.state === "unknown", before, since }
  }

  /**
   * Writes down how it ended, and whether it is looked at again; null when it was started again or ended meanwhile.
   * What is unknown always is looked at again.
   */
  async finish(
    operation: Operation,
    result: OperationResult,
    checkInSeconds: number | null = result.state === "unknown" ? IN_FLIGHT_SECONDS : null,
  ): Promise<Operation | null> {
    const steps = result.steps ? { steps: JSON.stringify(result.steps) } : {}
    const check_at = checkInSeconds === null ? null : this.from(checkInSeconds)
    const [row]: Operation[] = await this.unchanged(operation)
      .update({ ...told(result), ...steps, checks: 0, check_at, updated_at: this.from(0) })
      .returning("*")
    return row ?? null
  }

  /** What a job takes up again stays asked for by whom it was. */
  private asked(): { actor?: Actor } {
    return this.actor ? { actor: this.actor } : {}
  }

  private unchanged({ id, state, tries }: Operation): Knex.QueryBuilder {
    return this.db(OPERATION).where({ id, state, tries })
  }

  /** Notes which row of Medusa's books it; null when another one does so already. */
  async bookAs({ id, medusa_id: before }: Operation, medusaId: string): Promise<Operation | null> {
    const row = this.db(OPERATION).where({ id, medusa_id: before })
    const [booked]: Operation[] = await row
      .update({ medusa_id: medusaId, checks: 0, check_at: this.from(IN_FLIGHT_SECONDS) })
      .returning("*")
    return booked ?? null
  }

  async of(attemptId: string, kind: OperationKind): Promise<Operation[]> {
    return this.db<Operation>(OPERATION).where({ attempt_id: attemptId, kind }).orderBy("created_at")
  }

  /** Movements that a gateway took on for later, of each account so many, the longest waiting first. */
  async queued(ofEachAccount: number): Promise<OfAccount[]> {
    const result: { rows: OfAccount[] } = await this.db.raw(
      `select * from (
         select o.*, ${ACCOUNT}, row_number() over (partition by ${ACCOUNT} order by o.updated_at) as place
         from ${OPERATION} o join taiwan_payment_attempt a on a.id = o.attempt_id where o.state = 'queued'
       ) queued where place <= ? order by updated_at`,
      [ofEachAccount],
    )
    return result.rows
  }

  /** Sends one that could not be asked about to the back of the line. */
  async defer({ id }: Pick<Operation, "id">): Promise<void> {
    await this.db(OPERATION).where({ id, state: "queued" }).update({ updated_at: this.db.fn.now() })
  }

  /** Accounts of which operations are to be looked at again. */
  async dueAccounts(): Promise<AccountKey[]> {
    const due = this.db(`${OPERATION} as o`).join("taiwan_payment_attempt as a", "a.id", "o.attempt_id")
    return due.where("o.check_at", "<=", this.db.fn.now()).distinct("a.gateway", "a.environment", "a.merchant")
  }

  /** Takes the next of an account that is to be looked at again; it comes back later and later until it is `checked`. */
  async takeDue({ gateway, environment, merchant }: AccountKey): Promise<Operation | null> {
    const due = this.db(`${OPERATION} as o`).join("taiwan_payment_attempt as a", "a.id", "o.attempt_id").select("o.id")
    const ofAccount = { "a.gateway": gateway, "a.environment": environment, "a.merchant": merchant }
    const first = due.where(ofAccount).where("o.check_at", "<=", this.db.fn.now()).orderBy("o.check_at").limit(1)
    const pause = this.db.raw("clock_timestamp() + make_interval(mins => least(60, power(2, checks + 1)::integer))")
    const [taken]: Operation[] = await this.db(OPERATION)
      .whereIn("id", first.forUpdate("o").skipLocked())
      .update({ check_at: pause, checks: this.db.raw("least(checks + 1, 12)") })
      .returning("*")
    return taken ?? null
  }

  /** Nothing about it is open any more, unless it changed since it was read. */
  async checked(operation: Operation): Promise<void> {
    await this.unchanged(operation).update({ check_at: null, checks: 0 })
  }

  private from(seconds: number): Knex.Raw {
    return this.db.raw("clock_timestamp() + make_interval(secs => ?)", [seconds])
  }
}

function keyOfAnother(): PaymentError {
  const words = {
    en: "This key has been used for another payment: nothing was moved.",
    "zh-TW": "這個識別碼已用於另一筆付款：沒有任何款項異動。",
  }
  return new PaymentError("refused", words, { unsent: true })
}

function underWay(): PaymentError {
  const words = {
    en: "An operation of this payment is under way, or its process has just died: try again in three minutes.",
    "zh-TW": "這筆付款有作業正在進行，或其程序剛剛中斷：請三分鐘後再試。",
  }
  return new PaymentError("refused", words, { unsent: true })
}
