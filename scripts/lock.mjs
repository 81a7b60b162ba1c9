import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { root } from "./lib/paths.mjs"

/**
 * A registry need not carry the builds for machines that nobody here has. npm then leaves them out of the lock file,
 * and `npm ci` refuses it as incomplete. This enters them, so that the same lock file serves every machine.
 * Run it after a change of dependencies: node scripts/lock.mjs
 *
 * @typedef {{ version?: string, optional?: boolean, dev?: boolean, os?: string[], cpu?: string[], libc?: string[], optionalDependencies?: Record<string, string> }} Entry
 */

const file = path.join(root, "package-lock.json")

/** @param {string} name such as "@rollup/rollup-linux-arm64-musl" */
function machineOf(name) {
  const words = name.split(/[/-]/)
  const cpu = words.find((word) => /^(arm|arm64|x64|ia32|loong64|mips64el|ppc64|riscv64|s390x|wasm32)$/.test(word))
  const os = words.find((word) =>
    /^(aix|android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)$/.test(word),
  )
  const libc = { gnu: "glibc", musl: "musl" }[words.at(-1) ?? ""]
  return os && cpu ? { os: [os], cpu: [cpu], ...(libc && os === "linux" ? { libc: [libc] } : {}) } : null
}

/** @param {string} name @param {string} version @param {boolean | undefined} dev @returns {[string, Entry][]} */
function entryOf(name, version, dev) {
  const machine = machineOf(name)
  return machine ? [[`node_modules/${name}`, { version, ...machine, ...(dev ? { dev } : {}), optional: true }]] : []
}

/** @param {Record<string, Entry>} packages */
function absent(packages) {
  const known = new Set(Object.keys(packages).map((place) => place.split("node_modules/").pop()))
  return Object.values(packages).flatMap(({ dev, optionalDependencies = {} }) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => !known.has(name))
      .flatMap(([name, version]) => entryOf(name, version, dev)),
  )
}

const lock = JSON.parse(readFileSync(file, "utf8"))
const entries = absent(lock.packages)
const { "": top, ...rest } = lock.packages
lock.packages = {
  "": top,
  ...Object.fromEntries([...Object.entries(rest), ...entries].sort(([a], [b]) => (a < b ? -1 : 1))),
}
if (entries.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${entries.length} entries added to package-lock.json`)
