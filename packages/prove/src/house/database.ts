import { randomBytes } from "node:crypto"
import { existsSync, renameSync } from "node:fs"
import path from "node:path"
import { copyCluster, createCluster, removeCluster, serveCluster, temporaryFolder } from "./cluster.js"
import type { Medusa } from "./medusa.js"
import { migrate } from "./medusa.js"
import { cacheFolder } from "./programs.js"
import { type Server, serverAt } from "./server.js"

/** A migrated database. */
export interface Database {
  readonly url: string
  close(): Promise<void>
}

/** What databases are made from. */
export interface Template {
  readonly name: string
  fill(medusa: Medusa, databaseUrl: string): Promise<void>
}

/** The tables of Medusa's payment module alone. */
export const PAYMENT: Template = { name: "payment", fill: (medusa, url) => migrate(medusa, medusa.paymentModule, url) }

/** Clones come from a template for each version of Medusa, so only the first run pays for migrations. */
export async function openDatabase(medusa: Medusa, template: Template): Promise<Database> {
  const given = process.env.DATABASE_URL
  return given ? givenDatabase(serverAt(given), medusa, template) : ownDatabase(medusa, template)
}

async function ownDatabase(medusa: Medusa, template: Template): Promise<Database> {
  const folder = temporaryFolder()
  copyCluster(await templateCluster(medusa, template), folder)
  const server = await serveCluster(folder)
  const close = async () => {
    await server.stop()
    removeCluster(folder)
  }
  return { url: server.urlOf(template.name), close }
}

/** The folder of a stopped cluster. It gets its name last, so that a half made one is never taken. */
async function templateCluster(medusa: Medusa, template: Template): Promise<string> {
  const folder = path.join(cacheFolder(), `${template.name}-${medusa.version}`)
  if (existsSync(`${folder}.password`) && existsSync(folder)) return folder
  const making = temporaryFolder()
  await createCluster(making)
  const server = await serveCluster(making)
  await fill(server, template.name, medusa, template).finally(() => server.stop())
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

async function fill(server: Server, database: string, medusa: Medusa, template: Template): Promise<void> {
  await server.query("postgres", `create database "${database}"`)
  await template.fill(medusa, server.urlOf(database))
}

async function givenDatabase(server: Server, medusa: Medusa, template: Template): Promise<Database> {
  const model = await givenTemplate(server, medusa, template)
  const name = `prove_${randomBytes(6).toString("hex")}`
  await server.query("postgres", `create database "${name}" template "${model}"`)
  const close = () => server.query("postgres", `drop database "${name}" with (force)`).then(() => undefined)
  return { url: server.urlOf(name), close }
}

/** A half filled template must never be cloned, so it gets its name last. */
async function givenTemplate(server: Server, medusa: Medusa, template: Template): Promise<string> {
  const name = `prove_${template.name}_${medusa.version.replaceAll(/\W/g, "_")}`
  const found = await server.query("postgres", "select 1 from pg_database where datname = $1", [name])
  if (found.rowCount) return name
  const making = `${name}_${randomBytes(4).toString("hex")}`
  await fill(server, making, medusa, template)
  const renamed = server.query("postgres", `alter database "${making}" rename to "${name}"`)
  await renamed.catch(() => server.query("postgres", `drop database "${making}" with (force)`))
  return name
}
