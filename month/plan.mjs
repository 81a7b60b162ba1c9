import { randomFrom } from "./random.mjs"
import { BY_TELEPHONE } from "./telephone.mjs"
import { ways } from "./ways.mjs"

/**
 * What happens in a month, by its seed alone. `at` is minutes since its beginning, `buyer` the number of a purchase.
 * @typedef {object} Step
 * @property {number} at
 * @property {"shopper" | "staff" | "world"} who
 * @property {string} what
 * @property {number} [buyer]
 * @property {string} [method]
 * @property {string} [gateway]
 * @property {string} [fault]
 * @property {number} [minutes] how long it lasts
 *
 * @typedef {object} Plan
 * @property {number} seed
 * @property {number} days
 * @property {readonly Step[]} steps in the order of their time
 *
 * @typedef {import("./random.mjs").Random} Random
 */

const DAY = 1440
const LONG_DAYS = 4

/** What buyers do, by how often. */
const HABITS = {
  ...{
    pays: 44,
    "closes the window": 12,
    "is declined": 5,
    "is declined, then pays": 7,
    leaves: 5,
    "leaves, then pays": 6,
  },
  ...{ "pays twice": 6, "changes the cart, then pays": 6, "pays hours later": 5, "chooses another method": 4 },
  [BY_TELEPHONE]: 6,
}

/** What becomes of a number. */
const TRANSFERS = {
  ...{ pay: 58, never: 14, "pay-late": 8, "pay twice": 3, "order edited, then pay": 4, "order cancelled, then pay": 5 },
  "paid at the door, then pay": 4,
  "paid at the door": 4,
  ...{ "link instead": 4, "link instead, then pay": 3 },
  ...{ "written off": 3, "written off in part, then pay": 3 },
}

/** What staff do with what was paid. */
const AFTERWARDS = {
  ...{
    nothing: 40,
    "send the goods": 8,
    "take goods back": 6,
    "refund a part": 12,
    "refund all": 9,
    "refund at once twice": 6,
    cancel: 6,
    "add to the order": 4,
    "take from the order": 4,
  },
  ...{ "refund in the back office": 3, "refund a part twice": 6 },
  ...{ "add and send a link": 5, "send a link, paid in two windows": 3, "exchange for more": 4 },
  ...{ "exchange for the same": 2, "replace what was broken": 2, "make good what was broken": 2 },
}

/** What staff do with a card that their shop captures by itself, and nobody does with what is captured already. */
const CAPTURES = { capture: 60, "capture a part": 12, "capture at once twice": 8, cancel: 8, nothing: 12 }

/** Those at which a shop may capture by itself. */
export const CAPTURED_ON_DEMAND = ["ecpay", "newebpay", "payuni", "linepay", "tappay"]

/** The gateways whose cards staff capture in this shop: by its first seed alone. @param {number} seed @returns {string[]} */
export function capturedByStaff(seed) {
  const random = randomFrom(seed + 3)
  return CAPTURED_ON_DEMAND.filter(() => random.chance(0.4))
}

/** What may happen to a purchase on its way. */
const FAULTS = {
  ...{ none: 58, drop: 6, duplicate: 5, delay: 5, reorder: 3, "corrupt-body": 3, "corrupt-signature": 3 },
  ...{ "lost-reply": 7, "http-500": 4, garbage: 3, "slow-reply": 2, hang: 1 },
}

/**
 * @param {{ seed: number, orders: number, days: number, redis: boolean, manual?: readonly string[], methods?: readonly string[] }} wish
 *   manual: the gateways whose cards staff capture
 * @returns {Plan}
 */
export function planOf({ seed, orders, days, redis, manual = capturedByStaff(seed), methods = Object.keys(ways) }) {
  const random = randomFrom(seed)
  const purchases = Array.from({ length: orders }, (_, buyer) => purchaseOf(random, buyer, days, methods)).flat()
  const staffRandom = randomFrom(seed + 4)
  const captures = purchases.flatMap((step) => captureOf(staffRandom, step, manual))
  const steps = [...purchases, ...captures, ...worldOf(random, days, redis)]
  return { seed, days, steps: steps.sort((one, other) => one.at - other.at) }
}

/** A buyer's purchase and what follows from it. @param {Random} random @param {number} buyer @param {number} days @param {readonly string[]} methods @returns {Step[]} */
function purchaseOf(random, buyer, days, methods) {
  const at = random.whole(days * DAY * 0.9)
  // The first of each method come in turn, so that a small month has many.
  const method = methods[(buyer * 7) % methods.length] ?? random.pick(methods)
  const { kind, gateway } = ways[method] ?? { kind: "now", gateway: "" }
  const what = random.weighted(HABITS)
  const step = {
    at,
    who: /** @type {const} */ ("shopper"),
    what,
    buyer,
    method,
    gateway,
    fault: random.weighted(FAULTS),
  }
  return [step, ...followUps(random, step, kind)]
}

/** What staff do with the card of a purchase. @param {Random} random @param {Step} step @param {readonly string[]} manual @returns {Step[]} */
function captureOf(random, { at, who, method, buyer, gateway = "" }, manual) {
  if (who !== "shopper" || method === undefined || !manual.includes(gateway) || ways[method]?.kind !== "now") return []
  const what = random.weighted(CAPTURES)
  return what === "nothing" ? [] : [{ at: at + 20 + random.whole(2 * DAY), who: "staff", what, buyer, gateway }]
}

/** What staff are left with, and what most of them do about it. @type {Readonly<Record<string, string>>} */
const CLEANED_UP = {
  "refund in the back office": "book the difference",
  "pays twice": "give unmatched money back",
  "chooses another method": "give unmatched money back",
  "changes the cart, then pays": "give unmatched money back",
  "send a link, paid in two windows": "give unmatched money back",
}

