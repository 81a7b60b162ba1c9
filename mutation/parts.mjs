/**
 * @typedef {object} Part
 * @property {string[]} mutate what is changed, from the root
 * @property {{ include: string[], exclude: string[] }} tests from packages/plugin
 * @property {boolean} database whether its tests need one
 * @property {number} least the share that must be killed, in percent
 */

const src = "packages/plugin/src"
const pure = {
  include: ["test/providers/**/*.test.ts", "test/toolkit/**/*.test.ts"],
  exclude: ["**/what-is-kept.test.ts"],
}
const kept = { include: ["test/modules/**/*.test.ts", "test/payments/**/*.test.ts"], exclude: [] }

/** What decides about money, and the tests that must notice when it decides otherwise. @type {Record<string, Part>} */
const parts = {
  codecs: {
    mutate: [
      `${src}/providers/*/wire.ts`,
      `${src}/toolkit/{form,digest,canonical-fields,sealed-secret,wire-fields}.ts`,
    ],
    tests: pure,
    database: false,
    least: 100,
  },
  gateways: {
    mutate: [`${src}/providers/*/{trade,notice,operations}.ts`, `${src}/providers/*/operations/*.ts`],
    tests: pure,
    database: false,
    least: 85,
  },
  ledger: {
    mutate: [`${src}/modules/ledger/**/*.ts`, `!${src}/modules/ledger/{migrations,models}/**`],
    tests: kept,
    database: true,
    least: 85,
  },
  payments: { mutate: [`${src}/payments/**/*.ts`], tests: kept, database: true, least: 85 },
}

/** @param {string} [name] @returns {Part} */
export function partOf(name = "") {
  const part = parts[name]
  if (!part) throw new Error(`Which part? ${Object.keys(parts).join(", ")}`)
  return part
}
