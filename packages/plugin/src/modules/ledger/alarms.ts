import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { plainWords } from "../../toolkit/plain-words"
import { EVENTS } from "./events"
import { newId } from "./ids"
import type { Actor, Alarm, AlarmKind, NewAlarm, Operation } from "./records"

const ALARM = "taiwan_payment_alarm"
/** How alarms are resolved that are no longer true; anything else is a person's word. */
const BY_ITSELF = ["applied", "released", "refunded", "captured", "voided", "agrees", "ended"]
/** What jobs find again at each round for as long as it is true. */
const STANDING: ReadonlySet<AlarmKind> = new Set([
  "account_gone",
  "authorization_ends",
  "expired_unpaid",
  "not_applied",
  "not_booked",
  "not_refunded",
  "not_released",
  "order_incomplete",
  "payout_missing",
  "refund_undone",
  "refunded_elsewhere",
  "statement_missing",
  "still_queued",
  "voucher_without_order",
])

/** What tells of an order that stands without its money. */
export const OWED: readonly AlarmKind[] = ["expired_unpaid", "shipped_unpaid", "released_unpaid"]

/** What an attempt is once such a movement took its last money away, and how its alarms are over. */
const LAST = {
  refund: { state: "refunded", resolution: "refunded" },
  void: { state: "voided", resolution: "released" },
} as const

function wordsOf({ detail }: NewAlarm): Pick<Alarm, "detail" | "detail_zh"> {
  return { detail: plainWords(detail.en), detail_zh: plainWords(detail["zh-TW"]) }
}

/** Alarms as they are raised, given to somebody and resolved; each change by one of many at once. */
export class Alarms {
  constructor(
    private readonly db: Knex,
    private readonly actor: Actor | null,
  ) {}

  /**
   * Raises an alarm; null when the same one is open. What was resolved and happens again is raised again; what a job finds at
   * each of its rounds rests for a day after a person resolved it.
   */
  async raise(alarm: NewAlarm): Promise<Alarm | null> {
    if (STANDING.has(alarm.kind) && (await this.isResting(alarm))) return null
    const rows = await this.db<Alarm>(ALARM)
      .insert({ id: newId("tpx"), ...alarm, ...wordsOf(alarm) })
      .onConflict()
      .ignore()
      .returning("*")
    return rows[0] ?? null
  }

  private async isResting({ kind, subject }: NewAlarm): Promise<boolean> {
    const day = this.db.raw("now() - interval '1 day'")
    return (await this.byPersons(kind, subject).where("resolved_at", ">", day).first("id")) !== undefined
  }

  /** Whether a person has ever resolved one. */
  async wasResolved(kind: AlarmKind, subject: string): Promise<boolean> {
    return (await this.byPersons(kind, subject).whereNotNull("resolved_at").first("id")) !== undefined
  }

  private byPersons(kind: AlarmKind, subject: string): Knex.QueryBuilder {
    return this.db<Alarm>(ALARM).where({ kind, subject }).whereNotIn("resolution", BY_ITSELF)
  }

  /** Resolves the open alarms of an attempt, all or those of some kinds. */
  async resolveOf(attemptId: string, resolution: string, ...kinds: readonly AlarmKind[]): Promise<void> {
    const ofKinds = (open: Knex.QueryBuilder) => (kinds.length > 0 ? open.whereIn("kind", [...kinds]) : open)
    await this.resolveWhere({ attempt_id: attemptId }, resolution, ofKinds)
  }

  /** Resolves those of one kind about an operation; `orSum`: where there is none, the oldest about just its amount. */
  async resolveOperation(
    kind: AlarmKind,
    { id, attempt_id, amount }: Pick<Operation, "id" | "attempt_id" | "amount">,
    resolution: string,
    orSum = false,
  ): Promise<void> {
    const own = await this.resolveWhere({ kind, attempt_id }, resolution, (open) =>
      open.whereRaw("split_part(subject, ' ', 1) = ?", [id]),
    )
    if (own.length > 0 || !orSum) return
    const alike = await this.db<Alarm>(ALARM)
      .where({ kind, attempt_id, resolved_at: null })
      .whereRaw("coalesce(amount, ?) = ?", [amount, amount])
      .orderBy("created_at")
      .first("id")
    if (alike) await this.resolveWhere({ id: alike.id }, resolution)
  }

