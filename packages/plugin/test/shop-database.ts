import { randomUUID } from "node:crypto"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { Logger } from "@medusajs/framework/types"
import { ModulesSdkUtils } from "@medusajs/framework/utils"
import { afterAll, beforeAll, vi } from "vitest"
import { createTestDatabase } from "../../../scripts/lib/test-database.mjs"
import type { Alarm, Attempt, NewAttempt, NewEvent, Operation } from "../src/modules/ledger/records"
import { openContext, type PaymentContext } from "../src/payments/context"
import { twd } from "../src/toolkit/twd"

/** A database of a filled shop for one test file, and a context on it as Medusa would give it. */
export interface Shop {
  readonly db: Knex
  readonly context: PaymentContext
  readonly emitted: { name: string; data: unknown }[]
  readonly logged: string[]
}

/** A second connection pool to the same database, as another process has. */
export type OtherProcess = (pool?: { min: number; max: number }) => PaymentContext

/** To be called once at the top of a file; the shop is there when the tests run. */
export function useShop(): { readonly shop: Shop; readonly otherProcess: OtherProcess } {
  let shop: Shop | undefined
  let url = ""
  const open: Knex[] = []
  const logger = (logged: string[]): Logger => {
    const log = vi.fn((text: unknown) => void logged.push(String(text)))
    const done = vi.fn()
    return {
      ...{ panic: log, error: log, warn: log, info: log, log, debug: log, failure: log },
      ...{ silly: log, verbose: log, http: log, success: vi.fn(() => ({})) },
      ...{ activity: vi.fn(() => ""), progress: done, shouldLog: () => true, setLogLevel: done, unsetLogLevel: done },
    }
  }
  const connect = (pool: Record<string, unknown> = {}) => {
    const db: Knex = ModulesSdkUtils.createPgConnection({ clientUrl: url, pool })
    open.push(db)
    return db
  }
  let drop = async () => {}
  beforeAll(async () => {
    const database = await createTestDatabase()
    url = database.url
    drop = async () => void (await database.drop())
    const emitted: Shop["emitted"] = []
    const logged: string[] = []
    const db = connect()
    const emit = async (event: object) => void emitted.push(event as Shop["emitted"][number])
    shop = { db, context: openContext(db, logger(logged), { emit }), emitted, logged }
  })
  afterAll(async () => {
    await Promise.all(open.map((db) => db.destroy()))
    await drop()
  })
  return {
    get shop() {
      if (!shop) throw new Error("The shop opens when the tests run.")
      return shop
    },
    otherProcess: (pool) => openContext(connect(pool), logger([]), undefined),
  }
}

export function newId(prefix: string): string {
  return `${prefix}_${randomUUID().replaceAll("-", "")}`
}

/** A live payment session in Medusa's own tables; its id. Amounts are decimals in major units. */
export async function addSession({ db }: Pick<Shop, "db">, amount: string, id = newId("payses")): Promise<string> {
  const money = { currency_code: "twd", amount, raw_amount: JSON.stringify({ value: amount, precision: 20 }) }
  const collection = newId("paycol")
  await db("payment_collection").insert({ id: collection, ...money })
  const provider_id = "pp_fake-card_main"
  await db("payment_session").insert({ id, ...money, provider_id, payment_collection_id: collection })
  return id
}

/** The row that Medusa writes before it asks a provider to capture; its id. */
export async function addCapture({ db }: Pick<Shop, "db">, sessionId: string, amount: string): Promise<string> {
  const session = await db("payment_session").where({ id: sessionId }).first()
  const { amount: whole, raw_amount, currency_code, provider_id, payment_collection_id } = session
  const payment = newId("pay")
  const owner = { currency_code, provider_id, payment_collection_id, payment_session_id: sessionId }
  await db("payment").insert({ id: payment, amount: whole, raw_amount: JSON.stringify(raw_amount), ...owner })
  const id = newId("capt")
  await db("capture").insert({ id, amount, raw_amount: JSON.stringify({ value: amount }), payment_id: payment })
  return id
}

export function newAttempt(change: Partial<NewAttempt> = {}): NewAttempt {
  return {
    gateway: "fake",
    environment: "sandbox",
    merchant: "M1",
    trade_no: newId("T").slice(0, 20).toUpperCase(),
    provider_id: "pp_fake-card_main",
    method: "card",
    session_id: newId("payses"),
    amount: twd(1000),
    session_amount: "1000",
    return_url: "https://shop.example.tw/payment/return",
    locale: "zh-TW",
    query_at: null,
    ...change,
  }
}

export function newEvent(attempt: Pick<Attempt, "id"> | null, change: Partial<NewEvent> = {}): NewEvent {
  return {
    attempt_id: attempt?.id ?? null,
    gateway: "fake",
    kind: "notice",
    verdict: "accepted",
    state: "captured",
    code: "1",
    message: "付款成功",
    amount: 1000,
    payload: { RtnCode: "1" },
    digest: newId("digest"),
    ...change,
  }
}

export async function eventsOf({ db }: Pick<Shop, "db">, attempt: Pick<Attempt, "id">): Promise<NewEvent[]> {
  return db("taiwan_payment_event").where({ attempt_id: attempt.id }).orderBy("created_at")
}

export async function alarmsOf({ db }: Pick<Shop, "db">, subject: string): Promise<Alarm[]> {
  return db("taiwan_payment_alarm").where("subject", "like", `%${subject}%`)
}

export async function operationsOf({ db }: Pick<Shop, "db">, attempt: Pick<Attempt, "id">): Promise<Operation[]> {
  return db("taiwan_payment_operation").where({ attempt_id: attempt.id }).orderBy("created_at")
}
