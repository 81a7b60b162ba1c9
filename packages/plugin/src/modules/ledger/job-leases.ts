import type { Knex } from "@medusajs/framework/mikro-orm/knex"

const JOB = "taiwan_payment_job"

/**
 * The right to run a background job. Of all servers on one database one has it at a time, and it ends by itself when that server
 * dies. All instants are the database's.
 */
export class JobLeases {
  constructor(private readonly db: Knex) {}

  /** Takes the lease when nobody has it and the job last started at least `everyMs` ago. */
  async take(name: string, everyMs: number, leaseMs: number): Promise<boolean> {
    const result: { rows: unknown[] } = await this.db.raw(
      `insert into ${JOB} as job (name, started_at, leased_until) values (:name, now(), now() + :lease * interval '1 ms')
       on conflict (name) do update set started_at = now(), leased_until = now() + :lease * interval '1 ms', ended_at = null
       where job.leased_until <= now() and job.started_at <= now() - :every * interval '1 ms'
       returning name`,
      { name, lease: leaseMs, every: everyMs },
    )
    return result.rows.length > 0
  }

  /** Keeps the lease while a long run goes on. */
  async extend(name: string, leaseMs: number): Promise<void> {
    const until = this.db.raw("now() + ? * interval '1 ms'", [leaseMs])
    await this.db(JOB).where({ name }).update({ leased_until: until })
  }

  /** Gives the lease up. The row stays as the job's heartbeat. */
  async end(name: string): Promise<void> {
    await this.db(JOB).where({ name }).update({ leased_until: this.db.fn.now(), ended_at: this.db.fn.now() })
  }
}
