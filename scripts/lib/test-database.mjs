import { inject } from "vitest"
import { serverAt } from "./postgres.mjs"
import { createDatabase } from "./template.mjs"

/**
 * In a test of a project whose globalSetup is vitest-database.mjs: a database of its own with a filled shop.
 * @returns {Promise<{ url: string, query: (sql: string, values?: unknown[]) => Promise<import("pg").QueryResult>, drop: () => Promise<unknown> }>}
 */
export function createTestDatabase() {
  const { base, template } = inject("testServer")
  return createDatabase({ ...serverAt(base), template })
}