/** Habits whose buyer comes back to what was left open. */
const COMES_BACK = new Set(["pays hours later", "chooses another method"])

/** Habits after which staff have nothing to do. */
const COMES_TO_NOTHING = new Set(["is declined", "leaves"])

/** @param {Random} random @param {Step & { gateway: string }} step @param {string} kind @returns {Step[]} */
function followUps(random, { at, what, buyer, gateway }, kind) {
  const later = (/** @type {number} */ minutes) => at + 30 + random.whole(minutes)
  const paid = kind === "now" ? at : later(2 * DAY)
  const steps = kind === "number" ? transferOf(random, at, paid) : []
  if (COMES_BACK.has(what)) steps.push({ at: at + 20 + random.whole(240), who: "shopper", what: "comes back and pays" })
  if (kind === "lending")
    steps.push({ at: paid, who: "world", what: random.chance(0.8) ? "lender agrees" : "lender refuses" })
  const afterwards = COMES_TO_NOTHING.has(what) ? "nothing" : random.weighted(AFTERWARDS)
  if (afterwards !== "nothing") steps.push({ at: paid + 60 + random.whole(3 * DAY), who: "staff", what: afterwards })
  const cleaning = CLEANED_UP[afterwards] ?? CLEANED_UP[what]
  if (cleaning && random.chance(0.7))
    steps.push({ at: paid + 4 * DAY + random.whole(DAY), who: "staff", what: cleaning })
  return steps.map((each) => ({ ...each, buyer, gateway }))
}

/** @param {Random} random @param {number} at @param {number} paid @returns {Step[]} */
function transferOf(random, at, paid) {
  const what = random.weighted(TRANSFERS)
  const between = at + Math.floor((paid - at) / 2)
  /** @type {Step} */
  const pays = { at: paid, who: "shopper", what: "pays the number" }
  /** @type {(what: string) => Step} */
  const staff = (what) => ({ at: between, who: "staff", what })
  /** @type {Readonly<Record<string, Step[]>>} */
  const courses = {
    pay: [pays],
    never: [],
    "pay-late": [{ ...pays, at: at + 9 * DAY + random.whole(DAY), what: "pays the number late" }],
    "pay twice": [pays, { ...pays, at: paid + 5 }],
    "order edited, then pay": [staff("add to the order"), pays],
    "order cancelled, then pay": [staff("cancel"), pays],
    "paid at the door, then pay": [staff("record payment at the door"), pays],
    "paid at the door": [staff("record payment at the door")],
    "link instead": [staff("send a link")],
    "link instead, then pay": [staff("send a link"), pays],
    "written off": [staff("write the order off")],
    "written off in part, then pay": [staff("write a part off"), pays],
  }
  return courses[what] ?? []
}

/** What the world does by itself. @param {Random} random @param {number} days @param {boolean} redis @returns {Step[]} */
function worldOf(random, days, redis) {
  const gateways = [...new Set(Object.values(ways).map(({ gateway }) => gateway))]
  /** @type {(what: string, times: number, more?: () => Partial<Step>) => Step[]} */
  const some = (what, times, more = () => ({})) =>
    Array.from({ length: Math.round(times) }, () => ({
      at: random.whole(days * DAY),
      who: /** @type {const} */ ("world"),
      what,
      ...more(),
    }))
  /** In a month of some days each comes at least once; a day alone is spared what restarts the shop. */
  const ofLong = (/** @type {number} */ times) => (days < LONG_DAYS ? 0 : Math.max(1, times))
  const trouble = () => ({ gateway: random.pick(gateways), minutes: 30 + random.whole(600) })
  return [
    ...some("a process is killed", Math.max(1, days / 5)),
    ...some("database connections are cut", Math.max(1, days / 2)),
    ...some("PostgreSQL restarts", days / 10),
    ...(redis ? some("Redis restarts", days / 10) : []),
    ...some("a gateway is down", days / 4, () => ({ ...trouble(), fault: random.pick(["http-500", "garbage"]) })),
    ...some("a gateway hangs", days / 15, () => ({ ...trouble(), fault: "hang" })),
    ...some("notices are held back", days / 6, trouble),
    ...some("notices are replayed", days / 2),
    ...some("notices are altered", days / 2),
    ...some("notices are forged", days / 2, trouble),
    ...some("keys are rotated", ofLong(days / 15)),
    ...some("a gateway is taken out", ofLong(days / 15), () => ({
      gateway: random.pick(["jkopay", "payuni", "linepay"]),
      minutes: 300,
    })),
    ...some("the account is locked out", ofLong(days / 5), () => ({ gateway: random.pick(["ecpay", "newebpay"]) })),
    ...some("a process's clock is off", ofLong(days / 5), trouble),
    ...some("a gateway's clock is off", ofLong(days / 10), () => ({
      gateway: "ecpay",
      minutes: 60 + random.whole(600),
    })),
  ]
}

/** One line a step, for people. @param {Plan} plan */
export function linesOf({ steps }) {
  return steps.map(({ at, who, what, buyer, method, gateway, fault, minutes }) => {
    const day = String(Math.floor(at / DAY) + 1).padStart(2)
    const time = new Date((at % DAY) * 60_000).toISOString().slice(11, 16)
    const about = [
      buyer === undefined ? "" : `#${buyer}`,
      method ?? gateway ?? "",
      fault && fault !== "none" ? `(${fault})` : "",
    ]
    const long = minutes ? [`${minutes} min`] : []
    return [`day ${day} ${time}`, who.padEnd(7), what, ...about.filter(Boolean), ...long].join("  ")
  })
}
