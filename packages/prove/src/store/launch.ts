import { createRequire } from "node:module"
import path from "node:path"

/**
 * Runs one of Medusa's commands in the working directory, with the Medusa of that directory:
 * `launch.js migrate`, `launch.js seed <file>`, `launch.js start <port>`.
 */
const [command, value = ""] = process.argv.slice(2)
const directory = process.cwd()
const require = createRequire(path.join(directory, "package.json"))

const commands: Readonly<Record<string, () => unknown>> = {
  migrate: () => {
    const options = { directory, executeAllLinks: true, skipScripts: true, skipSearch: true }
    return require("@medusajs/medusa/commands/db/migrate").default(options)
  },
  seed: () => require("@medusajs/medusa/commands/exec").default({ file: value, args: [] }),
  start: () => require("@medusajs/medusa/commands/start").default({ directory, port: Number(value), types: false }),
}

await commands[command ?? ""]?.()
