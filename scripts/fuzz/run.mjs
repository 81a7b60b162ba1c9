import { layBait, tellTruth } from "./bait.mjs"
import { believed, growth, mostRows, readBooks } from "./books.mjs"
import { judgeAnswer } from "./judge-answer.mjs"
import { linkTo } from "./link.mjs"
import { leaks, logReader, unspeakable } from "./log.mjs"
import { shoot } from "./shoot.mjs"
import { shotOf } from "./shots.mjs"
import { smallest, written } from "./smallest.mjs"

/**
 * @typedef {import("./bait.mjs").Shop} Shop
 * @typedef {import("./shots.mjs").Who} Who
 * @typedef {import("./shots.mjs").Shot} Shot
 *
 * @typedef {object} Trial
 * @property {Shop} shop
 * @property {number} seed
 * @property {number} requests
 * @property {string | null} [only]    one kind of route
 * @property {Record<Who, string>} tokens
 * @property {string} publishableKey
 * @property {string[]} secrets       what no answer and no log may contain
 * @property {(line: string) => void} [say]
 *
 * @typedef {object} Report
 * @property {number} seed
 * @property {Map<string, number>} sent       by kind
 * @property {Map<number, number>} answers    by status
 * @property {string[]} faults                a sentence each
 * @property {{ name: string, grown: number }[]} grown
 * @property {number} logLines
 * @property {number} seconds
 */

const AT_ONCE = 16
/** After so many of one kind more of them say nothing new. */
const MOST_FAULTS = 20

/** @template Key @param {Map<Key, number>} counts @param {Key} key */
const count = (counts, key) => counts.set(key, (counts.get(key) ?? 0) + 1)

/** Sends lies to a shop, and tells whatever came of them. In the end the truth is told, and must be believed. @param {Trial} trial @returns {Promise<Report>} */
export async function fuzz({ shop, say = () => {}, ...trial }) {
  say("laying bait: payments of each gateway, and genuine notices that nobody has sent")
  const baits = await layBait(shop)
  const aim = await aimAt(shop, trial, baits)
  const began = await now(shop)
  const before = await readBooks(shop, began)
  const newLines = logReader(shop.logFile)
  const fired = await fire({ ...trial, shop, aim, say })
  const after = await readBooks(shop, began)
  const grown = growth(before, after)
  const lines = newLines()
  const faults = [
    ...fired.faults,
    ...believed(before, after),
    ...tooMuch(grown, fired.seconds, baits.length),
    ...leaks(lines, unspeakable(trial.secrets)).slice(0, MOST_FAULTS),
  ]
  for (const bait of baits.filter(({ notice, told }) => notice && !told)) await tellTruth(shop, bait)
  return { ...fired, seed: trial.seed, faults, grown, logLines: lines.length }
}

/** @param {Shop} shop @returns {Promise<Date>} by the database's clock, which stamps the rows */
const now = async ({ query }) => (await query("select now() as now"))[0]?.now

/** @param {Shop} shop @param {Pick<Trial, "tokens" | "publishableKey">} trial @param {import("./bait.mjs").Bait[]} baits @returns {Promise<import("./shots.mjs").Aim>} */
async function aimAt(shop, { tokens, publishableKey }, baits) {
  const [order] = await shop.query(`select id, display_id from "order" order by created_at limit 1`)
  const link = linkTo(order.id)
  return { baits, tokens, publishableKey, storefront: shop.storefront, link, orderNumber: order.display_id }
}

/** @param {{ shop: Shop, aim: import("./shots.mjs").Aim, say: (line: string) => void } & Pick<Trial, "seed" | "requests" | "only" | "secrets">} range */
async function fire({ shop, aim, seed, requests, only = null, secrets, say }) {
  const address = new URL(shop.url)
  const house = {
    own: [address.origin, shop.storefront, shop.sandbox.url].map((each) => new URL(each).origin),
    secrets,
    undecodable: await ofMedusa(address),
  }
  const sent = new Map()
  const answers = new Map()
  /** @type {string[]} */
  const faults = []
  const began = performance.now()
  let next = 0
  const one = async () => {
    const shot = shotOf(seed, next++, aim, only)
    const answer = await shoot(address, shot)
    count(sent, shot.kind)
    count(answers, answer.status)
    if (next % 1_000 === 0)
      say(`${next} requests, ${Math.round((performance.now() - began) / 1000)} s, ${faults.length} faults`)
    const [fault] = judgeAnswer(shot, answer, house)
    if (!fault || faults.length >= MOST_FAULTS) return
    const again = async (/** @type {Shot} */ each) =>
      judgeAnswer(each, await shoot(address, each), house).includes(fault)
    const least = answer.end === "silent" ? shot : await smallest(shot, again)
    faults.push(
      `${fault}: request ${shot.number} of seed ${seed}, ${shot.kind} as ${shot.who}\n${written(least, address)}\n${answer.body.slice(0, 300)}`,
    )
  }
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      while (next < requests && !faults.some((fault) => fault.startsWith("the server is gone"))) await one()
    }),
  )
  return { sent, answers, faults, seconds: (performance.now() - began) / 1000 }
}

/** What Medusa's own routes answer to an address that no decoder reads: ours can answer nothing else, since the framework asks first. @param {URL} shop */
async function ofMedusa(shop) {
  const asked = {
    number: 0,
    kind: "medusa",
    who: /** @type {Who} */ ("nobody"),
    method: "GET",
    target: "/auth/%ff/emailpass",
  }
  return (await shoot(shop, { ...asked, headers: [], body: Buffer.alloc(0), framing: "sized" })).status
}

/** @param {{ name: string, grown: number }[]} grown @param {number} seconds @param {number} providers */
function tooMuch(grown, seconds, providers) {
  const most = mostRows(seconds / 60, providers)
  return grown
    .filter((table) => table.grown > most)
    .map(({ name, grown: rows }) => `${name} grew by ${rows} rows; ${most} are the most that the rules allow`)
}
