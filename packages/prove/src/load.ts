import { createHash } from "node:crypto"
import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"
import { pathToFileURL } from "node:url"
import type { Adapter } from "./facts.js"
import { messageOf } from "./finding.js"
import { loadMedusa } from "./house/medusa.js"
import type { Origin } from "./prove.js"
import { installRelease, releaseIn } from "./release.js"
import type { Report } from "./verdict.js"

export interface LoadedProvider {
  readonly provider: unknown
  readonly origin: Origin
  readonly file: string
}

/**
 * A class file, an entry of an installed package such as `bank/providers/card`, or a release such as `bank@1.2.3`, which is
 * installed for the while.
 */
export async function loadProvider(target: string, folder: string): Promise<LoadedProvider> {
  const file = resolve(...placeOf(target, folder))
  const provider = await load(file, target)
  const isFile = path.resolve(folder, target) === file
  return { provider, file, origin: { ...originOf(file), ...(isFile ? { types: null } : {}) } }
}

/** What is looked for, and from where. */
function placeOf(target: string, folder: string): [target: string, folder: string] {
  const release = existsSync(path.resolve(folder, target)) ? null : releaseIn(target)
  return release ? [release.entry, installRelease(release, loadMedusa(folder))] : [target, folder]
}

const TYPESCRIPT = /\.[cm]?tsx?$/

/** @throws with the file's name: what Node says of it has none */
async function load(file: string, asked: string): Promise<unknown> {
  try {
    return await import(pathToFileURL(file).href)
  } catch (error) {
    const isUncompiled = TYPESCRIPT.test(file) && Object(error).code === "ERR_UNKNOWN_FILE_EXTENSION"
    const advice = isUncompiled ? "TypeScript is compiled first, or judged from vitest" : messageOf(error)
    throw new Error(`${asked} cannot be loaded: ${advice}.`, { cause: error })
  }
}

function resolve(target: string, folder: string): string {
  const file = path.resolve(folder, target)
  if (existsSync(file) && path.extname(file)) return file
  try {
    return createRequire(path.join(folder, "package.json")).resolve(target)
  } catch {
    throw new Error(`${target} is neither a file nor an entry of a package that is installed in ${folder}.`)
  }
}

interface Manifest {
  readonly name?: string
  readonly version?: string
}

function manifestAbove(file: string): Manifest {
  const folder = path.dirname(file)
  const manifest = path.join(folder, "package.json")
  if (existsSync(manifest)) {
    const found: Manifest = JSON.parse(readFileSync(manifest, "utf8"))
    if (found.name) return found
  }
  return folder === path.dirname(folder) ? {} : manifestAbove(folder)
}

const digest = (file: string) => createHash("sha256").update(readFileSync(file)).digest("hex")

function originOf(file: string): Origin {
  const { name, version } = manifestAbove(file)
  const declaration = file.replace(/\.([cm]?)js$/, ".d.$1ts")
  return {
    package: name ?? null,
    version: version ?? null,
    integrity: `sha256-${digest(file)}`,
    types: existsSync(declaration) && declaration !== file ? declaration : false,
  }
}

/** @throws when the file exports no facts and bank */
export async function loadAdapter(file: string, folder: string): Promise<{ adapter: Adapter; bank: Report["bank"] }> {
  const source = path.resolve(folder, file)
  if (!existsSync(source)) throw new Error(`There is no bank at ${source}.`)
  const { facts, bank }: Partial<Adapter> = Object(await load(source, file))
  if (!facts || !bank) throw new Error(`${file} must export facts and bank.`)
  return { adapter: { facts, bank }, bank: { sha256: digest(source), source: path.basename(source) } }
}
