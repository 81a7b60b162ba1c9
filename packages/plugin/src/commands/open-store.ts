import { existsSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import type { Knex } from "@medusajs/framework/mikro-orm/knex"
import { getConfigFile, ModulesSdkUtils } from "@medusajs/framework/utils"
import { readStoreConfig, recordOf } from "../doctor/gather/medusa-config"
import { describeError } from "../toolkit/payment-error"

/** A store's configuration and its database, without a server: one that does not boot can be looked at, too. */
export interface OpenedStore {
  readonly directory: string
  readonly config: unknown
  readonly db: Knex
}

/** @throws Error where there is no configuration, or it cannot be loaded */
export async function openStore(directory: string): Promise<OpenedStore> {
  const envFile = path.join(directory, ".env")
  if (existsSync(envFile)) process.loadEnvFile(envFile)
  readTypeScript(directory)
  const { configModule: config, error } = await getConfigFile(directory, "medusa-config")
  if (error) throw new Error(describeError(error).split("\n")[0])
  return { directory, config, db: connect(readStoreConfig(config).project) }
}

/** As Medusa's own command line does it; a store that was built needs none of it, and has none. */
function readTypeScript(directory: string): void {
  const require = createRequire(path.join(directory, "package.json"))
  try {
    const paths = [directory, path.dirname(require.resolve("@medusajs/cli/package.json"))]
    require(require.resolve("ts-node", { paths })).register({})
    require(require.resolve("tsconfig-paths", { paths })).register({})
  } catch {
    // Then a configuration in TypeScript says itself that it cannot be loaded.
  }
}

/** A connection that says at once why there is none. */
function connect({ databaseUrl, databaseSchema, databaseDriverOptions }: Readonly<Record<string, unknown>>): Knex {
  const pool = { min: 0, max: 4, acquireTimeoutMillis: 10_000, propagateCreateError: true }
  return ModulesSdkUtils.createPgConnection({
    clientUrl: String(databaseUrl),
    ...(typeof databaseSchema === "string" ? { schema: databaseSchema } : {}),
    driverOptions: { ...recordOf(databaseDriverOptions) },
    pool,
  })
}
