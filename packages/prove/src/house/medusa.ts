import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"

type Require = ReturnType<typeof createRequire>
type Sdk = typeof import("@medusajs/framework/modules-sdk")
type Utils = typeof import("@medusajs/framework/utils")
type Orm = typeof import("@medusajs/framework/mikro-orm/postgresql")

/** The Medusa beside the provider: the project's own, so that the version judged is the version sold with. */
export interface Medusa {
  readonly version: string
  readonly paymentModule: string
  /** The folder that Medusa's packages are found in. */
  readonly nodeModules: string
  /** Whether the whole of Medusa is there, to make a server of. */
  readonly isWhole: boolean
  /** Where a module begins. */
  entryOf(module: string): string
  readonly sdk: Sdk
  readonly utils: Utils
  readonly orm: Orm
}

/** @throws when neither the project nor this package has Medusa */
export function loadMedusa(folder: string): Medusa {
  const require = requireFrom(folder)
  const paymentModule = require.resolve("@medusajs/payment")
  return {
    version: versionOf(paymentModule),
    paymentModule,
    nodeModules: nodeModulesOf(require),
    isWhole: has("@medusajs/medusa/package.json")(require),
    entryOf: (module) => require.resolve(module),
    sdk: require("@medusajs/framework/modules-sdk"),
    utils: require("@medusajs/framework/utils"),
    orm: require("@medusajs/framework/mikro-orm/postgresql"),
  }
}

function requireFrom(folder: string): Require {
  const candidates = [createRequire(path.join(folder, "package.json")), createRequire(import.meta.url)]
  const found = candidates.find(has("@medusajs/payment"))
  if (found) return found
  throw new Error(`@medusajs/framework and @medusajs/payment are not installed in ${folder}.`)
}

const has = (name: string) => (require: Require) => {
  try {
    return Boolean(require.resolve(name))
  } catch {
    return false
  }
}

function nodeModulesOf(require: Require): string {
  const folders = require.resolve.paths("@medusajs/medusa") ?? []
  const found = ["@medusajs/medusa", "@medusajs/payment"].flatMap((name) =>
    folders.filter((folder) => existsSync(path.join(folder, name))),
  )
  return found[0] ?? ""
}

/** The manifest is above the entry, and need not be exported. */
function versionOf(entry: string): string {
  const folder = entry.slice(0, entry.lastIndexOf(`${path.sep}dist${path.sep}`))
  const manifest: { version: string } = JSON.parse(readFileSync(path.join(folder, "package.json"), "utf8"))
  return manifest.version
}

/** MikroORM's own migrator: Medusa's hangs on a connection that is shared. */
export async function migrate({ orm, utils }: Medusa, moduleEntry: string, clientUrl: string): Promise<void> {
  const folder = path.join(path.dirname(moduleEntry), "migrations")
  if (!existsSync(folder)) return
  const opened = await orm.MikroORM.init({
    ...orm.defineConfig({
      clientUrl,
      entities: [],
      schema: "public",
      debug: false,
      migrations: { path: folder, pathTs: folder, silent: true, snapshot: false },
      extensions: [utils.CustomDBMigrator],
    }),
    discovery: { warnWhenNoEntities: false },
  })
  await opened.getMigrator().up()
  await opened.close()
}
