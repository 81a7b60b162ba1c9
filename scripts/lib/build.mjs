import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism } from "node:os"
import path from "node:path"
import { digestOf } from "./digest.mjs"
import { withLock } from "./lock.mjs"
import { cacheDir, root } from "./paths.mjs"
import { run } from "./process.mjs"
import { turns } from "./turns.mjs"

/**
 * @typedef {object} Target
 * @property {string} name
 * @property {string} dir      a workspace; its script "build" does the work
 * @property {string[]} sources within dir
 * @property {string} output   within dir; proof that the build is still there
 * @property {string[]} needs  targets built before
 */

/** @type {Target[]} */
export const targets = [
  { name: "sandbox", dir: "packages/sandbox", sources: ["src"], output: "dist/index.js", needs: [] },
  { name: "plugin", dir: "packages/plugin", sources: ["src"], output: ".medusa/server/src", needs: [] },
  { name: "prove", dir: "packages/prove", sources: ["src"], output: "dist/bin.js", needs: [] },
  {
    name: "conformance",
    dir: "packages/conformance",
    sources: ["src"],
    output: "dist/index.js",
    needs: ["plugin", "prove", "sandbox"],
  },
  {
    name: "class",
    dir: "examples/taiwan-bank",
    sources: ["src"],
    output: "dist/index.js",
    needs: [],
  },
  {
    name: "bank",
    dir: "examples/taiwan-bank-gateway",
    sources: ["src"],
    output: "dist/index.js",
    needs: ["plugin"],
  },
  {
    name: "create",
    dir: "packages/create-taiwan-payment-provider",
    sources: ["src", "templates"],
    output: "dist/bin.js",
    needs: [],
  },
  { name: "storefront", dir: "packages/storefront", sources: ["src"], output: "dist/index.js", needs: [] },
  {
    name: "backend",
    dir: "examples/store/backend",
    sources: ["src", "medusa-config.ts"],
    output: ".medusa/server/public/admin/index.html",
    needs: ["plugin", "class", "bank"],
  },
  {
    name: "shop",
    dir: "examples/store/storefront",
    sources: ["src", "public", "index.html", "vite.config.ts"],
    output: "dist/index.html",
    needs: ["storefront"],
  },
]

/** What is published. */
export const packages = ["sandbox", "plugin", "prove", "conformance", "create", "storefront"]

/** All that tests need: the examples of a bank are built upon what is published. */
export const tested = [...packages, "class", "bank"]

/** What browsers are shown in tests: the admin and the storefront of the example. */
export const shown = ["backend", "shop"]

/** The folders of what is published. */
export const published = targets.map(({ dir }) => dir).filter((dir) => dir.startsWith("packages/"))

/** @param {string} name */
function targetOf(name) {
  const target = targets.find((candidate) => candidate.name === name)
  if (!target) throw new Error(`no build target ${name}; there are ${targets.map((each) => each.name).join(", ")}`)
  return target
}

/** The digest of all that a build is made from. @param {string} name @returns {string} */
export function sourceDigest(name) {
  const { dir, sources, needs } = targetOf(name)
  const own = [...sources, "package.json", "tsconfig.json", "tsconfig.build.json"].map((source) =>
    path.join(dir, source),
  )
  return digestOf([...own, "tsconfig.base.json", "package-lock.json"], needs.map(sourceDigest))
}

/** @param {string} name */
const stampFile = (name) => path.join(cacheDir, "build", name)

/** @param {Target} target */
function isBuilt({ name, dir, output }) {
  if (!existsSync(stampFile(name)) || !existsSync(path.join(root, dir, output))) return false
  return readFileSync(stampFile(name), "utf8") === sourceDigest(name)
}

/** What it needs is built already. @param {Target} target @param {(line: string) => void} say */
async function buildOne(target, say) {
  const { name, dir } = target
  if (isBuilt(target)) return
  say(`building ${name}`)
  const digest = sourceDigest(name)
  // What is interrupted is half built, whatever the stamp of an earlier build says of its sources.
  rmSync(stampFile(name), { force: true })
  await run({
    name: `build of ${name}`,
    command: "npm",
    args: ["run", "build", "-w", dir],
    cwd: root,
    env: { NODE_ENV: undefined },
    logFile: path.join(cacheDir, "logs", `build-${name}.log`),
  })
  mkdirSync(path.dirname(stampFile(name)), { recursive: true })
  writeFileSync(stampFile(name), digest)
}

/**
 * Builds each once and what it needs before it, as many at a time as there are cores.
 * @param {string[]} names
 * @param {(target: Target) => Promise<void>} buildTarget
 * @throws when one fails, and nothing is being built any more
 */
export async function buildInOrder(names, buildTarget) {
  const inTurn = turns(availableParallelism())
  /** @type {Map<string, Promise<void>>} */
  const builds = new Map()
  /** @param {string} name @returns {Promise<void>} */
  const built = (name) => {
    const begun = builds.get(name) ?? begin(targetOf(name))
    builds.set(name, begun)
    return begun
  }
  /** @param {Target} target */
  const begin = async (target) => {
    await Promise.all(target.needs.map(built))
    await inTurn(() => buildTarget(target))
  }
  for (const name of names) built(name)
  await Promise.allSettled(builds.values())
  await Promise.all(builds.values())
}

/**
 * Builds what is not up to date, with all it needs.
 * @param {string[]} names
 * @param {(line: string) => void} [say]
 */
export async function build(names, say = console.log) {
  await withLock("build", () => buildInOrder(names, (target) => buildOne(target, say)))
}
