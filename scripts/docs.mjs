import { writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { build } from "./lib/build.mjs"
import { root } from "./lib/paths.mjs"

/** @typedef {import("./docs/pages.mjs").Page} Page */

const usage = `npm run docs [-- --check]
  Writes the generated tables of docs/. With --check it writes nothing, and fails when one is out of date.
`

/** @param {Page} page @param {boolean} check @returns {{ line: string, good: boolean } | null} null when there is nothing to tell */
function treat(page, check) {
  const { file } = page
  if (page.problem !== null) return { line: `${file}: ${page.problem}`, good: false }
  if (page.now === page.wanted) return null
  if (check) return { line: `${file} is out of date: npm run docs`, good: false }
  writeFileSync(path.join(root, file), page.wanted)
  return { line: `wrote ${file}`, good: true }
}

/** @param {boolean} check */
async function main(check) {
  await build(["plugin"])
  const { renderPages } = await import("./docs/pages.mjs")
  const told = (await renderPages()).flatMap((page) => treat(page, check) ?? [])
  for (const { line } of told) console.log(line)
  process.exitCode = told.every(({ good }) => good) ? 0 : 1
}

const { values } = parseArgs({
  options: { check: { type: "boolean", default: false }, help: { type: "boolean", default: false } },
})

if (values.help) {
  console.log(usage)
} else {
  main(values.check).catch((error) => {
    console.error(error.message)
    process.exitCode = 1
  })
}
