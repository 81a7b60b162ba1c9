import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { startSandbox } from "@taiwan-payments/sandbox"
import pg from "pg"
import { openBalancer } from "../month/balancer.mjs"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { startMedusa } from "../scripts/lib/medusa.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { freePort } from "../scripts/lib/process.mjs"
import { startRedis } from "../scripts/lib/redis.mjs"
import { templateCluster, templateName } from "../scripts/lib/template.mjs"

/**
 * A shop as Medusa documents it for production: PostgreSQL that writes through to the disk, Redis for events, workflows, locks and cache,
 * so many Medusa processes behind one address, and the gateways.
 * @typedef {Awaited<ReturnType<typeof openStack>>} Stack
 * @typedef {{ rss: number, heapUsed: number, external: number }} Memory bytes, after a garbage collection
 */

const PROBE = fileURLToPath(new URL("probe.cjs", import.meta.url))

/** @param {{ processes: number }} size @param {(line: string) => void} say */
export async function openStack({ processes }, say) {
  /** @type {(() => unknown)[]} what was started, the last first */
  const stops = []
  const stop = async () => {
    for (const end of stops.splice(0)) await end()
  }
  try {
    return { ...(await startAll(processes, say, (end) => stops.unshift(end))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** @param {number} processes @param {(line: string) => void} say @param {(end: () => unknown) => void} onStop */
async function startAll(processes, say, onStop) {
  const { databaseUrl, query } = await openDatabase(onStop)
  const redis = await startRedis()
  onStop(redis.stop)
  const sandbox = await startSandbox()
  onStop(() => sandbox.close())
  /** @type {Server[]} */
  const servers = []
  const balancer = await openBalancer(() => servers.map(({ port }) => port))
  onStop(balancer.close)
  const env = {
    BACKEND_URL: balancer.url,
    STOREFRONT_URL: balancer.url,
    ECPAY_ENVIRONMENT: sandbox.url,
    REDIS_URL: redis.url,
  }
  for (let each = 0; each < processes; each += 1) {
    const server = await startProbed(databaseUrl, env)
    servers.push(server)
    onStop(server.stop)
  }
  say(`${processes} × Medusa at ${balancer.url}`)
  const store = medusaApi(balancer.url, { "x-publishable-api-key": publishableKey })
  const memory = () => Promise.all(servers.map(memoryOf))
  /** Without the line that Medusa writes of every request. */
  const logLines = () =>
    servers.flatMap(({ logFile }) => readFileSync(logFile, "utf8").split("\n")).filter(isTold).length
  return { processes, url: balancer.url, sandbox, store, query, memory, logLines }
}

/** @param {string} line */
const isTold = (line) => line !== "" && !line.includes('"level":"http"')

/** @param {(end: () => unknown) => void} onStop */
async function openDatabase(onStop) {
  const dir = temporaryDir()
  copyCluster(await templateCluster(), dir)
  onStop(() => removeCluster(dir))
  const postgres = await servePostgres(dir, { durable: true })
  onStop(postgres.stop)
  const databaseUrl = postgres.urlOf(templateName)
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 2, application_name: "scale" })
  pool.on("error", () => {})
  onStop(() => pool.end())
  /** @param {string} sql @param {unknown[]} [values] @returns {Promise<any[]>} */
  const query = async (sql, values) => (await pool.query(sql, values)).rows
  return { databaseUrl, query }
}

/** @typedef {Awaited<ReturnType<typeof startProbed>>} Server */

/** @param {string} databaseUrl @param {Record<string, string>} env */
async function startProbed(databaseUrl, env) {
  const probePort = await freePort()
  const probe = { NODE_OPTIONS: `--require ${PROBE}`, SCALE_PROBE_PORT: String(probePort) }
  return { ...(await startMedusa({ databaseUrl, env: { ...env, ...probe } })), probePort }
}

/** @param {Server} server @returns {Promise<Memory>} */
async function memoryOf({ probePort }) {
  const response = await fetch(`http://127.0.0.1:${probePort}/`)
  return /** @type {any} */ (await response.json())
}
