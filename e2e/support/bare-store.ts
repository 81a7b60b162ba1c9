import { execFile } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import path from "node:path"
import { starterConfig } from "../../scripts/lib/medusa-starter.mjs"
import { cacheDir, root } from "../../scripts/lib/paths.mjs"

const bin = path.join(root, "packages/plugin/.medusa/server/src/commands/bin.js")

/** Without the admin, which takes a minute to build. */
const CONFIG = starterConfig("admin: { disable: true }")

const TSCONFIG = {
  compilerOptions: {
    ...{ target: "ES2021", module: "Node16", moduleResolution: "Node16", esModuleInterop: true },
    ...{ skipLibCheck: true, strict: true, rootDir: "./" },
  },
  "ts-node": { swc: true },
}

/** By which Medusa's command line knows its projects. */
const MANIFEST = { name: "bare-store", private: true, dependencies: { "@medusajs/medusa": "*" } }

export interface Told {
  readonly code: number
  readonly text: string
}

/** A Medusa project as it is before anybody thinks of payments, in a folder from which this checkout's packages are found. */
export function bareStore() {
  mkdirSync(cacheDir, { recursive: true })
  const folder = mkdtempSync(path.join(cacheDir, "bare-store-"))
  const place = (file: string) => path.join(folder, file)
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(place(file)), { recursive: true })
    writeFileSync(place(file), text)
  }
  write("package.json", JSON.stringify(MANIFEST))
  write("tsconfig.json", JSON.stringify(TSCONFIG))
  write("medusa-config.ts", CONFIG)
  const read = (file: string) => readFileSync(place(file), "utf8")
  const change = (file: string, from: string | RegExp, to: string) => write(file, read(file).replace(from, to))
  const remove = () => rmSync(folder, { recursive: true, force: true })
  return { folder, read, write, change, remove, run: (...args: string[]) => run(folder, args) }
}

/** The command, as npx would start it. */
function run(cwd: string, args: readonly string[]): Promise<Told> {
  const { DATABASE_URL: _url, NODE_ENV: _env, ...env } = process.env
  return new Promise((resolve) => {
    execFile(process.execPath, [bin, ...args], { cwd, env }, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === "number" ? error.code : 0, text: stdout + stderr }),
    )
  })
}
