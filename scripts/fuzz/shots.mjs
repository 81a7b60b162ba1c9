import { pluginRoutes } from "../lib/plugin-routes.mjs"
import { someJson, spoilBytes, spoilJson } from "./bodies.mjs"
import { lie } from "./lies.mjs"
import { randomOf } from "./random.mjs"
import { ofStaff, staffBodies, staffQueries } from "./staff-requests.mjs"
import { EVIL, INJECTED, known, person, SCRIPT, weird, weirdNames, whole } from "./words.mjs"

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {import("./bait.mjs").Bait} Bait
 *
 * One request, byte for byte.
 * @typedef {object} Shot
 * @property {number} number
 * @property {string} kind      which routes it is meant for
 * @property {Who} who
 * @property {string} method
 * @property {string} target
 * @property {[string, string][]} headers
 * @property {Buffer} body
 * @property {"sized" | "chunked" | "short"} framing  "short" says more than it sends
 *
 * @typedef {"nobody" | "shopper" | "staff"} Who
 * @typedef {{ baits: Bait[], tokens: Record<Who, string>, publishableKey: string, storefront: string, link: string, orderNumber: number }} Aim
 */

/** @type {[kind: string, route: RegExp][]} the first that fits */
const kinds = [
  ["notice", /\/notify$/],
  ["gate", /\/gate$/],
  ["return", /\/return$/],
  ["status", /\/status$/],
  ["charge", /\/charge$/],
  ["start", /^\/pay\/sessions\/:id$/],
  ["link", /^\/pay\/(orders|refunds)\//],
  ["store", /^\/store\//],
  ["admin", /^\/admin\//],
]

/** @param {string} route */
const kindOf = (route) => kinds.find(([, holds]) => holds.test(route))?.[0] ?? "other"

const routes = pluginRoutes().map((each) => ({ ...each, kind: kindOf(each.route) }))

/** Every kind of which there is a route. */
export const kindsOfRoutes = [...new Set(routes.map(({ kind }) => kind))]

const BY_GATEWAYS = new Set(["notice", "gate", "return"])

/** Whose body is read by us, for ten seconds at most, and not by Medusa, which waits as long as Node lets it. @param {string} kind @param {string} method */
const readsItself = (kind, method) => method === "POST" && (BY_GATEWAYS.has(kind) || kind === "charge")

/** What the parts of an address may be. @param {Random} random @param {string} name @param {Bait} bait @param {Aim} aim */
function partOf(random, name, bait, aim) {
  if (random.chance(0.1)) return encodeURIComponent(whole(random.pick([...weird, ...weirdNames])).slice(0, 300))
  if (random.chance(0.02)) return "%00"
  if (name === "provider") return bait.provider
  if (name === "token") return random.chance(0.5) ? aim.link : aim.link.replace(/.$/, "x")
  return random.pick([bait.sessionId, bait.attemptId, "tpa_nobody", "payses_nobody"])
}

/** Ways to write an address. @type {((path: string) => string)[]} */
const pathTricks = [
  (path) => `${path}/`,
  (path) => path.replace(/\/([^/]*)$/, "//$1"),
  (path) => `/pay/..${path}`,
  (path) => `/store/%2e%2e${path}`,
  (path) => path.toUpperCase(),
  (path) => `${path}%00`,
  (path) => `${path}%ff`,
  (path) => `${path}%2f..%2f..`,
  (path) => `${path};a=1`,
  (path) => `${path}.json`,
  (path) => `http://${EVIL}${path}`,
  (path) => `//${EVIL}${path}`,
  (path) => `${path}#x`,
  (path) => path.replaceAll("/", "%2f").replace("%2f", "/"),
]

/** @param {Random} random @param {Bait} bait @param {string} route */
function queryOf(random, bait, route) {
  const names = staffQueries[ofStaff(route)]
  if (names && random.chance(0.7)) return `?${pairOf(random, bait, random.pick(names))}`
  if (random.chance(0.4)) return `?attempt=${bait.attemptId}`
  if (random.chance(0.3)) return ""
  const pairs = Array.from({ length: 1 + random.below(4) }, () => {
    return pairOf(random, bait, random.chance(0.8) ? random.pick(known) : random.pick(weirdNames))
  })
  return `?${random.chance(0.1) ? [...pairs, ...pairs].join("&") : pairs.join("&")}`
}

/** @param {Random} random @param {Bait} bait @param {string} name */
function pairOf(random, bait, name) {
  const value = random.pick([...weird.slice(0, 70), "1", "20", "2026-11-28", bait.attemptId, bait.sessionId])
  return random.chance(0.1) ? `${name}=%E0%A4%A` : `${name}=${encodeURIComponent(whole(value))}`
}

/** Headers that strangers may set. @type {((random: Random, aim: Aim) => [string, string])[]} */
const headerTricks = [
  (_random, aim) => ["origin", aim.storefront],
  () => ["origin", `https://${EVIL}`],
  () => ["origin", "null"],
  (random) => ["origin", random.pick(weird)],
  () => ["x-forwarded-host", EVIL],
  () => ["x-forwarded-proto", "javascript"],
  (random) => ["x-forwarded-for", random.pick([person.email, "127.0.0.1", "::1", "a".repeat(2_000), ", , ,"])],
  (random) => [
    "authorization",
    random.pick([
      "Bearer ",
      "Bearer a.b.c",
      "Basic Og==",
      "Bearer eyJhbGciOiJub25lIn0.eyJhY3Rvcl90eXBlIjoidXNlciJ9.",
      "x",
    ]),
  ],
  (random) => ["cookie", random.pick(["connect.sid=s%3Ax.y", "a".repeat(3_000), "__proto__=1", person.email])],
  (random) => [
    "accept",
    random.pick(["text/html", "application/json", "*/*", "x", "text/html;q=0,*/*;q=x", "a/b,".repeat(300)]),
  ],
  (random) => ["accept-language", random.pick(["en", "zh-TW", "x".repeat(2_000), "en;q=nan", "*"])],
  () => ["x-http-method-override", "DELETE"],
  (random) => ["if-none-match", random.pick(["*", 'W/"x"', ",".repeat(3_000)])],
  (random) => ["sec-purpose", random.pick(["prefetch", "x"])],
  () => ["range", "bytes=0-0,5-"],
  () => ["expect", "100-continue"],
  () => ["referer", `https://${EVIL}/${SCRIPT}`],
  () => ["__proto__", "polluted"],
  () => ["upgrade", "websocket"],
  (random) => ["user-agent", random.pick([person.email, SCRIPT, "x".repeat(4_000)])],
  () => ["x-fuzz", `a\r\n${INJECTED}: 1`],
]

const METHODS = ["GET", "POST", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE", "PROPFIND"]

/** @param {Random} random @param {string} kind @returns {Who} */
function whoAsks(random, kind) {
  if (kind === "admin") return random.pick(["nobody", "shopper", "staff", "staff"])
  return random.pick(["nobody", "nobody", "shopper"])
}

/**
 * One request of a run, always the same for the same seed, number and kinds.
 * @param {number} seed @param {number} number @param {Aim} aim @param {string | null} only @returns {Shot}
 */
export function shotOf(seed, number, aim, only) {
  const random = randomOf(seed, number)
  const kind = only ?? random.pick(["notice", "notice", "return", ...kindsOfRoutes])
  const { route, verbs } = random.pick(routes.filter((each) => each.kind === kind))
  const method = random.chance(0.9) ? random.pick(verbs) : random.pick(METHODS)
  const bait = random.pick(aim.baits)
  const path = route.replaceAll(/:(\w+)/g, (_, name) => partOf(random, name, bait, aim))
  const written = random.chance(0.06) ? random.pick(pathTricks)(path) : path
  const target = written + queryOf(random, bait, route)
  const { body, type, encoding } = bodyOf(random, kind, route, bait, aim)
  const who = whoAsks(random, kind)
  const tricks = Array.from({ length: random.chance(0.5) ? 0 : 1 + random.below(3) }, () =>
    random.pick(headerTricks)(random, aim),
  )
  const headers = [
    ["content-type", type],
    ...(encoding ? [["content-encoding", encoding]] : []),
    ...keysOf(random, kind, who, aim),
    ...tricks,
  ]
  const framing =
    written === path && readsItself(kind, method) && random.chance(0.01)
      ? "short"
      : random.chance(0.1)
        ? "chunked"
        : "sized"
  return {
    number,
    kind,
    who,
    method,
    target,
    headers: /** @type {[string, string][]} */ (headers),
    body: /^(GET|HEAD)$/.test(method) ? Buffer.alloc(0) : body,
    framing,
  }
}

/** @param {Random} random @param {string} kind @param {string} route @param {Bait} bait @param {Aim} aim */
function bodyOf(random, kind, route, bait, aim) {
  if (BY_GATEWAYS.has(kind)) return lie(random, random.chance(0.95) ? bait : random.pick(aim.baits), aim.baits)
  if (kind === "link")
    return spoilBytes(
      random,
      `provider_id=${encodeURIComponent(whole(random.pick(weird)))}&again=${random.below(3)}`,
      "application/x-www-form-urlencoded",
    )
  if (kind === "store" && random.chance(0.5))
    return spoilBytes(random, JSON.stringify({ number: aim.orderNumber, email: person.email }), "application/json")
  const staff = staffBodies[ofStaff(route)]
  if (staff && random.chance(0.7)) return { body: Buffer.from(spoilJson(random, staff)), type: "application/json" }
  if (kind === "admin" && random.chance(0.1)) return spoilBytes(random, statement(random), "text/csv")
  return spoilBytes(random, someJson(random), "application/json")
}

/** A table that is no statement, or a long one. @param {Random} random */
function statement(random) {
  const cell = () => random.pick([...weird.slice(0, 40), "=cmd|' /C calc'!A0", '"', '""', ",", "\n"])
  return random.pick([
    "PK\u0003\u0004",
    "\u001f\u008b",
    `"${"x".repeat(9_000)}`,
    ",".repeat(5_000),
    "a,b\n".repeat(2_000),
    Array.from({ length: 30 }, cell).join(","),
  ])
}

/** @param {Random} random @param {string} kind @param {Who} who @param {Aim} aim @returns {[string, string][]} */
function keysOf(random, kind, who, { tokens, publishableKey }) {
  const token = tokens[who]
  const known = kind === "store" && random.chance(0.95) ? [["x-publishable-api-key", publishableKey]] : []
  return /** @type {[string, string][]} */ ([...known, ...(token ? [["authorization", `Bearer ${token}`]] : [])])
}
