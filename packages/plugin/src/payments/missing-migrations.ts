import { readdir } from "node:fs/promises"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import type { MedusaContainer } from "@medusajs/framework/types"
import { contextOf } from "./context"

const FOLDER = path.join(__dirname, "../modules/ledger/migrations")

/** Says once, in one line, what to do about a database without our tables; true where that is so, and nothing can work. */
export async function lacksMigrations(container: MedusaContainer): Promise<boolean> {
  const { db, logger } = contextOf(container)
  const missing = await missingMigrations(db)
  if (missing.length === 0) return false
  logger.error(
    `Taiwan payments: the database lacks ${missing.length} migrations (${missing.join(", ")}), so nobody can pay. Run "npx medusa db:migrate" and start the server again.`,
  )
  return true
}

/** Migrations of this package that the database has not seen; all of them where it was never migrated. */
export async function missingMigrations(db: Knex): Promise<string[]> {
  const [shipped, run] = await Promise.all([shippedMigrations(), migrationsRun(db)])
  return shipped.filter((name) => !run.has(name))
}

/** Migrations of this package, the oldest first. */
export async function shippedMigrations(): Promise<string[]> {
  const names = (await readdir(FOLDER)).map((file) => /^(Migration\d+)\.[jt]s$/.exec(file)?.[1])
  return names.filter((name) => name !== undefined).sort()
}

async function migrationsRun(db: Knex): Promise<ReadonlySet<string>> {
  if (!(await db.schema.hasTable("mikro_orm_migrations"))) return new Set()
  const rows: { name: string }[] = await db("mikro_orm_migrations").select("name")
  return new Set(rows.map(({ name }) => name))
}
