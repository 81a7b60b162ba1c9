import { execFile } from "node:child_process"
import { createHash } from "node:crypto"
import { mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import path from "node:path"

type Files = ReadonlyMap<string, string>

const IMPORT = /(from ")\.\/([\w-]+)\.js(")/g
const UNWRITTEN = /notWritten\(\d+, ".*?"\)/g
const isChecked = (name: string) => /^src\/.*\.ts$|^bank\.prove\.mjs$/.test(name)
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc")

/** Which step is not written, and in what words, is nothing to a compiler. */
const textOf = (name: string, files: Files) =>
  (files.get(name) ?? "").replaceAll(UNWRITTEN, 'notWritten(1, "something")')

const besideOf = (name: string, beside = "") => path.posix.join(path.posix.dirname(name), `${beside}.ts`)

/** A file's own name for what it is: its text, and that of all it imports. */
function placeOf(name: string, files: Files): string {
  const text = textOf(name, files)
  const hash = createHash("sha256").update(`${name}\n${text}`)
  for (const [, , beside] of text.matchAll(IMPORT)) hash.update(placeOf(besideOf(name, beside), files))
  return hash.digest("hex").slice(0, 16)
}

/** The text, whose imports lead to where the same file is kept for all packages that have it. */
function linked(name: string, files: Files): string {
  const lead = (_: string, before: string, beside: string, after: string) =>
    `${before}../${placeOf(besideOf(name, beside), files)}/${beside}.js${after}`
  return textOf(name, files).replaceAll(IMPORT, lead)
}

/** Every file of every package, each different one once: so that one compiler sees all in seconds. */
export function distinctFiles(packages: readonly Files[]): Map<string, string> {
  const found = new Map<string, string>()
  for (const files of packages)
    for (const name of [...files.keys()].filter(isChecked))
      found.set(`${placeOf(name, files)}/${path.basename(name)}`, linked(name, files))
  return found
}

/** What the compiler says of files, which are written into a folder; empty when they are sound. */
export async function typeErrors(files: Files, folder: string, compilerOptions: object): Promise<string> {
  const config = JSON.stringify({ compilerOptions, files: [...files.keys()] })
  for (const [name, text] of [...files, ["tsconfig.json", config] as const]) {
    mkdirSync(path.join(folder, path.dirname(name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [compiler, "-p", folder], (_, stdout) => resolve(stdout))
  })
}
