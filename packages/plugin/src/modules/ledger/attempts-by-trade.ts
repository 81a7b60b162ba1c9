import { setImmediate as nextTurn } from "node:timers/promises"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { AccountKey, Attempt } from "./records"

const KEY = ["gateway", "environment", "merchant", "trade_no"] as const

export type TradeKey = AccountKey & Pick<Attempt, "trade_no">

const readers = new WeakMap<Knex, AttemptsByTrade>()

/** The attempts behind trade numbers. Notices come in bursts, so what is asked for in one turn is read by one statement. */
export class AttemptsByTrade {
  private wanted: TradeKey[] = []
  private reading: Promise<Attempt[]> | null = null

  constructor(private readonly db: Knex) {}

  /** The one that all ledgers of a connection pool share. */
  static of(db: Knex): AttemptsByTrade {
    const reader = readers.get(db) ?? new AttemptsByTrade(db)
    readers.set(db, reader)
    return reader
  }

  async find(key: TradeKey): Promise<Attempt | undefined> {
    this.wanted.push(key)
    this.reading ??= nextTurn().then(() => this.read())
    const found = await this.reading
    return found.find((attempt) => KEY.every((name) => attempt[name] === key[name]))
  }

  private async read(): Promise<Attempt[]> {
    const keys = this.wanted.map((key) => KEY.map((name) => key[name]))
    this.wanted = []
    this.reading = null
    return this.db<Attempt>("taiwan_payment_attempt").whereIn([...KEY], keys)
  }
}
