import { spawn } from "node:child_process"
import { createRequire } from "node:module"
import path from "node:path"

const SCRIPT = path.join(__dirname, "../../scripts/enable-methods.js")

/** Medusa's own command runs the script, for only a whole Medusa may change a region. @returns its exit code */
export async function enableMethods(directory: string, words: readonly string[]): Promise<number> {
  const require = createRequire(path.join(directory, "package.json"))
  const cli = path.join(path.dirname(require.resolve("@medusajs/cli/package.json")), "cli.js")
  const child = spawn(process.execPath, [cli, "exec", SCRIPT, ...words], { cwd: directory, stdio: "inherit" })
  return new Promise((resolve, reject) => {
    child.once("error", reject)
    child.once("exit", (code) => resolve(code ?? 1))
  })
}