  /** Resolves what was told as owed of an order that is paid now, by whichever of its payments. */
  async resolveOwed(order_id: string, resolution = "applied"): Promise<void> {
    await this.resolveWhere({ order_id }, resolution, (open) => open.whereIn("kind", OWED))
  }

  /**
   * Resolves those of these kinds about payments of which such a movement has taken the last money away since they were raised;
   * what is raised after it stays.
   */
  async resolveGone(kind: "refund" | "void", kinds: readonly AlarmKind[]): Promise<void> {
    const { state, resolution } = LAST[kind]
    await this.resolveWhere({}, resolution, (open) =>
      open.whereIn("kind", [...kinds]).whereRaw(
        `exists (select from taiwan_payment_attempt a join taiwan_payment_operation o on o.attempt_id = a.id
           where a.id = ${ALARM}.attempt_id and a.state = ? and o.kind = ? and o.state in ('done', 'queued')
             and greatest(o.started_at, case o.state when 'done' then o.updated_at end) >= ${ALARM}.created_at)`,
        [state, kind],
      ),
    )
  }

  /** Resolves those of movements that were not carried out, and that were started again since and are done. */
  async resolveCarriedOut(): Promise<void> {
    await this.resolveWhere({ kind: "not_carried_out" }, "ended", (open) =>
      open.whereRaw(
        `exists (select from taiwan_payment_operation o where o.id = split_part(subject, ' ', 1)
           and o.state in ('done', 'queued') and o.started_at > ${ALARM}.created_at)`,
      ),
    )
  }

  /** Resolves the open alarm of one kind about one thing. */
  async resolveAbout(kind: AlarmKind, subject: string, resolution: string): Promise<void> {
    await this.resolveWhere({ kind, subject }, resolution)
  }

  /** The alarm as a person resolved it; undefined when it is not open. */
  async resolve(id: string, resolution: string): Promise<Alarm | undefined> {
    const [alarm] = await this.resolveWhere({ id }, resolution)
    return alarm
  }

  /** Written together with the events that tell of it, in one statement. */
  private async resolveWhere(
    which: Partial<Alarm>,
    resolution: string,
    narrowed: (open: Knex.QueryBuilder) => Knex.QueryBuilder = (open) => open,
  ): Promise<Alarm[]> {
    const ended = { resolved_at: this.db.fn.now(), resolution, resolved_by: this.actor }
    const open = narrowed(this.db(ALARM).where({ ...which, resolved_at: null }))
    const { sql, bindings } = open.update(ended).returning("*").toSQL()
    const { rows } = await this.db.raw<{ rows: Alarm[] }>(
      `with resolved as (${sql}), told as (
         insert into taiwan_payment_outbox (id, name, data)
         select 'tpm_' || replace(gen_random_uuid()::text, '-', ''), ?,
           jsonb_build_object('id', id, 'kind', kind, 'attempt_id', attempt_id, 'order_id', order_id)
         from resolved
       ) select * from resolved`,
      [...bindings, EVENTS.alarmResolved] as Knex.RawBinding[],
    )
    return rows
  }

  /**
   * Gives an open alarm to one of the staff, or to nobody; undefined when it is not open, or somebody else's by now than `from`
   * says, the id of whose it was when it was looked at.
   */
  async assign(id: string, to: Actor | null, from: string | null): Promise<Alarm | undefined> {
    const rows = this.db<Alarm>(ALARM).where({ id, resolved_at: null })
    rows.whereRaw("assigned_to->>'id' is not distinct from ?::text", [from])
    const given = { assigned_to: to, assigned_by: to && this.actor, assigned_at: to && this.db.raw("now()") }
    const [alarm]: Alarm[] = await rows.update(given).returning("*")
    return alarm
  }
}
