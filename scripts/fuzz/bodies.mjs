import { brotliCompressSync, gzipSync } from "node:zlib"
import { known, weird, weirdNames, whole } from "./words.mjs"

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {[name: string, value: string][]} Pairs
 * @typedef {{ body: Buffer, type: string, encoding?: string }} Body
 */

const FORM = "application/x-www-form-urlencoded"

/** Ways to spoil a form. @type {((random: Random, pairs: Pairs) => Pairs)[]} */
const formTricks = [
  (random, pairs) =>
    pairs.map((pair, at) => (at === random.below(pairs.length) ? [pair[0], random.pick(weird)] : pair)),
  (random, pairs) => pairs.filter(() => !random.chance(0.1)),
  (random, pairs) => [...pairs, random.pick(pairs)],
  (random, pairs) => [random.pick(pairs), ...pairs],
  (random, pairs) => [...pairs, [random.pick(pairs)[0], random.pick(weird)]],
  (random, pairs) => [...pairs, [random.pick(weirdNames), random.pick(weird)]],
  (random, pairs) => pairs.map(([name, value]) => (random.chance(0.2) ? [name.toLowerCase(), value] : [name, value])),
  (random, pairs) => pairs.map(([name, value]) => (random.chance(0.1) ? [`${name}[]`, value] : [name, value])),
  (_random, pairs) => pairs.toReversed(),
  (random, pairs) => [
    ...pairs,
    ...Array.from(
      { length: 300 },
      (_, at) => /** @type {[string, string]} */ ([`f${at}`, random.pick(weird).slice(0, 20)]),
    ),
  ],
  (_random, pairs) => pairs,
]

/** Never empty, so that whatever comes next has something to spoil. @param {Random} random @param {Pairs} pairs @returns {Pairs} */
export function spoilPairs(random, pairs) {
  const spoilt = random.pick(formTricks)(random, pairs)
  return spoilt.length > 0 ? spoilt : [["", ""]]
}

/** @param {Pairs} pairs */
export const formOf = (pairs) => pairs.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join("&")

/** @param {string} text */
const encoded = (text) => new URLSearchParams([["", whole(text)]]).toString().slice(1)

/** A value where another one is expected. @param {Random} random @returns {string} JSON, or nearly */
function weirdJson(random) {
  return random.pick([
    ...[
      JSON.stringify(random.pick(weird)),
      "null",
      "[]",
      "{}",
      "[[]]",
      "1e999",
      "-0",
      "1E400",
      "0.1e-7",
      "true",
      "99999999999999999999",
    ],
    ...[
      `[${JSON.stringify(random.pick(weird))}]`,
      `{"__proto__":{"polluted":true}}`,
      `{"constructor":{"prototype":{"polluted":true}}}`,
    ],
    ...[
      "[".repeat(2_000) + "]".repeat(2_000),
      `${'{"a":'.repeat(1_500)}1${"}".repeat(1_500)}`,
      "NaN",
      "'x'",
      "01",
      '"\\ud800"',
      '{"$gt":""}',
    ],
  ])
}

/** An object as JSON, one of its fields spoilt, doubled, left out or added. @param {Random} random @param {Record<string, unknown>} fields @returns {string} */
export function spoilJson(random, fields) {
  const lines = Object.entries(fields).map(([name, value]) => {
    if (random.chance(0.1)) return `${JSON.stringify(name)}:${weirdJson(random)}`
    if (isObject(value)) return `${JSON.stringify(name)}:${spoilJson(random, value)}`
    return `${JSON.stringify(name)}:${JSON.stringify(value)}`
  })
  if (random.chance(0.2)) lines.push(`${JSON.stringify(random.pick([...known, ...weirdNames]))}:${weirdJson(random)}`)
  if (random.chance(0.1) && lines[0]) lines.push(lines[0])
  if (random.chance(0.1)) lines.splice(random.below(lines.length + 1), 1)
  return random.chance(0.03) ? weirdJson(random) : `{${lines.join(",")}}`
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value)

/** Some fields that some route reads, with values of every kind. @param {Random} random */
export function someJson(random) {
  const names = Array.from({ length: random.below(4) }, () => random.pick(known))
  const values = () => random.pick([random.pick(weird), 1, 0, -1, 1.5, 1e21, true, null, [], {}, ["a"]])
  return spoilJson(random, Object.fromEntries(names.map((name) => [name, values()])))
}

/** Ways to spoil bytes. @type {((random: Random, body: Buffer) => Buffer)[]} */
const byteTricks = [
  (random, body) => put(body, random.below(body.length + 1), random.bytes(1 + random.below(4)), 0),
  (random, body) => put(body, random.below(body.length + 1), random.bytes(1), 1),
  (random, body) => put(body, random.below(body.length + 1), Buffer.alloc(0), 1 + random.below(20)),
  (random, body) => body.subarray(0, random.below(body.length + 1)),
  (_random, body) => Buffer.concat([Buffer.from("\ufeff"), body]),
  (_random, body) => Buffer.from(body.toString("utf8"), "utf16le"),
  (_random, body) => Buffer.concat([body, body]),
  (random) => random.bytes(random.below(300)),
  (_random, body) => Buffer.concat([body, Buffer.alloc(70_000, "x")]),
]

/** @param {Buffer} body @param {number} at @param {Buffer} piece @param {number} instead of so many bytes */
const put = (body, at, piece, instead) => Buffer.concat([body.subarray(0, at), piece, body.subarray(at + instead)])

const BOMB = gzipSync(Buffer.alloc(20 * 1024 * 1024))

const types = [
  ...[
    FORM,
    "application/json",
    "application/json; charset=utf-8",
    "application/json;charset=utf-7",
    `${FORM}; charset=big5`,
    "text/plain",
    "text/csv",
  ],
  ...[
    "multipart/form-data",
    "multipart/form-data; boundary=x",
    "application/octet-stream",
    "APPLICATION/JSON",
    "application/json, text/plain",
  ],
  ...[
    "application/vnd.api+json",
    'text/html; charset="',
    "*/*",
    "x",
    "application/x-protobuf",
    `application/json; ${"a=b; ".repeat(300)}`,
  ],
]

/** The bytes on their way: sometimes spoilt, packed, or called something else. @param {Random} random @param {string} text @param {string} type @returns {Body} */
export function spoilBytes(random, text, type) {
  const plain = Buffer.from(text)
  const body = random.chance(0.15) ? random.pick(byteTricks)(random, plain) : plain
  const called = random.chance(0.15) ? random.pick(types) : type
  if (!random.chance(0.06)) return { body, type: called }
  return {
    type: called,
    ...random.pick([
      { body: BOMB, encoding: "gzip" },
      { body: gzipSync(body), encoding: "gzip" },
      { body: gzipSync(body).subarray(0, 20), encoding: "gzip" },
      { body: brotliCompressSync(body), encoding: "br" },
      { body, encoding: "gzip" },
      { body, encoding: "identity, gzip, fuzz" },
    ]),
  }
}
