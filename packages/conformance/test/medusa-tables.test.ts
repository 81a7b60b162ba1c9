import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { expect, test } from "vitest"
import { createTestDatabase } from "../../../scripts/lib/test-database.mjs"
import { medusaTables } from "../scripts/medusa-tables.mjs"

const written = readFileSync(new URL("../src/harness/medusa-tables.ts", import.meta.url), "utf8")

/** Their order and layout are the formatter's. */
const statementsIn = (source: string) =>
  [...source.matchAll(/create table if not exists [^'`]*\)/g)].map(([text]) => text)

test("the harness's empty tables are those of a real shop", async () => {
  const database = await createTestDatabase()
  const real = await medusaTables(database.query)
  await database.drop()
  expect(statementsIn(written)).toEqual(statementsIn(real))
  expect(statementsIn(real).length).toBeGreaterThan(20)
})

const PLUGIN = path.join(import.meta.dirname, "../../plugin/src")

/** Asked where no scenario goes: letters to buyers, and returns of an order that is paid in another way. */
const ELSEWHERE = ["mikro_orm_migrations", "notification", "notification_provider", "return"]

/** What the plugin's own SQL and queries name. */
function tablesAsked(): string[] {
  const files = readdirSync(PLUGIN, { recursive: true, encoding: "utf8" }).filter((file) =>
    /^(payments|modules).*\.ts$/.test(file),
  )
  const text = files.map((file) => readFileSync(path.join(PLUGIN, file), "utf8")).join("\n")
  const named = text.matchAll(/\b(?:from|join)\s+"?([a-z_]+)|\bdb(?:<\w+>)?\("([a-z_]+)|[jJ]oin\("([a-z_]+)/g)
  return [...new Set([...named].map(([, inSql, inQuery, joined]) => inSql ?? inQuery ?? joined ?? ""))].sort()
}

test("they are all that the plugin asks of carts and orders", async () => {
  const database = await createTestDatabase()
  const { rows } = await database.query(
    "select table_name as name from information_schema.tables where table_schema = 'public'",
  )
  await database.drop()
  const real = new Set(rows.map(({ name }) => name))
  const isMigrated = (name: string) => /^(taiwan_payment_|payment|refund|capture|account_holder)/.test(name)
  const lacking = tablesAsked().filter(
    (name) => real.has(name) && !isMigrated(name) && !written.includes(`"${name}" (`),
  )
  expect(lacking).toEqual(ELSEWHERE)
  expect(tablesAsked()).toContain("order_credit_line")
})
