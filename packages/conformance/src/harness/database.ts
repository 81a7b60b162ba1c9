import { defineConfig, MikroORM } from "@medusajs/framework/mikro-orm/postgresql"
import { CustomDBMigrator } from "@medusajs/framework/utils"
import { ledgerMigrations } from "@taiwan-payments/medusa/testing"
import { openPaymentDatabase } from "@taiwan-payments/prove/database"

/** An empty database with the tables of Medusa's payment module and of the plugin's ledger. */
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
  await orm.getMigrator().up()
  await orm.close()
}
