import { cpSync, existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { blockBelow } from "../lib/markdown-code.mjs"
import { startMedusa } from "./store.mjs"

/**
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("../lib/markdown-code.mjs").CodeBlock} CodeBlock
 */

/** README's other gateways, beside ECPay: the file comes out as README has it. @param {Place} place @param {CodeBlock[]} readme */
export async function addGateways({ store, shell }, readme) {
  await shell("init of the other gateways", blockBelow(readme, "7. ", "npx taiwan-payments init"), store)
  const written = readFileSync(path.join(store, "src/payment-providers.ts"), "utf8")
  if (written !== blockBelow(readme, "7. ", "const { env }"))
    throw new Error("init wrote other providers than README has")
}

/** README's way to a built server, up to its start. @param {Place} place @param {CodeBlock[]} readme */
export async function buildServer({ store, shell }, readme) {
  const server = path.join(store, ".medusa/server")
  await shell("medusa build", blockBelow(readme, "8. "), store)
  expectTarballs(server)
  cpSync(path.join(store, ".env"), path.join(server, ".env"))
}

/** This machine's npm has them in its cache, where a container's has not. @param {string} server */
function expectTarballs(server) {
  const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(server, "package.json"), "utf8"))
  const files = Object.values({ ...dependencies, ...devDependencies }).flatMap(
    (from) => /^file:(.*)/.exec(from)?.[1] ?? [],
  )
  const missing = files.filter((file) => !existsSync(path.join(server, file)))
  if (files.length === 0 || missing.length > 0) throw new Error(`the built server has not all its tarballs: ${missing}`)
}

/** With the sandbox, and so in development. @param {Place} place @param {import("../demo/stops.mjs").Stops} stops */
export function startBuilt(place, stops) {
  const folder = path.join(place.store, ".medusa/server")
  return startMedusa("built server", "NODE_ENV=development npx medusa start", folder, place, stops)
}
