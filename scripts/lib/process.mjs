import { spawn, spawnSync } from "node:child_process"
import { randomInt } from "node:crypto"
import { closeSync, mkdirSync, openSync, readFileSync } from "node:fs"
import { createServer } from "node:net"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * @typedef {object} ChildOptions
 * @property {string} name           what messages call it
 * @property {string} command
 * @property {string[]} [args]
 * @property {string} [cwd]
 * @property {Record<string, string | undefined>} [env]  added to this process's own; undefined removes
 * @property {string} logFile        stdout and stderr, overwritten
 * @property {number} [uid]
 * @property {number} [gid]
 *
 * @typedef {object} Child
 * @property {number} pid            also the id of its process group
 * @property {string} logFile
 * @property {Promise<string>} exited resolves with "code 1" or "signal SIGKILL"
 * @property {() => string | null} ended how it ended, null while it runs
 * @property {(signal: NodeJS.Signals) => Promise<void>} kill the whole group; resolves when the leader is gone
 * @property {() => Promise<void>} stop SIGTERM, and SIGKILL after ten seconds
 * @property {() => string} tail     the last lines of its log
 */

/** @type {Set<number>} */
const groups = new Set()

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal)
  } catch (error) {
    if (!(error instanceof Error) || !("code" in error) || error.code !== "ESRCH") throw error
  }
}

/** Whether a process runs. One that has ended but was never waited for, as happens in containers, does not. @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  return !spawnSync("ps", ["-o", "stat=", "-p", String(pid)])
    .stdout?.toString()
    .startsWith("Z")
}

process.on("exit", () => {
  for (const pid of groups) signalGroup(pid, "SIGKILL")
})

/** @param {string} file @param {number} [lines] */
export function tailOf(file, lines = 30) {
  return readFileSync(file, "utf8").trimEnd().split("\n").slice(-lines).join("\n")
}

/**
 * Starts a child as leader of its own process group, so that all it starts can be ended with it.
 * @param {ChildOptions} options
 * @returns {Child}
 */
export function startProcess({ name, command, args = [], cwd, env, logFile, uid, gid }) {
  mkdirSync(path.dirname(logFile), { recursive: true })
  const log = openSync(logFile, "w")
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env },
    detached: true,
    stdio: ["ignore", log, log],
    uid,
    gid,
  })
  closeSync(log)
  const { pid } = child
  /** @type {string | null} */
  let end = null
  const exited = new Promise((/** @type {(how: string) => void} */ resolve) => {
    child.on("error", (error) => resolve(`${name} cannot start: ${error.message}`))
    child.on("exit", (code, signal) => resolve(signal ? `signal ${signal}` : `code ${code}`))
  }).then((how) => {
    end = how
    if (pid) groups.delete(pid)
    return how
  })
  if (!pid) throw new Error(`${name}: ${command} cannot be started`)
  groups.add(pid)
  /** @param {NodeJS.Signals} signal */
  const kill = async (signal) => {
    if (end === null) signalGroup(pid, signal)
    await exited
  }
  const stop = async () => {
    const gone = kill("SIGTERM")
    const patience = sleep(10_000, "late", { ref: false })
    if ((await Promise.race([gone, patience])) === "late") await kill("SIGKILL")
  }
  return { pid, logFile, exited, ended: () => end, kill, stop, tail: () => tailOf(logFile) }
}

/**
 * Waits until a check passes; fails at once, with the child's last words, when the child ends first.
 * @param {Child} child
 * @param {string} name
 * @param {() => Promise<boolean>} check
 * @param {number} [timeoutMs]
 */
export async function untilReady(child, name, check, timeoutMs = 120_000) {
  const deadline = Date.now() + timeoutMs
  while (!(await check())) {
    if (child.ended() !== null) throw new Error(`${name} ended (${child.ended()}):\n${child.tail()}`)
    if (Date.now() > deadline) throw new Error(`${name} was not ready in ${timeoutMs / 1000} s:\n${child.tail()}`)
    await sleep(100)
  }
}

/** True when the address answers with a good status. @param {string} url */
export async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000) })
    await response.arrayBuffer()
    return response.ok
  } catch {
    return false
  }
}

/**
 * Runs a command to its end; throws with the tail of its log when it fails.
 * @param {ChildOptions} options
 */
export async function run(options) {
  const child = startProcess(options)
  const how = await child.exited
  if (how !== "code 0") throw new Error(`${options.name} failed (${how}), see ${options.logFile}:\n${child.tail()}`)
}

/** @param {number} port @returns {Promise<boolean>} */
function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once("error", () => resolve(false))
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)))
  })
}

/**
 * Below those that a system gives to whoever asks for any (Linux from 32768 on), so that nobody takes it until ours listens; and above
 * those that browsers refuse, of which 10080 is the highest.
 */
const anyPort = () => randomInt(11_000, 30_000)

/** A free loopback port: the wanted one if it can be had, else any. @param {number} [wanted] */
export async function freePort(wanted = anyPort()) {
  for (let port = wanted, tries = 0; tries < 100; port = anyPort(), tries += 1) if (await isFree(port)) return port
  throw new Error("no free port on 127.0.0.1")
}
