import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Attempt } from "./records"

const ATTEMPT = "taiwan_payment_attempt"
const ACCOUNT = "gateway, environment, merchant"

/** What is open stands in an index of its own, by account, so that no question costs more for what is over. */
interface Pile {
  /** As the index has it. */
  readonly open: string
  /** The instant by which each account's are taken, the oldest first. */
  readonly by: string
  readonly isDue: string
}

const QUIET: Pile = { open: "query_at is not null", by: "query_at", isDue: "query_at <= :now" }

/** A sandbox's clock jumps: there only its gateway can say whether a deadline has passed. */
const UNPAID: Pile = {
  open: "expires_at is not null and state in ('issued', 'failed')",
  by: "expires_at",
  isDue: "(expires_at <= :now or environment = 'sandbox') and (expiry_at is null or expiry_at <= :now)",
}

const EXPIRED: Pile = {
  open: "expiry_at is not null and state = 'expired'",
  by: "expiry_at",
  isDue: "expiry_at <= :now",
}

const AUTHORIZED: Pile = {
  open: "authorization_check_at is not null",
  by: "authorization_check_at",
  isDue: "authorization_check_at <= :now",
}

const PAID: Pile = {
  open: "balance_check_at is not null",
  by: "balance_check_at",
  isDue: "balance_check_at <= :now",
}

/** Attempts that wait for the jobs: of each merchant account so many, so that one account's backlog keeps no other waiting. */
export class DueAttempts {
  constructor(private readonly db: Knex) {}

  /** To be applied: those not tried yet, then the longest waiting. */
  async forApply(now: Date, limit: number): Promise<Attempt[]> {
    return this.db<Attempt>(ATTEMPT).where("apply_at", "<=", now).orderByRaw("apply_tries > 0, apply_at").limit(limit)
  }

  /** Those that went quiet and may be asked about. */
  async forQuery(now: Date, ofEachAccount: number): Promise<Attempt[]> {
    return this.ofEachAccount(QUIET, now, ofEachAccount)
  }

  /**
   * With a voucher that nobody has paid in time (one that the gateway calls failed may still have an order), and expired ones
   * whose order waited for others; none that was put off for longer.
   */
  async forExpiry(now: Date, ofEachAccount: number): Promise<Attempt[]> {
    const piles = [UNPAID, EXPIRED].map((pile) => this.ofEachAccount(pile, now, ofEachAccount))
    return (await Promise.all(piles)).flat()
  }

  /**
   * Awaited numbers that run out within so many hours and were not told of; none that lives less than twice that long, and without
   * those that are put off.
   */
  async forExpiryNotice(hours: number, limit: number, putOff: readonly string[] = []): Promise<Attempt[]> {
    const soon = this.db<Attempt>(ATTEMPT).where({ state: "issued" }).whereNull("expiring_told_at")
    soon.whereRaw("expires_at > now() and expires_at <= now() + make_interval(hours => ?)", [hours])
    soon.whereRaw("expires_at - created_at >= 2 * make_interval(hours => ?)", [hours])
    return soon
      .whereRaw("id <> all(?)", [[...putOff]])
      .orderBy("expires_at")
      .limit(limit)
  }

  /** Whose authorisation is about to end, or has ended. */
  async forAuthorizationCheck(now: Date, ofEachAccount: number): Promise<Attempt[]> {
    return this.ofEachAccount(AUTHORIZED, now, ofEachAccount)
  }

  /** Paid, and due to be compared with the gateway's own books. */
  async forBalanceCheck(now: Date, ofEachAccount: number): Promise<Attempt[]> {
    return this.ofEachAccount(PAID, now, ofEachAccount)
  }

  /** Steps from account to account through the index, then takes of each. */
  private async ofEachAccount({ open, by, isDue }: Pile, now: Date, limit: number): Promise<Attempt[]> {
    const next = `select ${ACCOUNT} from ${ATTEMPT} where ${open}`
    const order = `order by ${ACCOUNT} limit 1`
    const result: { rows: Attempt[] } = await this.db.raw(
      `with recursive account as (
         (${next} ${order})
         union all
         select following.* from account, lateral (
           ${next} and (${ACCOUNT}) > (account.gateway, account.environment, account.merchant) ${order}
         ) following
       )
       select due.* from account, lateral (
         select * from ${ATTEMPT} attempt
         where attempt.gateway = account.gateway and attempt.environment = account.environment
           and attempt.merchant = account.merchant and ${open} and ${isDue}
         order by ${by} limit :limit
       ) due order by due.${by}`,
      { now, limit },
    )
    return result.rows
  }
}
