import { spawnSync } from "node:child_process"
import path from "node:path"
import { build } from "./lib/build.mjs"
import { root } from "./lib/paths.mjs"

const usage = `npm run new:gateway <id> [-- --start form --notices signed …]
  Writes packages/plugin/src/providers/<id> by the floor plan of docs/writing-a-gateway.md, and says what else the laws want.
  The flags are those of create-taiwan-payment-provider; what no flag says is taken as usual.
`

const providers = "packages/plugin/src/providers"

/** @param {string[]} args */
async function answersOf(args) {
  const { completeAnswers, readFlags } = await import("../packages/create-taiwan-payment-provider/dist/index.js")
  const { given, folder } = readFlags(args)
  if (!folder || !/^[a-z][a-z0-9]*$/.test(folder)) throw new Error(usage)
  return completeAnswers({ ...given, name: folder, kind: "toolkit" }, null)
}

/** In the style of the repository. @param {string} folder */
function format(folder) {
  const biome = path.join(root, "node_modules/@biomejs/biome/bin/biome")
  spawnSync(process.execPath, [biome, "check", "--write", folder], { cwd: root, stdio: "ignore" })
}

/** What the laws still want of a gateway: tests, pages, vectors, a sandbox. @param {string} id */
async function missing(id) {
  const { gatewayFolders } = await import("./laws/gateway-folders.mjs")
  const { readTree } = await import("./laws/tree.mjs")
  return gatewayFolders.violations(readTree()).filter((line) => line.startsWith(`${providers}/${id}:`))
}

/** @param {string[]} args */
async function main(args) {
  await build(["create"])
  const { gatewayFolder, gatewayPlan, writeFiles } = await import(
    "../packages/create-taiwan-payment-provider/dist/index.js"
  )
  const answers = await answersOf(args)
  const folder = path.join(providers, answers.name)
  writeFiles(path.join(root, folder), gatewayFolder(answers))
  format(folder)
  console.log(`${folder}, by the floor plan. Write, in this order:`)
  for (const { number, name, file, task } of gatewayPlan(answers))
    console.log(`  ${number}. ${name} in ${file}: ${task}`)
  console.log("\nBesides, the laws want:")
  for (const line of await missing(answers.name)) console.log(`  ${line.slice(`${folder}: has no `.length)}`)
  console.log("\nEach is told of in docs/writing-a-gateway.md.")
}

main(process.argv.slice(2)).catch((error) => {
  console.error(error.message)
  process.exitCode = 1
})
