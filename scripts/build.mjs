import { build, packages } from "./lib/build.mjs"

const names = process.argv.slice(2)
build(names.length > 0 ? names : packages).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
