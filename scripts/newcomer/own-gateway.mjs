import { cpSync } from "node:fs"
import path from "node:path"
import { root } from "../lib/paths.mjs"
import { medusa } from "./store.mjs"

/**
 * A gateway of somebody's own, in a package of its own: the example, in an empty folder outside of the workspace.
 * @typedef {import("./place.mjs").Place} Place
 */

const FILES = [
  "package.json",
  "tsconfig.json",
  "tsconfig.build.json",
  "vitest.config.mjs",
  "sandbox.mjs",
  "src",
  "test",
]
const KIT = ["medusa", "sandbox", "prove", "conformance"]
const TOOLS = `@medusajs/medusa@${medusa} @types/node@20 typescript@5.9 vitest@3`

/** @param {Place} place */
export async function installGateway({ gateway, tarballs, shell }) {
  for (const file of FILES)
    cpSync(path.join(root, "examples/taiwan-bank-gateway", file), path.join(gateway, file), { recursive: true })
  const kit = KIT.map((name) => `${tarballs}/taiwan-payments-${name}-0.1.0.tgz`).join(" ")
  await shell("npm install of the kit for the gateway", `npm install --save-dev ${kit} ${TOOLS}`, gateway)
  await shell("build of the gateway", "npm run build", gateway)
}

/** All levels of the conformance kit: contract, module, and a whole server. @param {Place} place */
export async function testGateway({ gateway, shell }) {
  await shell("npm test of the gateway", "npm test", gateway)
}
