import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import { cacheDir } from "../lib/paths.mjs"
import { freePort, run } from "../lib/process.mjs"

/**
 * An empty folder outside of the checkout, and what README's words stand for in it.
 * @typedef {object} Place
 * @property {string} store      README's ../my-store
 * @property {string} shop       README's ../my-shop
 * @property {string} nextjs     the example for Next.js, in a folder of its own
 * @property {string} tarballs   what is not in README's `vendor`
 * @property {string} bank       a provider of the newcomer's own
 * @property {string} gateway    the same bank on the toolkit
 * @property {{ backend: string, storefront: string, sandbox: string }} urls
 * @property {Record<string, string | undefined>} env  what its programs know of their surroundings
 * @property {(title: string) => string} logOf
 * @property {(text: string) => string} localize  README's folders and addresses, as they are here
 * @property {(title: string, code: string, cwd: string) => Promise<void>} shell  runs README's commands
 * @property {() => void} remove
 */

/** Fewer questions to the registry, fewer words in the logs. */
const quietNpm = {
  npm_config_prefer_offline: "true",
  npm_config_audit: "false",
  npm_config_fund: "false",
  npm_config_update_notifier: "false",
  npm_config_loglevel: "error",
}

/** What every program here is to know of its surroundings: nothing of the run that started it. */
const environment = {
  ...quietNpm,
  NODE_ENV: undefined,
  DATABASE_URL: undefined,
  NEXT_TELEMETRY_DISABLED: "1",
  MEDUSA_DISABLE_TELEMETRY: "true",
}

/** @param {number} port */
const addressAt = async (port) => `http://localhost:${await freePort(port)}`

/** @param {string} [name] what its folder and its logs are called @param {Record<string, string>} [more] added to its environment @returns {Promise<Place>} */
export async function openPlace(name = "newcomer", more = {}) {
  const folder = mkdtempSync(path.join(tmpdir(), `taiwan-payments-${name}-`))
  const env = { ...environment, ...more }
  /** @param {string} title */
  const logOf = (title) => path.join(cacheDir, "logs", `${name}-${title.replace(/\W+/g, "-").toLowerCase()}.log`)
  const [store, shop] = [path.join(folder, "my-store"), path.join(folder, "my-shop")]
  const urls = { backend: await addressAt(9000), storefront: await addressAt(8000), sandbox: await addressAt(4090) }
  /** @param {string} text */
  const localize = (text) =>
    text
      .replaceAll("../my-store", store)
      .replaceAll("../my-shop", shop)
      .replaceAll("http://localhost:9000", urls.backend)
      .replaceAll("http://localhost:8000", urls.storefront)
      .replaceAll("http://localhost:4090", urls.sandbox)
  return {
    store,
    shop,
    nextjs: path.join(folder, "my-next-shop"),
    tarballs: path.join(folder, "tarballs"),
    bank: path.join(folder, "my-bank"),
    gateway: path.join(folder, "my-gateway"),
    urls,
    env,
    logOf,
    localize,
    shell: (title, code, cwd) =>
      run({
        name: title,
        command: "bash",
        args: ["-euc", localize(code)],
        cwd,
        env,
        logFile: logOf(title),
      }),
    // An interrupted npm may still be writing.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 }),
  }
}

/** @param {string} folder @param {string} name @param {string} text */
export function write(folder, name, text) {
  mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
  writeFileSync(path.join(folder, name), text)
}

/** @param {string} folder @param {string} name @param {(text: string) => string} change */
export function rewrite(folder, name, change) {
  const before = readFileSync(path.join(folder, name), "utf8")
  const after = change(before)
  if (after === before) throw new Error(`${name} has nothing to change`)
  write(folder, name, after)
}
