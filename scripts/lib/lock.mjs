import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { cacheDir } from "./paths.mjs"
import { isAlive } from "./process.mjs"

/** @param {string} file @returns {boolean} whether the file is new and ours */
function claim(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: "wx" })
    return true
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false
    throw error
  }
}

/** A lock that is gone was given back. @param {string} file */
function isHeld(file) {
  if (!existsSync(file)) return false
  const holder = Number.parseInt(readFileSync(file, "utf8"), 10)
  return Number.isNaN(holder) || isAlive(holder)
}

/**
 * Does something that two runs in one checkout must not do at the same time. A lock of a dead run is broken.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(name, work) {
  mkdirSync(cacheDir, { recursive: true })
  const file = path.join(cacheDir, `${name}.lock`)
  while (!claim(file)) {
    await sleep(200)
    if (!isHeld(file)) rmSync(file, { force: true })
  }
  try {
    return await work()
  } finally {
    rmSync(file, { force: true })
  }
}
