import type { Knex } from "@medusajs/framework/mikro-orm/knex"

const BUDGET = "taiwan_payment_budget"

/** The largest number that the column holds: what is only counted is allowed this often. */
const MOST = 2_147_483_647

/** How often something may be done within a window, for each key, counted by all servers together. */
export class Budgets {
  constructor(
    private readonly db: Knex,
    private readonly minutes: number,
  ) {}

  /** Looks and counts in one statement, so that of many at once no more than `allowed` get through. */
  async take(key: string, allowed = MOST): Promise<boolean> {
    const { rows } = await this.db.raw<{ rows: unknown[] }>(
      `insert into ${BUDGET} as budget (key, used, ends_at) values (:key, 1, now() + make_interval(mins => :minutes))
       on conflict (key) do update set
         used = case when budget.ends_at <= now() then 1 else budget.used + 1 end,
         ends_at = case when budget.ends_at <= now() then excluded.ends_at else budget.ends_at end
       where budget.ends_at <= now() or budget.used < :allowed
       returning used`,
      { key, allowed, minutes: this.minutes },
    )
    return rows.length > 0
  }

  async used(key: string): Promise<number> {
    const row = await this.db<{ used: number }>(BUDGET).where({ key }).where("ends_at", ">", this.db.fn.now()).first()
    return row?.used ?? 0
  }

  /** What has ended says nothing any more. */
  async forgetEnded(): Promise<void> {
    await this.db(BUDGET).where("ends_at", "<", this.db.fn.now()).delete()
  }
}
