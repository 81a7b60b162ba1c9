import { cpSync, readFileSync } from "node:fs"
import path from "node:path"
import { blockBelow } from "../lib/markdown-code.mjs"
import { starterConfig } from "../lib/medusa-starter.mjs"
import { backendDir, root } from "../lib/paths.mjs"
import { answers, startProcess, untilReady } from "../lib/process.mjs"
import { rewrite, write } from "./place.mjs"

/**
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("../lib/markdown-code.mjs").CodeBlock} CodeBlock
 */

const plugin = JSON.parse(readFileSync(path.join(root, "packages/plugin/package.json"), "utf8"))
/** The version that the plugin is built and tested with. @type {string} */
export const medusa = plugin.devDependencies["@medusajs/medusa"]

/** As Medusa's own starter has it. @param {string} medusa its version */
const manifestWith = (medusa) => ({
  name: "my-store",
  private: true,
  version: "0.0.1",
  dependencies: {
    "@medusajs/admin-sdk": medusa,
    "@medusajs/cli": medusa,
    "@medusajs/framework": medusa,
    "@medusajs/medusa": medusa,
  },
  devDependencies: {
    "@swc/core": "^1.7.28",
    "@types/node": "^20.12.11",
    "@types/react": "^18.3.2",
    react: "^18.3.1",
    "react-dom": "^18.3.1",
    "ts-node": "^10.9.2",
    typescript: "^5.6.2",
    vite: "^5.4.14",
  },
})

const tsconfig = {
  compilerOptions: {
    target: "ES2021",
    module: "Node16",
    moduleResolution: "Node16",
    esModuleInterop: true,
    emitDecoratorMetadata: true,
    experimentalDecorators: true,
    skipLibCheck: true,
    jsx: "react-jsx",
    strict: true,
    noUncheckedIndexedAccess: true,
    outDir: "./.medusa/server",
    rootDir: "./",
  },
  "ts-node": { swc: true },
  include: ["**/*", ".medusa/types/*"],
  exclude: ["node_modules", ".medusa/server", ".medusa/admin", ".cache"],
}

/** @param {string} databaseUrl @param {Place["urls"]} urls */
const secrets = (databaseUrl, { backend, storefront }) => `DATABASE_URL=${databaseUrl}
JWT_SECRET=supersecret
COOKIE_SECRET=supersecret
STORE_CORS=${storefront}
ADMIN_CORS=${backend}
AUTH_CORS=${backend},${storefront}
`

/** A store as it is before anybody thinks of Taiwan's gateways: it sells in TWD, and nobody can pay. @param {Place} place @param {string} databaseUrl @param {string} [version] of Medusa */
export async function makeStore(place, databaseUrl, version = medusa) {
  const { store, urls, shell } = place
  write(store, "package.json", JSON.stringify(manifestWith(version), null, 2))
  write(store, "tsconfig.json", JSON.stringify(tsconfig, null, 2))
  write(store, ".env", secrets(databaseUrl, urls))
  write(store, "medusa-config.ts", starterConfig())
  cpSync(path.join(backendDir, "src/scripts"), path.join(store, "src/scripts"), { recursive: true })
  await shell("npm install of the store", "npm install", store)
  await fillStore(place)
}

/** Tables and goods in an empty database. @param {Place} place */
export async function fillStore({ store, shell }) {
  await shell("db migrate of the store", "npx medusa db:migrate", store)
  await shell("seed of the store", "npx medusa exec ./src/scripts/seed.ts", store)
}

/** README's block that packs the tarballs; what it does before that is done. @param {Place} place @param {CodeBlock[]} readme */
export async function packTarballs({ shell }, readme) {
  const block = blockBelow(readme, "Install in your store", "npm ci")
  const done = /^npm (ci|run build)$/gm
  await shell("npm pack", block.replace(done, ""), root)
}

/**
 * README's three commands, as they are written; they leave alone the addresses, which are others here. The first ends with 1,
 * since the methods have to wait for the migration.
 * @param {Place} place @param {CodeBlock[]} readme
 */
export async function addPayments(place, readme) {
  const { store, shell, localize } = place
  await shell("npm install of the tarballs", blockBelow(readme, "Install in your store", "cd ../my-store"), root)
  const [addresses = ""] = blockBelow(readme, "2. ").split("\n\n")
  rewrite(store, ".env", (text) => `${text}\n${localize(addresses)}`)
  const [write = ""] = commands(readme)
  await shell("init before the migration", `${write.replace(/#.*/, "")} || test $? = 1`, store)
  await enablePayments(place, readme)
}

/** @param {CodeBlock[]} readme */
const commands = (readme) => blockBelow(readme, "In three commands").trim().split("\n")

/** README's second and third command. @param {Place} place @param {CodeBlock[]} readme */
export async function enablePayments({ store, shell }, readme) {
  const [, migrate = "", enable = ""] = commands(readme)
  await shell("db migrate with the plugin", migrate, store)
  await shell("methods enabled", enable, store)
}

/** README's doctor, with both servers up: it has nothing to say, or ends with another code. @param {Place} place @param {CodeBlock[]} readme */
export async function consultDoctor({ store, shell }, readme) {
  await shell("doctor", blockBelow(readme, "4. ", "npx taiwan-payments doctor"), store)
}

/**
 * README's two servers: `npx taiwan-payments-sandbox` and `npx medusa develop`.
 * @param {Place} place @param {CodeBlock[]} readme @param {import("../demo/stops.mjs").Stops} stops
 */
export async function startServers(place, readme, stops) {
  const [sandbox = "", develop = ""] = blockBelow(readme, "4. ", "npx taiwan-payments-sandbox").trim().split("\n")
  const port = new URL(place.urls.sandbox).port
  const bare = sandbox.replace(/#.*/, "")
  const run = { title: "sandbox", command: `${bare} --port ${port}`, cwd: place.store }
  await startServer(place, { ...run, url: `${place.urls.sandbox}/_sandbox/` }, stops)
  return startMedusa("Medusa", develop, place.store, place, stops)
}

/** @param {string} title @param {string} command @param {string} cwd @param {Place} place @param {import("../demo/stops.mjs").Stops} stops */
export async function startMedusa(title, command, cwd, place, stops) {
  const onPort = `PORT=${new URL(place.urls.backend).port} ${command}`
  return startServer(place, { title, command: onPort, cwd, url: `${place.urls.backend}/health` }, stops)
}

/**
 * @param {Place} place @param {{ title: string, command: string, cwd: string, url: string }} server whose url answers when it is up
 * @param {import("../demo/stops.mjs").Stops} stops
 */
export async function startServer({ env, logOf }, { title, command, cwd, url }, stops) {
  const shell = { command: "bash", args: ["-euc", `exec env ${command}`] }
  const child = startProcess({ name: title, ...shell, cwd, env, logFile: logOf(title) })
  stops.add(child.stop)
  await untilReady(child, title, () => answers(url))
  return child
}
