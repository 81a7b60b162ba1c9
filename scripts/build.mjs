import { build, packages } from "./lib/build.mjs"

const names = process.argv.slice(2)
await build(names.length > 0 ? names : packages)
