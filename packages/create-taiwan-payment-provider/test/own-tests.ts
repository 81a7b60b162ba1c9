import { execFile } from "node:child_process"
import { createRequire } from "node:module"
import path from "node:path"

const vitest = path.join(path.dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs")

/** What vitest tells its workers is nothing to another vitest. */
const outer = /^(VITEST|NODE_ENV|TEST)/
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !outer.test(name)))

/** `npm test` of a generated package. */
export function runOwnTests(folder: string): Promise<{ passed: boolean; output: string }> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: { ...env, NO_COLOR: "1" } }
    execFile(process.execPath, [vitest, "run", "--root", folder], options, (error, stdout, stderr) =>
      resolve({ passed: error === null, output: stdout + stderr }),
    )
  })
}
