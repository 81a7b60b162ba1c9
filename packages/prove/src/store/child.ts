import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync } from "node:fs"
import path from "node:path"
import { fileURLToPath } from "node:url"

/** What is run by other processes is run as it was built. */
export function builtFile(name: string): string {
  let folder = path.dirname(fileURLToPath(import.meta.url))
  while (!existsSync(path.join(folder, "package.json"))) folder = path.dirname(folder)
  const file = path.join(folder, "dist", name)
  if (!existsSync(file)) throw new Error(`${file} is not built.`)
  return file
}

export interface Child {
  readonly process: ChildProcess
  /** The last of what it wrote. */
  said(): string
}

const ENVIRONMENT = {
  NODE_ENV: "production",
  MEDUSA_DISABLE_TELEMETRY: "true",
  MEDUSA_TELEMETRY_DISABLED: "1",
  REDIS_URL: "",
  NODE_OPTIONS: "",
}

const TAIL = 8000

/** Medusa in a process of its own, in a folder of its own. */
export function startChild(folder: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): Child {
  const imports = env.PROVE_WIRE ? ["--import", builtFile("wire/in-child.js")] : []
  const command = [...imports, builtFile("store/launch.js"), ...args]
  const child = spawn(process.execPath, command, {
    ...{ cwd: folder, env: { ...process.env, ...ENVIRONMENT, ...env }, stdio: ["ignore", "pipe", "pipe"] },
  })
  let text = ""
  const keep = (chunk: Buffer) => {
    text = (text + chunk.toString()).slice(-TAIL)
  }
  child.stdout?.on("data", keep)
  child.stderr?.on("data", keep)
  const kill = () => void child.kill("SIGKILL")
  process.once("exit", kill)
  child.once("exit", () => process.off("exit", kill))
  return { process: child, said: () => text }
}

/** @throws with what it wrote, when it fails */
export async function runChild(folder: string, args: readonly string[]): Promise<void> {
  const child = startChild(folder, args)
  const [code] = await once(child.process, "exit")
  if (code !== 0) throw new Error(`Medusa's ${args[0]} failed:\n${child.said()}`)
}
