import { setTimeout as sleep } from "node:timers/promises"
import { startSandbox } from "@taiwan-payments/sandbox"
import pg from "pg"
import { adminApi, medusaApi } from "../scripts/demo/medusa-api.mjs"
import { admin, publishableKey } from "../scripts/demo/stack.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { startRedis } from "../scripts/lib/redis.mjs"
import { templateCluster, templateName } from "../scripts/lib/template.mjs"
import { hearRefusals } from "./lock-outs.mjs"
import { openServers } from "./servers.mjs"
import { follow, openShopClock } from "./shop-clock.mjs"

/**
 * A shop as it is in production, on a clock that can be moved: PostgreSQL, Medusa's processes behind one address, Redis where it is
 * wanted, and the gateways.
 * @typedef {Awaited<ReturnType<typeof openStack>>} Stack
 * @typedef {{ processes: number, redis: boolean, manual: readonly string[] }} Size  manual: the gateways whose cards staff capture
 */

/** Ten in the morning in Taipei, of the coming day. */
function comingMorning() {
  const [day, tenInTaipei] = [86_400_000, 2 * 3_600_000]
  return new Date(Math.ceil((Date.now() - tenInTaipei) / day) * day + tenInTaipei)
}

/** @param {Size} size @param {(line: string) => void} say */
export async function openStack({ processes, redis: withRedis, manual }, say) {
  const clock = openShopClock()
  const sandbox = await startSandbox({ now: comingMorning(), noticeTimeout: 5_000 })
  const show = follow(sandbox.clock, clock)
  for (const gateway of manual) captureByStaff(sandbox.gateway(gateway))
  const refusals = hearRefusals(sandbox)
  const postgres = await openPostgres(clock.env)
  const redis = withRedis ? await openRedis(clock.env) : null
  const servers = await openServers({ processes, manual, sandboxUrl: sandbox.url, postgres, redis, clock })
  if (manual.length > 0) say(`staff capture the cards of ${manual.join(", ")}`)
  say(`${processes} × Medusa at ${servers.url}, sandbox at ${sandbox.url}`)
  const advance = async (/** @type {number} */ milliseconds) => {
    await sandbox.advance(milliseconds)
    show()
  }
  const stop = async () => {
    await servers.stop()
    await sandbox.close()
    await redis?.stop()
    await postgres.stop()
  }
  const store = medusaApi(servers.url, { "x-publishable-api-key": publishableKey })
  const office = () => adminApi(servers.url, admin)
  return { sandbox, manual, refusals, postgres, redis, servers, store, office, advance, stop }
}

/** As the merchant has it set at the gateway; at those that have no such setting, each order says it. @param {import("@taiwan-payments/sandbox").Gateway} gateway */
function captureByStaff(gateway) {
  for (const account of gateway.accounts()) gateway.addAccount({ ...account, autoClose: false, autoCapture: false })
}

/** A copy of the filled template, which can be stopped and served again at its address. @param {Record<string, string>} env */
async function openPostgres(env) {
  const dir = temporaryDir()
  copyCluster(await templateCluster(), dir)
  let server = await servePostgres(dir, { durable: false, env })
  const url = server.urlOf(templateName)
  const port = Number(new URL(url).port)
  const restart = async () => {
    await server.stop()
    server = await servePostgres(dir, { durable: false, port, env })
  }
  const stop = async () => {
    await server.stop()
    removeCluster(dir)
  }
  return { url, restart, stop, query: patientQuery(url) }
}

/**
 * Asks the store's database, again where it is just restarting or the connection was cut.
 * @param {string} connectionString
 * @returns {<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]) => Promise<Row[]>}
 */
function patientQuery(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 3, idleTimeoutMillis: 2_000, application_name: "auditor" })
  pool.on("error", () => {})
  return async (sql, values) => {
    for (let tries = 0; ; tries++) {
      try {
        return (await pool.query(sql, values)).rows
      } catch (error) {
        if (tries > 60 || !isCut(error)) throw error
        await sleep(500)
      }
    }
  }
}

/** @param {unknown} error */
function isCut(error) {
  const { code = "", message = "" } = Object(error)
  return /^(57P|08|ECONN|EPIPE)/.test(code) || /terminated|ended|timeout/i.test(message)
}

/** @param {Record<string, string>} env */
async function openRedis(env) {
  let server = await startRedis({ env })
  const { url, port } = server
  const restart = async () => {
    await server.stop()
    server = await startRedis({ port, env })
  }
  return { url, restart, stop: () => server.stop() }
}
