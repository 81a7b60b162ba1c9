import { randomBytes } from "node:crypto"
import { existsSync, readdirSync, renameSync, statSync } from "node:fs"
import path from "node:path"
import { build } from "./build.mjs"
import { digestOf } from "./digest.mjs"
import { withLock } from "./lock.mjs"
import { runMedusa } from "./medusa.mjs"
import { cacheDir } from "./paths.mjs"
import {
  copyCluster,
  createCluster,
  givenServer,
  removeCluster,
  servePostgres,
  serverDir,
  temporaryDir,
} from "./postgres.mjs"

/** @typedef {import("./postgres.mjs").PostgresServer} PostgresServer */

/** The name, in every cluster of ours, of the database that is migrated and filled. */
export const templateName = "store"

/** What the tables and rows of a fresh shop depend on. */
const sources = [
  "package-lock.json",
  "packages/plugin/src/modules",
  "packages/plugin/src/links",
  "examples/store/backend/src/scripts",
]

/** Changes when a filled database must be made anew, or migrated. */
export const templateVersion = () => digestOf(sources)

/** Makes a database, migrates it and fills the shop. @param {PostgresServer} server @param {string} database */
export async function fill(server, database) {
  await server.query("postgres", `create database "${database}"`)
  const databaseUrl = server.urlOf(database)
  await runMedusa({ args: ["db:migrate"], databaseUrl })
  await runMedusa({ args: ["exec", "./src/scripts/seed.ts"], databaseUrl })
}

/** @param {string} dir */
async function makeTemplate(dir) {
  const making = `${dir}-making`
  removeCluster(making)
  await createCluster(making)
  const server = await servePostgres(making, { durable: false })
  try {
    await fill(server, templateName)
  } finally {
    await server.stop()
  }
  renameSync(`${making}.password`, `${dir}.password`)
  renameSync(making, dir)
  removeOldTemplates(dir)
}

/** Those of other versions, but for the last day's: they may be wanted on another branch. @param {string} dir */
function removeOldTemplates(dir) {
  const [folder, prefix] = [path.dirname(dir), path.basename(dir).replace(/[^-]+$/, "")]
  for (const name of readdirSync(folder).filter((each) => each.startsWith(prefix) && !path.extname(each))) {
    const isOld = Date.now() - statSync(path.join(folder, name)).mtimeMs > 86_400_000
    if (isOld) removeCluster(path.join(folder, name))
  }
}

/**
 * The folder of a stopped cluster with a migrated and filled shop in it, made when there is none for this version.
 * Copy it, never serve it. The plugin must be built.
 * @param {(line: string) => void} [say]
 */
export async function templateCluster(say = console.log) {
  const dir = serverDir(path.join(cacheDir, `postgres-${templateVersion()}`))
  await withLock("template", async () => {
    if (existsSync(dir)) return
    say("migrating and filling the template database")
    await makeTemplate(dir)
  })
  return dir
}

/** @param {boolean} inMemory @returns {Promise<PostgresServer>} */
async function serveCopy(inMemory) {
  const dir = temporaryDir(inMemory)
  copyCluster(await templateCluster(), dir)
  const server = await servePostgres(dir, { durable: false })
  const stop = async () => {
    await server.stop()
    removeCluster(dir)
  }
  return { ...server, stop }
}

const givenTemplate = () => `taiwan_payments_${templateVersion()}`

/** A half filled database must never be cloned, so it gets its name last. @param {PostgresServer} server */
async function fillGiven(server) {
  const name = givenTemplate()
  const { rowCount } = await server.query("postgres", "select 1 from pg_database where datname = $1", [name])
  if (rowCount) return
  await server.query("postgres", `drop database if exists "${name}_making"`)
  await fill(server, `${name}_making`)
  await server.query("postgres", `alter database "${name}_making" rename to "${name}"`)
}

/** Makes what a test run's databases are cloned from. The plugin must be built. */
export async function prepareTemplate() {
  const given = givenServer()
  if (given) await withLock("template", () => fillGiven(given))
  else await templateCluster()
}

/**
 * A PostgreSQL server for one test run: ours, or the one of DATABASE_URL. `template` is what createDatabase clones.
 * @param {{ inMemory?: boolean }} [wish] for small databases, and many: of our own server the data lies in memory
 * @returns {Promise<PostgresServer & { template: string }>}
 */
export async function startTestServer({ inMemory = false } = {}) {
  await build(["plugin"])
  await prepareTemplate()
  const given = givenServer()
  return given ? { ...given, template: givenTemplate() } : { ...(await serveCopy(inMemory)), template: templateName }
}

/**
 * A new database with a filled shop, in about a quarter of a second.
 * @param {{ query: PostgresServer["query"], urlOf: PostgresServer["urlOf"], template: string }} server
 * @param {string} [name]
 */
export async function createDatabase(server, name = `test_${randomBytes(6).toString("hex")}`) {
  await server.query("postgres", `create database "${name}" template "${server.template}"`)
  return {
    url: server.urlOf(name),
    /** @param {string} sql @param {unknown[]} [values] */
    query: (sql, values) => server.query(name, sql, values),
    drop: () => server.query("postgres", `drop database if exists "${name}" with (force)`),
  }
}
