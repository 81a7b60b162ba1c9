import { existsSync, readdirSync, readFileSync } from "node:fs"
import path from "node:path"
import { root } from "../scripts/lib/paths.mjs"

/**
 * @typedef {object} Part
 * @property {RegExp} files what is changed, from packages/plugin/src
 * @property {(file: string) => string[]} testsOf the tests, from packages/plugin, that must notice when a file decides otherwise
 * @property {() => string[]} [without] those of them that do not count
 * @property {boolean} database whether its tests need one
 * @property {number} least the share that must be killed, in percent
 */

export const SRC = "packages/plugin/src"

/** Neither what takes minutes to fill a database, nor what asks a browser. */
export const SLOW = ["**/*.browser.test.ts", "**/cost.test.ts", "**/upgrade.test.ts", "**/what-is-kept.test.ts"]

/** What decides about money, and the tests that must notice when it decides otherwise. @type {Record<string, Part>} */
export const parts = {
  codecs: {
    files: /^(providers\/\w+\/wire|toolkit\/(form|digest|canonical-fields|sealed-secret|wire-fields))\.ts$/,
    ...{ testsOf: codecTests, database: false, least: 100 },
  },
  gateways: {
    files: /^providers\/\w+\/(trade|notice|operations|operations\/[\w-]+)\.ts$/,
    ...{ testsOf: gatewayTests, without: wholePayments, database: false, least: 85 },
  },
  ledger: {
    files: /^modules\/ledger\/(?!migrations\/|models\/).+\.ts$/,
    ...{ testsOf: nearestTests, database: true, least: 85 },
  },
  payments: { files: /^payments\/.+\.ts$/, testsOf: nearestTests, database: true, least: 85 },
}

/** Those of the wire alone: what only a whole payment would notice is not noticed. @param {string} file from packages/plugin/src */
function codecTests(file) {
  const [, gateway] = /^providers\/(\w+)\//.exec(file) ?? []
  if (!gateway) return nearestTests(file)
  const own = `test/providers/${gateway}/{wire,vectors,check-mac-value}.test.ts`
  return [own, "test/providers/wire-errors.test.ts"]
}

/** @param {string} file from packages/plugin/src */
function gatewayTests(file) {
  const [, gateway] = /^providers\/(\w+)\//.exec(file) ?? []
  return [`test/providers/${gateway}/*.test.ts`, "test/providers/*.test.ts"]
}

/** Those at the sandbox: what only a whole payment would notice is not noticed, and many of them would take a night. */
function wholePayments() {
  const plugin = path.join(root, "packages/plugin")
  const tests = readdirSync(path.join(plugin, "test/providers"), { recursive: true, encoding: "utf8" })
    .map((file) => `test/providers/${file.split(path.sep).join("/")}`)
    .filter((file) => file.endsWith(".test.ts"))
  return tests.filter((file) => /[/-]sandbox"/.test(readFileSync(path.join(plugin, file), "utf8")))
}

const ledger = "test/modules/ledger/*.test.ts"

/** What decides for another room has its tests there. The first that fits. */
const elsewhere = [
  { files: /^modules\/ledger\/payouts\//, tests: ["test/payments/payouts/*.test.ts"] },
  { files: /^modules\/ledger\/inbox\.ts$/, tests: [ledger, "test/payments/notices/*.test.ts"] },
  { files: /^modules\/ledger\/messages\.ts$/, tests: [ledger, "test/payments/messages/*.test.ts"] },
  { files: /^modules\/ledger\/saved-cards\.ts$/, tests: [ledger, "test/payments/checkout/*cards.test.ts"] },
  {
    files: /^modules\/ledger\/(attempt-search|reader|sums|sum-rows|personal-data|events|alarms)\.ts$/,
    tests: [ledger, "test/payments/staff/*.test.ts"],
  },
  { files: /^payments\/still-awaited\.ts$/, tests: ["test/payments/orders/*.test.ts"] },
  { files: /^payments\/messages\/templates\//, tests: ["test/payments/messages/*.test.ts"] },
]

/** @param {string} fileName */
const isTest = (fileName) => fileName.endsWith(".test.ts")

/** The tests of the same name, else those of the same room. @param {string} file from packages/plugin/src */
function nearestTests(file) {
  const known = elsewhere.find(({ files }) => files.test(file))
  if (known) return known.tests
  const room = `test/${path.dirname(file)}`
  const name = path.basename(file, ".ts")
  const folder = path.join(root, "packages/plugin", room)
  const tests = existsSync(folder) ? readdirSync(folder) : []
  const hasOwn = tests.some((test) => test === `${name}.test.ts` || (test.startsWith(`${name}-`) && isTest(test)))
  return [hasOwn ? `${room}/${name}{,-*}.test.ts` : `${room}/*.test.ts`]
}

/** @param {string} [name] @returns {Part} */
export function partOf(name = "") {
  const part = parts[name]
  if (!part) throw new Error(`Which part? ${Object.keys(parts).join(", ")}`)
  return part
}

/** The files of a part whose path has one of the words; all of them where there is no word. @param {Part} part @param {string[]} [words] */
export function filesOf({ files }, words = []) {
  return readdirSync(path.join(root, SRC), { recursive: true, encoding: "utf8" })
    .map((file) => file.split(path.sep).join("/"))
    .filter((file) => files.test(file) && (words.length === 0 || words.some((word) => file.includes(word))))
    .sort()
}
