#!/usr/bin/env node
import { main } from "./cli/main.js"

// Medusa leaves one behind when a provider does not start, and a provider may leave others: no reason to lose the verdict.
process.on("unhandledRejection", () => undefined)

const code = await main(process.argv.slice(2), process.cwd(), (text) => process.stdout.write(text))
// Medusa keeps timers and pools that nobody can close. What was written must be out first.
process.stdout.write("", () => process.exit(code))
