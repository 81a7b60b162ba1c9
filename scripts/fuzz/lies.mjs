import { formOf, someJson, spoilBytes, spoilJson, spoilPairs } from "./bodies.mjs"
import { person, weird } from "./words.mjs"

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {import("./bait.mjs").Bait} Bait
 * @typedef {import("./bodies.mjs").Pairs} Pairs
 */

const FORM = "application/x-www-form-urlencoded"

/** @param {Random} random @param {string} text whose letter becomes another one, in whatever case it is read */
function otherLetter(random, text) {
  const at = random.below(text.length)
  const old = text.charAt(at)
  return `${text.slice(0, at)}${old === "7" ? "8" : "7"}${text.slice(at + 1)}`
}

/** Ways to make a genuine message prove nothing. @type {((random: Random, value: string, others: string[]) => string | null)[]} */
const breaks = [
  otherLetter,
  (random, value) => value.slice(0, random.below(value.length)),
  () => null,
  (random, _value, others) => random.pick(others),
  (random, value) =>
    random
      .bytes(Math.ceil(value.length / 2))
      .toString("hex")
      .toUpperCase(),
  (random) => random.pick(weird),
  (random, value) => `${value}${random.pick(["0", "\u0000", " ", "=", value])}`,
]

/** A genuine message whose digest, or what it covers, is another. @param {Random} random @param {Bait} bait @param {Bait[]} baits @returns {Pairs} */
function broken(random, { notice, tradeNo }, baits) {
  const pairs = /** @type {Pairs} */ ([...new URLSearchParams(notice?.body ?? "")])
  const name = random.pick(notice?.proof ?? [""])
  const others = baits.flatMap((each) =>
    each.tradeNo === tradeNo ? [] : (new URLSearchParams(each.notice?.body ?? "").get(name) ?? []),
  )
  const spoil = random.pick(breaks)
  return pairs.flatMap((pair) => {
    if (pair[0] !== name) return [pair]
    const value = spoil(random, pair[1], others)
    return value === null ? [] : [[name, value === pair[1] ? otherLetter(random, value) : value]]
  })
}

/** What a stranger says of a payment at a gateway that signs nothing. @param {Bait} bait */
function hint({ provider, tradeNo }) {
  if (!provider.startsWith("jkopay")) {
    const card = { last_four: "4242", bin_code: "424242" }
    return {
      status: 0,
      msg: "Success",
      order_number: tradeNo,
      rec_trade_id: "D20261128abcdef",
      amount: 1,
      currency: "TWD",
      card_info: card,
      cardholder: person,
    }
  }
  const paid = {
    platform_order_id: tradeNo,
    status: 0,
    tradeNo: "T261128000001",
    final_price: 1,
    debit_amount: 1,
    currency: "TWD",
    person,
  }
  return { transaction: paid, platform_order_id: tradeNo }
}

/**
 * A message to a gateway's route that proves nothing: broken and then spoilt; or genuine, but about a payment that was told already,
 * so that nothing may come of it either.
 * @param {Random} random @param {Bait} bait @param {Bait[]} baits
 */
export function lie(random, bait, baits) {
  if (!bait.notice)
    return spoilBytes(random, random.chance(0.2) ? someJson(random) : spoilJson(random, hint(bait)), "application/json")
  const genuine = /** @type {Pairs} */ ([...new URLSearchParams(bait.notice.body)])
  let pairs = bait.told ? genuine : broken(random, bait, baits)
  if (pairs.length === 0) pairs = [["", ""]]
  for (let rounds = random.below(3); rounds > 0; rounds -= 1) pairs = spoilPairs(random, pairs)
  return spoilBytes(random, random.chance(0.05) ? JSON.stringify(Object.fromEntries(pairs)) : formOf(pairs), FORM)
}
