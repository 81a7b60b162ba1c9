import { readFileSync, writeFileSync } from "node:fs"
import path from "node:path"
import { parseArgs } from "node:util"
import { build } from "./lib/build.mjs"
import { root } from "./lib/paths.mjs"

const usage = `node scripts/docs.mjs [--check]
  Writes the generated tables of docs/. With --check it writes nothing, and fails when one is out of date.
`

/** Writes the pages that changed. @param {import("./docs/pages.mjs").Page[]} outdated */
function write(outdated) {
  for (const { file, text } of outdated) writeFileSync(path.join(root, file), text)
  return outdated.map(({ file }) => `wrote ${file}`)
}

/** @param {import("./docs/pages.mjs").Page[]} outdated */
function complain(outdated) {
  process.exitCode = outdated.length > 0 ? 1 : 0
  return outdated.map(({ file }) => `${file} is out of date: run npm run docs`)
}

/** @param {boolean} check */
async function main(check) {
  await build(["plugin"])
  const { renderPages } = await import("./docs/pages.mjs")
  const pages = await renderPages()
  const outdated = pages.filter(({ file, text }) => readFileSync(path.join(root, file), "utf8") !== text)
  for (const line of check ? complain(outdated) : write(outdated)) console.log(line)
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
