#!/usr/bin/env node
import { main } from "./cli/main.js"

// Medusa leaves one behind when a provider does not start, and a provider may leave others: no reason to lose the verdict.
process.on("unhandledRejection", () => undefined)

// PostgreSQL and its folder go with the process, whoever ends it.
for (const [signal, code] of [
  ["SIGINT", 130],
  ["SIGTERM", 143],
] as const)
  process.once(signal, () => process.exit(code))

const code = await main(
  process.argv.slice(2),
  process.cwd(),
  (text) => process.stdout.write(text),
  (text) => process.stderr.write(text),
)
// Medusa keeps timers and pools that nobody can close. What was written must be out first.
process.stdout.write("", () => process.exit(code))
