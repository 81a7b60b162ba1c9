import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import type { Migration } from "@medusajs/framework/mikro-orm/migrations"
import { beforeAll, describe, expect, it } from "vitest"
import { newEvent, useShop } from "../../shop-database"

const MIGRATIONS = path.join(__dirname, "../../../src/modules/ledger/migrations")
const FIRST_VERSION = readFileSync(path.join(__dirname, "first-version.sql"), "utf8")

const place = useShop()

/** The tables as the first version left them in a shop, and then every migration since, in turn. */
beforeAll(async () => {
  const { db } = place.shop
  await db.raw(`do $$ declare name text; begin
    for name in select table_name from information_schema.tables where table_name like 'taiwan\\_payment%' and table_type = 'BASE TABLE'
    loop execute format('drop table if exists %I cascade', name); end loop;
    for name in select oid::regprocedure::text from pg_proc where proname like 'taiwan\\_payment%'
    loop execute 'drop function ' || name || ' cascade'; end loop; end $$`)
  await db.raw(FIRST_VERSION.replaceAll("?", "\\?"))
  const [, ...since] = readdirSync(MIGRATIONS).sort()
  for (const file of since) for (const sql of await sqlOf(file)) await db.raw(sql.replaceAll("?", "\\?"))
})

async function sqlOf(file: string): Promise<string[]> {
  const [Found] = Object.values(await import(path.join(MIGRATIONS, file)))
  const migration: Migration = Reflect.construct(Object(Found), [undefined, undefined])
  await migration.up()
  return migration.getQueries().map(String)
}

const attempts = async () => {
  const rows: Record<string, unknown>[] = await place.shop.db("taiwan_payment_attempt").orderBy("created_at")
  return rows.map(({ id, state, amount, captured_amount: taken, refunded_amount: back, order_id }) => ({
    ...{ id, state, amount, taken, back, order_id },
  }))
}

describe("a shop that was opened with the first version", () => {
  it("keeps every payment, its money and its order", async () => {
    const ofOrder = (name: string) => ({ id: `tpa_old_${name}`, order_id: `order_old_${name}` })
    expect(await attempts()).toEqual([
      { ...ofOrder("paid"), state: "captured", amount: 1020, taken: 1020, back: 0 },
      { ...ofOrder("refunded"), state: "captured", amount: 2000, taken: 2000, back: 750 },
      { ...ofOrder("held"), state: "authorized", amount: 500, taken: 0, back: 0 },
      { ...ofOrder("number"), state: "issued", amount: 300, taken: 0, back: 0 },
      { id: "tpa_old_waiting", order_id: null, state: "captured", amount: 80, taken: 80, back: 0 },
      { id: "tpa_old_left", order_id: null, state: "started", amount: 90, taken: 0, back: 0 },
    ])
  })

  it("keeps events, operations and alarms, in today's words", async () => {
    const { db } = place.shop
    expect((await db("taiwan_payment_event").orderBy("id")).map(({ kind }) => kind)).toEqual([
      "start",
      "notice",
      "notice",
      "notice",
    ])
    const operations = await db("taiwan_payment_operation").orderBy("id")
    expect(operations).toMatchObject([
      { medusa_id: "ref_old_1", amount: 700, state: "done", uncaptured: 700 },
      { medusa_id: "ref_old_2", amount: 50, state: "done", uncaptured: null },
    ])
    expect((await db("taiwan_payment_alarm")).map(({ kind, resolved_at }) => [kind, resolved_at])).toEqual([
      ["not_applied", null],
    ])
  })

  it("has its days' sums, to the dollar", async () => {
    const { rows } = await place.shop.db.raw(
      "select sum(gross)::int as gross, sum(refunded)::int as refunded, sum(attempts)::int as attempts from taiwan_payment_day_sum",
    )
    expect(rows).toEqual([{ gross: 1020 + 2000 + 80, refunded: 750, attempts: 6 }])
  })

  it("goes on where it was: what waits is applied, what is owed is queried, a number can be paid", async () => {
    const { db, context } = place.shop
    const due = await db("taiwan_payment_attempt").whereNotNull("apply_at").select("id")
    expect(due).toEqual([{ id: "tpa_old_waiting" }])
    expect(await db("taiwan_payment_attempt").whereNotNull("query_at").select("id").orderBy("id")).toEqual([
      { id: "tpa_old_left" },
      { id: "tpa_old_number" },
    ])
    const key = {
      gateway: "ecpay",
      environment: "production",
      merchant: "M1",
      trade_no: "OLDATM00000000000001",
    } as const
    const attempt = await context.ledger.attemptByTrade(key)
    if (!attempt) throw new Error("the number's attempt is gone")
    expect(attempt.voucher).toMatchObject({ account: "5219111234567890" })
    await expect(db("taiwan_payment_event").where({ id: "tpe_old_2" }).update({ amount: 1 })).rejects.toThrow(
      "append-only",
    )
    await db("taiwan_payment_event").insert({
      ...newEvent(attempt, { gateway: "ecpay", amount: 300 }),
      id: "tpe_new_1",
    })
  })
})
