import { type ChildProcess, spawn, spawnSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { chownSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { freePort } from "./free-port.js"
import { account, cacheFolder, programs } from "./programs.js"
import { type Server, serverAt } from "./server.js"

const READY_MS = 30_000
/** Only where the data may be lost with the machine. */
const HASTY = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"].flatMap((setting) => ["-c", setting])

export async function createCluster(folder: string): Promise<void> {
  const { initdb } = await programs()
  const passwordFile = `${folder}.password`
  mkdirSync(folder, { recursive: true })
  writeFileSync(passwordFile, randomBytes(18).toString("hex"), { mode: 0o600 })
  const { uid, gid } = account
  if (uid && gid) for (const file of [folder, passwordFile]) chownSync(file, uid, gid)
  const options = ["--encoding=UTF8", "--locale=C", "--username=postgres", "--auth=scram-sha-256", "--wal-segsize=4"]
  const args = [`--pgdata=${folder}`, `--pwfile=${passwordFile}`, "--no-sync", ...options]
  const { status, stderr } = spawnSync(initdb, args, { ...account, cwd: folder })
  if (status !== 0) throw new Error(`initdb failed: ${stderr}`)
}

/** Owners are kept, which a plain copy by root would not. */
export function copyCluster(from: string, to: string): void {
  for (const suffix of ["", ".password"]) {
    const { status, stderr } = spawnSync("cp", ["-a", from + suffix, to + suffix])
    if (status !== 0) throw new Error(`cannot copy ${from}: ${stderr}`)
  }
}

export function removeCluster(folder: string): void {
  for (const suffix of ["", ".password", ".log"])
    rmSync(folder + suffix, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
}

/** Serves a cluster on a free loopback port. */
export async function serveCluster(folder: string): Promise<Server> {
  const { postgres } = await programs()
  const port = await freePort()
  const log = openSync(`${folder}.log`, "w")
  const args = ["-D", folder, "-p", String(port), "-h", "127.0.0.1", "-k", "", ...HASTY]
  const child = spawn(postgres, args, { ...account, cwd: folder, stdio: ["ignore", log, log] })
  const password = readFileSync(`${folder}.password`, "utf8").trim()
  const server = serverAt(`postgres://postgres:${password}@127.0.0.1:${port}/postgres`)
  const kill = () => void child.kill("SIGINT")
  process.once("exit", kill)
  await untilReady(server, child, `${folder}.log`)
  child.unref()
  const stop = async () => {
    process.off("exit", kill)
    await ended(child)
  }
  return { ...server, stop }
}

async function untilReady(server: Server, child: ChildProcess, log: string): Promise<void> {
  const late = performance.now() + READY_MS
  while (!(await server.query("postgres", "select 1").catch(() => null))) {
    if (child.exitCode !== null || performance.now() > late)
      throw new Error(`PostgreSQL does not start:\n${readFileSync(log, "utf8").slice(-2000)}`)
    await sleep(25)
  }
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are cut. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  // Nothing else may keep this process alive until then.
  child.ref()
  const exited = new Promise((resolve) => child.once("exit", resolve))
  child.kill("SIGINT")
  await exited
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Ends the server that a killed run left on its cluster. */
function endLeftover(folder: string): void {
  const file = path.join(folder, "postmaster.pid")
  const pid = existsSync(file) ? Number.parseInt(readFileSync(file, "utf8"), 10) : 0
  const command = pid ? spawnSync("ps", ["-o", "args=", "-p", String(pid)]).stdout?.toString() : ""
  if (command?.includes(folder)) process.kill(pid, "SIGKILL")
}

const ofThisRun = new Set<string>()

/** Whatever ends this process, its clusters go with it. */
function abandon(): void {
  for (const folder of ofThisRun) {
    endLeftover(folder)
    removeCluster(folder)
  }
}

/** A name for the cluster of this run. Clusters of runs that were killed are removed. */
export function temporaryFolder(): string {
  const cache = cacheFolder()
  for (const name of readdirSync(cache)) {
    const pid = Number(/^run-(\d+)-\w+$/.exec(name)?.[1])
    if (!pid || isAlive(pid)) continue
    endLeftover(path.join(cache, name))
    removeCluster(path.join(cache, name))
  }
  const folder = path.join(cache, `run-${process.pid}-${randomBytes(4).toString("hex")}`)
  if (ofThisRun.size === 0) process.once("exit", abandon)
  ofThisRun.add(folder)
  return folder
}
