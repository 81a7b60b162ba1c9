import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey } from "./records"

const ABSENCE = "taiwan_payment_absence"

/** Questions that may be answered with "no such trade", of which a gateway takes so many an hour before it locks the account out. */
export class Absences {
  constructor(private readonly db: Knex) {}

  /**
   * Counts a question against the account before it is asked, since its answer may be "no such trade"; answers the
   * count's own instant, or null when `allowed` have been counted in the last `seconds`, by the database's clock. Of many at the same moment, in whatever
   * processes, no more get through. What is older than a day is forgotten.
   */
  async count(account: AccountKey, seconds: number, allowed: number): Promise<string | null> {
    const { gateway, environment, merchant } = account
    return this.db.transaction(async (transaction) => {
      const key = `taiwan-payments:absences ${gateway} ${environment} ${merchant}`
      await transaction.raw("select pg_advisory_xact_lock(hashtextextended(?, 0))", [key])
      const day = transaction.raw("now() - interval '1 day'")
      await transaction(ABSENCE).where(account).where("created_at", "<", day).delete()
      const since = transaction.raw("clock_timestamp() - make_interval(secs => ?)", [seconds])
      const found = transaction(ABSENCE).where(account).where("created_at", ">", since)
      const [row] = await found.count<{ count: string }[]>("* as count")
      if (Number(row?.count ?? 0) >= allowed) return null
      const counted = { ...account, created_at: transaction.raw("clock_timestamp()") }
      const [written] = await transaction(ABSENCE).insert(counted).returning(transaction.raw("created_at::text as at"))
      return written.at
    })
  }

  /** Takes a count back: the gateway knows the trade, or was not asked. */
  async uncount(account: AccountKey, at: string): Promise<void> {
    await this.db(ABSENCE).where(account).whereRaw("created_at = ?::timestamptz", [at]).delete()
  }
}
