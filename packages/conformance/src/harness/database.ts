import { defineConfig, MikroORM } from "@medusajs/framework/mikro-orm/postgresql"
import { CustomDBMigrator } from "@medusajs/framework/utils"
import { ledgerMigrations } from "@taiwan-payments/medusa/testing"
import { openPaymentDatabase } from "@taiwan-payments/prove/database"
import { MEDUSA_TABLES } from "./medusa-tables.js"

/**
 * A database with the tables of Medusa's payment module and of the plugin's ledger, and those of carts and orders that the
 * plugin looks into; all of them empty.
 */
export interface HarnessDatabase {
  readonly url: string
  drop(): Promise<unknown>
}

export async function openHarnessDatabase(): Promise<HarnessDatabase> {
  const { url, close } = await openPaymentDatabase()
  await migrateLedger(url)
  return { url, drop: close }
}

async function migrateLedger(clientUrl: string): Promise<void> {
  const migrations = { path: ledgerMigrations, pathTs: ledgerMigrations, silent: true, snapshot: false }
  const settings = { clientUrl, entities: [], schema: "public", debug: false, extensions: [CustomDBMigrator] }
  const orm = await MikroORM.init({
    ...defineConfig({ ...settings, migrations: { ...migrations, tableName: "ledger_migrations" } }),
    discovery: { warnWhenNoEntities: false },
  })
  for (const statement of MEDUSA_TABLES) await orm.em.getConnection().execute(statement)
  await orm.getMigrator().up()
  await orm.close()
}
