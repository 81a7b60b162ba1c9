import { install } from "./lib/install.mjs"

/** @typedef {(note: (line: string) => void) => string[] | Promise<string[]>} Check problems, one a line; a note is none */

/** @returns {Promise<[string, Check][]>} */
async function checks() {
  const { build, packages } = await import("./lib/build.mjs")
  await build(packages)
  const { audit } = await import("./check/audit.mjs")
  const { biome } = await import("./check/biome.mjs")
  const { docs } = await import("./check/docs.mjs")
  const { licences } = await import("./check/licences.mjs")
  const { lockFile } = await import("./check/lock-file.mjs")
  const { laws } = await import("./check/laws.mjs")
  const { packed } = await import("./check/packed.mjs")
  const { publishing } = await import("./check/publishing.mjs")
  const { words } = await import("./check/words.mjs")
  const { types } = await import("./check/typescript.mjs")
  return [
    ["Biome", biome],
    ["laws", laws],
    ["words", words],
    ["lock file", lockFile],
    ["licences of what ships", licences],
    ["known weaknesses", audit],
    ["types", types],
    ["generated tables", docs],
    ["publint", publishing],
    ["packed tarballs in an empty project", packed],
  ]
}

/** @param {string} title @param {Check} check */
async function passes(title, check) {
  /** @type {string[]} */
  const notes = []
  const problems = await check((line) => notes.push(line))
  console.log(`${problems.length === 0 ? "passed" : "FAILED"}  ${title}`)
  for (const note of notes) console.log(`        (${note})`)
  for (const problem of problems) console.log(`        ${problem}`)
  return problems.length === 0
}

async function main() {
  await install(console.log)
  const all = await checks()
  let failed = 0
  for (const [title, check] of all) if (!(await passes(title, check))) failed += 1
  console.log(failed === 0 ? "check passed" : `check failed: ${failed} of ${all.length}`)
  return failed
}

main().then(
  (failed) => {
    process.exitCode = failed > 0 ? 1 : 0
  },
  (error) => {
    console.error(error.message)
    process.exitCode = 1
  },
)
