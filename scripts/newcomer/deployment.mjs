import { cpSync, existsSync, readFileSync } from "node:fs"
import path from "node:path"
import { blockBelow } from "../lib/markdown-code.mjs"
import { rewrite, write } from "./place.mjs"
import { startMedusa } from "./store.mjs"

/**
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("../lib/markdown-code.mjs").CodeBlock} CodeBlock
 */

/** README's file with all gateways, in the place of the list that has ECPay's alone. @param {Place} place @param {CodeBlock[]} readme */
export function addGateways({ store }, readme) {
  write(store, "src/payment-providers.ts", blockBelow(readme, "7. ", "const { env }"))
  rewrite(store, "medusa-config.ts", (text) =>
    `${blockBelow(readme, "7. ", "import")}${text}`.replace(/providers: \[.*\],/, "providers: paymentProviders,"),
  )
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
