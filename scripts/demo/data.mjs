import { randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { runMedusa } from "../lib/medusa.mjs"
import { dataDir } from "../lib/paths.mjs"
import { copyCluster, endLeftover, givenServer, removeCluster, servePostgres, serverDir } from "../lib/postgres.mjs"
import { isAlive } from "../lib/process.mjs"
import { fill, templateCluster, templateName, templateVersion } from "../lib/template.mjs"

/** The demo's database on a server of DATABASE_URL. */
const givenName = "taiwan_payments_demo"

/** @typedef {{ version: string, jwtSecret: string, cookieSecret: string, cardKey: string }} State */

const stateFile = path.join(dataDir, "state.json")
const runningFile = path.join(dataDir, "running")

/** @returns {State} */
function readState() {
  const secret = () => randomBytes(24).toString("hex")
  const cardKey = randomBytes(32).toString("base64")
  const fresh = { version: "", jwtSecret: secret(), cookieSecret: secret(), cardKey }
  return existsSync(stateFile) ? { ...fresh, ...JSON.parse(readFileSync(stateFile, "utf8")) } : fresh
}

/** Two demos on the same data would spoil it. */
export function claimData() {
  mkdirSync(dataDir, { recursive: true })
  const holder = existsSync(runningFile) ? Number.parseInt(readFileSync(runningFile, "utf8"), 10) : Number.NaN
  if (holder && isAlive(holder)) throw new Error(`The demo is running already (process ${holder}).`)
  writeFileSync(runningFile, String(process.pid))
}

export function releaseData() {
  rmSync(runningFile, { force: true })
}

/** Forgets everything the demo has stored. */
export async function resetData() {
  const dir = serverDir(path.join(dataDir, "postgres"))
  await endLeftover(dir)
  removeCluster(dir)
  await givenServer()?.query("postgres", `drop database if exists "${givenName}" with (force)`)
  rmSync(stateFile, { force: true })
}

/** @typedef {{ server: import("../lib/postgres.mjs").PostgresServer, databaseUrl: string, isNew: boolean }} Opened */

/** @param {(line: string) => void} say @returns {Promise<Opened>} */
async function openOwn(say) {
  const dir = serverDir(path.join(dataDir, "postgres"))
  await endLeftover(dir)
  const isNew = !existsSync(dir)
  if (isNew) copyCluster(await templateCluster(say), dir)
  const server = await servePostgres(dir, { durable: true })
  return { server, databaseUrl: server.urlOf(templateName), isNew }
}

/** @param {import("../lib/postgres.mjs").PostgresServer} server @param {(line: string) => void} say @returns {Promise<Opened>} */
async function openGiven(server, say) {
  const { rowCount } = await server.query("postgres", "select 1 from pg_database where datname = $1", [givenName])
  const isNew = rowCount === 0
  if (isNew) {
    say("migrating and filling the database of DATABASE_URL")
    await fill(server, givenName)
  }
  return { server, databaseUrl: server.urlOf(givenName), isNew }
}

/**
 * The demo's database, served and up to date, and the secrets that belong to it.
 * @param {(line: string) => void} say
 */
export async function openData(say) {
  const given = givenServer()
  const { server, databaseUrl, isNew } = given ? await openGiven(given, say) : await openOwn(say)
  const state = readState()
  if (!isNew && state.version !== templateVersion()) {
    say("migrating the database")
    await runMedusa({ args: ["db:migrate"], databaseUrl })
  }
  writeFileSync(stateFile, JSON.stringify({ ...state, version: templateVersion() }), { mode: 0o600 })
  const { jwtSecret, cookieSecret, cardKey } = state
  const sealing = { TAPPAY_CARD_KEYS: cardKey, REFUND_DESK_KEYS: cardKey }
  const secrets = { JWT_SECRET: jwtSecret, COOKIE_SECRET: cookieSecret, ...sealing }
  return { databaseUrl, secrets, stop: server.stop }
}
