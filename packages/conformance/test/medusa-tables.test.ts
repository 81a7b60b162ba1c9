import { readFileSync } from "node:fs"
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
