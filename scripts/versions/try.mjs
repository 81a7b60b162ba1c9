import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import path from "node:path"
import { adminApi, medusaApi } from "../demo/medusa-api.mjs"
import { methods } from "../demo/methods.mjs"
import { buy, refund, row } from "../demo/purchases.mjs"
import { stopper } from "../demo/stops.mjs"
import { blocksOf } from "../lib/markdown-code.mjs"
import { emptyDatabase } from "../newcomer/database.mjs"
import { openPlace, rewrite } from "../newcomer/place.mjs"
import { admin } from "../newcomer/purchases.mjs"
import { addPayments, enablePayments, fillStore, makeStore, packTarballs, startServers } from "../newcomer/store.mjs"
import { takes } from "./node-range.mjs"
import { isPreview, nodeFolder, nodesOf } from "./registry.mjs"

/**
 * @typedef {import("../newcomer/place.mjs").Place} Place
 * @typedef {import("../demo/stops.mjs").Stops} Stops
 * @typedef {object} Tried
 * @property {string} medusa
 * @property {string} node     its whole version
 * @property {string} asks     for which versions of Node this Medusa says it is
 * @property {boolean} refusedNode  whether this Node is none of those
 * @property {string[]} done
 * @property {string | null} problem
 */

/** @typedef {ReturnType<typeof blocksOf>} Readme */
/** @typedef {(title: string, work: () => Promise<unknown>) => Promise<void>} Step */

/**
 * A store on one version of Medusa, installed with the first version of Node and run with each.
 * @param {string} medusa @param {string[]} majors of Node @param {(line: string) => void} say @param {(tried: Tried) => void} onTried
 */
export async function tryVersion(medusa, majors, say, onTried) {
  const place = await openPlace(`versions-${medusa}`, isPreview(medusa) ? UNBOUND : {})
  // No shop's pages are needed here: a buyer who comes back comes back to Medusa's address.
  place.urls.storefront = place.urls.backend
  try {
    for (const major of majors) onTried(await tryNode(place, medusa, major, say))
  } finally {
    place.remove()
  }
}

/** npm takes no preview for a version within a range, so that it has to be told to go on. */
const UNBOUND = { npm_config_force: "true" }

/** @param {Place} place @param {string} medusa @param {string} major @param {(line: string) => void} say @returns {Promise<Tried>} */
async function tryNode(place, medusa, major, say) {
  const bin = nodeFolder(major)
  place.env.PATH = `${bin}${path.delimiter}${process.env.PATH}`
  const node = spawnSync(path.join(bin, "node"), ["--version"], { encoding: "utf8" }).stdout.trim().slice(1)
  const asks = nodesOf(medusa)
  const tried = { medusa, node, asks, refusedNode: !takes(asks, node), done: /** @type {string[]} */ ([]) }
  const stops = stopper()
  /** @type {Step} */
  const step = async (title, work) => {
    await work()
    tried.done.push(title)
    say(`Medusa ${medusa}, Node ${node}: ${title}`)
  }
  try {
    await walk(place, medusa, step, stops)
    return { ...tried, problem: null }
  } catch (error) {
    return { ...tried, problem: error instanceof Error ? error.message : String(error) }
  } finally {
    await stops.stopAll()
  }
}

/** @param {Place} place @param {string} medusa @param {Step} step @param {Stops} stops */
async function walk(place, medusa, step, stops) {
  const readme = blocksOf("README.md")
  const database = await emptyDatabase()
  stops.add(database.stop)
  if (existsSync(path.join(place.store, "src/payment-providers.ts")))
    await step("migrated", () => moveTo(place, database.url, readme))
  else await step("installed, migrated", () => make(place, database.url, medusa, readme))
  await step("started", () => startServers(place, readme, stops))
  const stack = { shopUrl: place.urls.backend, sandboxUrl: place.urls.sandbox }
  const office = await adminApi(place.urls.backend, admin)
  await step("sold by ATM, captured", () => sell(stack, office, "ecpay-atm"))
  await step("sold by card, captured, 300 refunded", () => sell(stack, office, "ecpay-credit"))
}

/** @param {Place} place @param {string} databaseUrl @param {string} medusa @param {Readme} readme */
async function make(place, databaseUrl, medusa, readme) {
  await packTarballs(place, readme)
  await makeStore(place, databaseUrl, medusa)
  await addPayments(place, readme)
}

/** The same store on an empty database. @param {Place} place @param {string} databaseUrl @param {Readme} readme */
async function moveTo(place, databaseUrl, readme) {
  rewrite(place.store, ".env", (text) => text.replace(/^DATABASE_URL=.*/m, `DATABASE_URL=${databaseUrl}`))
  await fillStore(place)
  await enablePayments(place, readme)
}

/** @param {{ shopUrl: string, sandboxUrl: string }} stack @param {import("../demo/medusa-api.mjs").Api} office @param {string} method */
async function sell(stack, office, method) {
  const way = methods[method]
  if (!way) throw new Error(`the demo knows no way to pay by ${method}`)
  const purchase = await buy(stack, office, method, way)
  await closeDay(stack.sandboxUrl)
  const { good, cells } = await row(office, await refund(office, purchase))
  if (!good) throw new Error(cells.filter(Boolean).join(", "))
}

/** ECPay refunds a part of a card's payment once its day is closed, and nothing between 20:15 and 20:30 in Taipei. @param {string} sandboxUrl */
async function closeDay(sandboxUrl) {
  const sandbox = medusaApi(`${sandboxUrl}/_sandbox/api`, {})
  const { now } = await sandbox.get("/clock")
  const [hour, minute] = [(new Date(now).getUTCHours() + 8) % 24, new Date(now).getUTCMinutes()]
  if (hour === 20 && minute >= 15 && minute < 30) await sandbox.post("/clock/advance", { milliseconds: 16 * 60_000 })
  await sandbox.post("/ecpay/commands/run-batch", {})
}
