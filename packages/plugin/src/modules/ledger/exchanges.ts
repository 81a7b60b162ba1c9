import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { newId } from "./ids"
import type { Page } from "./inbox"
import type { AccountKey } from "./records"

const EXCHANGE = "taiwan_payment_exchange"
/** Long enough to look into what went wrong; the ledger keeps what came of it. */
const KEPT_DAYS = 30

/** A request to a gateway and its answer. */
export interface NewExchange extends AccountKey {
  readonly attempt_id: string | null
  /** The vendor's name of the call. */
  readonly call: string
  /** Host and path. */
  readonly address: string
  /** Fields, as they may be kept. */
  readonly asked: Readonly<Record<string, string>>
  readonly answered: Readonly<Record<string, string>>
  /** HTTP; null where no answer came. */
  readonly status: number | null
  readonly problem: string | null
  readonly ms: number
}

export interface Exchange extends NewExchange {
  readonly id: string
  readonly created_at: Date
}

export interface ExchangeFilter {
  readonly gateways?: readonly string[]
  readonly attemptId?: string
}

/** What was sent to gateways and what they answered: to be looked at, and for nothing else. */
export class Exchanges {
  constructor(private readonly db: Knex) {}

  async add({ asked, answered, ...exchange }: NewExchange): Promise<void> {
    const fields = { asked: JSON.stringify(asked), answered: JSON.stringify(answered) }
    await this.db(EXCHANGE).insert({ id: newId("tpw"), ...exchange, ...fields })
  }

  /** Newest first. */
  async list({ gateways, attemptId }: ExchangeFilter, { limit, after }: Page): Promise<Exchange[]> {
    const rows = this.db<Exchange>(EXCHANGE)
    if (gateways) rows.whereIn("gateway", gateways)
    if (attemptId) rows.where({ attempt_id: attemptId })
    if (after) rows.whereRaw(`(created_at, id) < (select created_at, id from ${EXCHANGE} where id = ?)`, [after])
    return rows.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit)
  }

  async forget(limit: number): Promise<void> {
    const old = this.db(EXCHANGE).select("id").orderBy("created_at").limit(limit)
    old.whereRaw("created_at < now() - make_interval(days => ?)", [KEPT_DAYS])
    await this.db(EXCHANGE).whereIn("id", old).delete()
  }
}
