import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import path from "node:path"
import { published } from "../lib/build.mjs"
import { root } from "../lib/paths.mjs"
import { startProcess, untilReady } from "../lib/process.mjs"
import { medusa } from "./store.mjs"

/**
 * A provider of somebody's own, from an empty folder and tarballs: generated, filled in with the tutorial's bank, judged.
 * @typedef {import("./place.mjs").Place} Place
 * @typedef {import("../demo/stops.mjs").Stops} Stops
 */

/** The answers that lead to the bank of the tutorial. */
const LIKE_THE_TUTORIAL = "--start redirect --notices unsigned --capture manual --signature bearer --yes"

/** What is published, as npm would publish it. @param {Place} place */
export async function packKit({ tarballs, shell }) {
  mkdirSync(tarballs)
  const workspaces = published.map((folder) => `-w ${folder}`).join(" ")
  await shell("npm pack of the kit", `npm pack ${workspaces} --pack-destination ${tarballs}`, root)
}

/** `npm create taiwan-payment-provider`. @param {Place} place */
export async function generate({ bank, tarballs, shell }) {
  const generator = `--package ${tarballs}/create-taiwan-payment-provider-0.1.0.tgz create-taiwan-payment-provider`
  const command = `npx --yes ${generator} my-bank --name taiwan-bank ${LIKE_THE_TUTORIAL}`
  await shell("create-taiwan-payment-provider", command, path.dirname(bank))
}

/** Medusa as a whole is for the tier `shop`. @param {Place} place */
export async function installKit({ bank, tarballs, shell }) {
  const kit = `${tarballs}/taiwan-payments-prove-0.1.0.tgz @medusajs/medusa@${medusa}`
  await shell("npm install of the kit for the bank", `npm install --save-dev ${kit}`, bank)
}

/** An empty package fails with the list of what to write. @param {Place} place */
export async function readTheList({ bank, shell }) {
  const list = 'test $status = 1 && grep -q "16 left, in this order:" list.txt'
  await shell("npm test of the empty bank", `npm test > list.txt 2>&1 && status=0 || status=$?\n${list}`, bank)
}

/** Three files are what a person writes in an afternoon. @param {Place} place */
export async function fillIn({ bank, shell }) {
  for (const file of ["bank.prove.mjs", "fake-bank.mjs", "src/provider.ts"])
    cpSync(path.join(root, "examples/taiwan-bank", file), path.join(bank, file))
  await shell("build of the bank", "npm run typecheck\nnpm run build", bank)
}

/** @param {Place} place */
export async function testFilledIn({ bank, shell }) {
  await shell("npm test of the bank", "npm test", bank)
}

/** No database of an earlier run. PostgreSQL's own account reads there. @param {Stops} stops */
function coldCache(stops) {
  const folder = mkdtempSync("/var/tmp/prove-newcomer-")
  chmodSync(folder, 0o755)
  stops.add(async () => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/**
 * `prove` from a cold start. Resolves at the first verdict; `all` when every case of the tiers has passed.
 * @param {Place} place @param {string} tiers @param {Stops} stops
 */
export async function startProving({ bank, logOf, env: surroundings }, tiers, stops) {
  const name = `prove ${tiers}`
  const args = ["--no-install", "prove", "./dist/index.js", "--bank", "./bank.prove.mjs", "--tier", tiers]
  const env = { ...surroundings, PROVE_CACHE: coldCache(stops) }
  const child = startProcess({ name, command: "npx", args, cwd: bank, env, logFile: logOf(name) })
  stops.add(child.stop)
  await untilReady(child, name, async () => /^ {2}(ok|FAIL) /m.test(readFileSync(child.logFile, "utf8")))
  const all = async () => {
    const how = await child.exited
    if (how !== "code 0") throw new Error(`${name} ends with ${how}:\n${child.tail()}`)
  }
  return { all }
}
