import { randomBytes } from "node:crypto"
import { existsSync, renameSync } from "node:fs"
import path from "node:path"
import { copyCluster, createCluster, removeCluster, serveCluster, temporaryFolder } from "./cluster.js"
import type { Medusa } from "./medusa.js"
import { migrate } from "./medusa.js"
import { cacheFolder } from "./programs.js"
import { type Server, serverAt } from "./server.js"

/** A migrated and empty database of Medusa's payment module. */
export interface Database {
  readonly url: string
  close(): Promise<void>
}

const TEMPLATE = "payment"

/** Clones come from a template for each version of Medusa, so only the first run pays for migrations. */
export async function openDatabase(medusa: Medusa): Promise<Database> {
  const given = process.env.DATABASE_URL
  return given ? givenDatabase(serverAt(given), medusa) : ownDatabase(medusa)
}

async function ownDatabase(medusa: Medusa): Promise<Database> {
  const folder = temporaryFolder()
  copyCluster(await templateCluster(medusa), folder)
  const server = await serveCluster(folder)
  const close = async () => {
    await server.stop()
    removeCluster(folder)
  }
  return { url: server.urlOf(TEMPLATE), close }
}

/** The folder of a stopped cluster. It gets its name last, so that a half made one is never taken. */
async function templateCluster(medusa: Medusa): Promise<string> {
  const folder = path.join(cacheFolder(), `payment-${medusa.version}`)
  if (existsSync(`${folder}.password`) && existsSync(folder)) return folder
  const making = temporaryFolder()
  await createCluster(making)
  const server = await serveCluster(making)
  await fill(server, TEMPLATE, medusa).finally(() => server.stop())
  adopt(making, folder)
  return folder
}

/** Another run may have been faster: then its template is as good as ours. */
function adopt(making: string, folder: string): void {
  if (!existsSync(folder)) {
    renameSync(`${making}.password`, `${folder}.password`)
    renameSync(making, folder)
  }
  removeCluster(making)
}

async function fill(server: Server, database: string, medusa: Medusa): Promise<void> {
  await server.query("postgres", `create database "${database}"`)
  await migrate(medusa, server.urlOf(database))
}

async function givenDatabase(server: Server, medusa: Medusa): Promise<Database> {
  const template = await givenTemplate(server, medusa)
  const name = `prove_${randomBytes(6).toString("hex")}`
  await server.query("postgres", `create database "${name}" template "${template}"`)
  const close = () => server.query("postgres", `drop database "${name}" with (force)`).then(() => undefined)
  return { url: server.urlOf(name), close }
}

/** A half filled template must never be cloned, so it gets its name last. */
async function givenTemplate(server: Server, medusa: Medusa): Promise<string> {
  const name = `prove_payment_${medusa.version.replaceAll(/\W/g, "_")}`
  const found = await server.query("postgres", "select 1 from pg_database where datname = $1", [name])
  if (found.rowCount) return name
  const making = `${name}_${randomBytes(4).toString("hex")}`
  await fill(server, making, medusa)
  const renamed = server.query("postgres", `alter database "${making}" rename to "${name}"`)
  await renamed.catch(() => server.query("postgres", `drop database "${making}" with (force)`))
  return name
}
