import { readdir } from "node:fs/promises"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { missingMigrations } from "../../payments/missing-migrations"
import { describeError } from "../../toolkit/payment-error"
import type { AccountName, DatabaseFacts, RegionFacts, Unseen } from "../facts"
import { ledgerFacts } from "./ledger"
import { recordOf, type StoreConfig } from "./medusa-config"

export async function databaseFacts(
  db: Knex,
  config: StoreConfig,
  accounts: readonly AccountName[],
): Promise<DatabaseFacts | Unseen> {
  try {
    const missing = await missingMigrations(db)
    return {
      skewMs: await skewOf(db),
      missingMigrations: missing,
      enabledProviders: await enabledProviders(db, accounts),
      regions: (await db.schema.hasTable("region")) ? await regionsOf(db) : null,
      connections: { allowed: await allowedConnections(db), poolMax: poolMax(config) },
      ledger: missing.length === 0 ? await ledgerFacts(db, accounts) : null,
    }
  } catch (error) {
    return { unseen: describeError(error) }
  }
}

async function skewOf(db: Knex): Promise<number> {
  const before = Date.now()
  const { rows }: { rows: { now: Date }[] } = await db.raw("select clock_timestamp() as now")
  const here = (before + Date.now()) / 2
  return Number(rows[0]?.now ?? here) - here
}

/** Rows whose names begin with a gateway of this package, or of an account that is configured. */
async function enabledProviders(db: Knex, accounts: readonly AccountName[]): Promise<string[]> {
  if (!(await db.schema.hasTable("payment_provider"))) return []
  const gateways = new Set([...(await shippedGateways()), ...accounts.map(({ gatewayId }) => gatewayId)])
  const rows: { id: string }[] = await db("payment_provider").where({ is_enabled: true, deleted_at: null }).select("id")
  return rows.map(({ id }) => id).filter((id) => gateways.has(/^pp_([a-z\d]+)/.exec(id)?.[1] ?? ""))
}

async function shippedGateways(): Promise<string[]> {
  const found = await readdir(path.join(__dirname, "../../providers"), { withFileTypes: true })
  return found.filter((entry) => entry.isDirectory()).map(({ name }) => name)
}

async function regionsOf(db: Knex): Promise<RegionFacts[]> {
  const { rows }: { rows: RegionFacts[] } = await db.raw(`
    select region.id, region.name, lower(region.currency_code) as currency,
      coalesce(array_agg(link.payment_provider_id) filter (where link.payment_provider_id is not null), '{}') as "providerIds"
    from region left join region_payment_provider link on link.region_id = region.id and link.deleted_at is null
    where region.deleted_at is null group by region.id order by region.created_at`)
  return rows
}

async function allowedConnections(db: Knex): Promise<number> {
  const { rows }: { rows: { allowed: number }[] } = await db.raw(
    `select sum(case name when 'max_connections' then setting::int else -setting::int end)::int as allowed
     from pg_settings where name in ('max_connections', 'superuser_reserved_connections', 'reserved_connections')`,
  )
  return rows[0]?.allowed ?? 0
}

/** Knex's own, where the project sets none. */
const KNEX_POOL = 10

function poolMax({ project }: StoreConfig): number {
  const { max } = recordOf(recordOf(project.databaseDriverOptions).pool)
  return typeof max === "number" ? max : KNEX_POOL
}
