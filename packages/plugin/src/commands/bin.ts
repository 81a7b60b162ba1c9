#!/usr/bin/env node
import { runCommand } from "./command-line"

// A store's configuration may have opened what would keep this process alive.
runCommand(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(2)
  },
)
