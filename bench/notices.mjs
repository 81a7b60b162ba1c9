import { readFileSync } from "node:fs"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { runMedusa, startMedusa } from "../scripts/lib/medusa.mjs"
import { cacheDir, root } from "../scripts/lib/paths.mjs"
import { copyCluster, removeCluster, servePostgres, temporaryDir } from "../scripts/lib/postgres.mjs"
import { templateCluster, templateName } from "../scripts/lib/template.mjs"
import { depart, inParallel, post } from "./payments.mjs"
import { median } from "./rates.mjs"

const ROUNDS = 4
const PER_ROUND = 60
const AT_ONCE = 8
const LATENCY_SAMPLES = 30
const HOOK_SAMPLES = 8

const routes = {
  plugin: { path: "/pay/ecpay-credit_main/notify", reply: "1|OK" },
  hook: { path: "/hooks/payment/ecpay-credit_main", reply: "OK" },
}

/** @typedef {import("./payments.mjs").Departed} Departed */

/** A durable database and a real server; everything below runs against them. @param {(line: string) => void} say */
async function openServer(say) {
  const dir = temporaryDir()
  copyCluster(await templateCluster(say), dir)
  const postgres = await servePostgres(dir, { durable: true })
  const databaseUrl = postgres.urlOf(templateName)
  const medusa = await startMedusa({ databaseUrl, env: { ECPAY_ENVIRONMENT: "http://localhost:1" } })
  const stop = async () => {
    await medusa.stop()
    await postgres.stop()
    removeCluster(dir)
  }
  /** @param {string} sql @param {unknown[]} [values] */
  const query = async (sql, values) => (await postgres.query(templateName, sql, values)).rows
  return { databaseUrl, url: medusa.url, query, stop }
}

/** @typedef {Awaited<ReturnType<typeof openServer>>} Server */

/** @param {Server} server @param {number} count @returns {Promise<Departed[]>} */
async function departures(server, count) {
  const store = medusaApi(server.url, { "x-publishable-api-key": publishableKey })
  // Alone, since Medusa (2.21.2) refuses carts that make the same customer at once.
  const departed = [await depart(store)]
  await inParallel([...Array(count - 1).keys()], 3, async () => departed.push(await depart(store)))
  if (departed.length !== count) throw new Error(`${departed.length} of ${count} buyers departed`)
  return departed
}

/** When each session was captured, in milliseconds; waits until all are. @param {Server} server @param {Departed[]} departed */
async function capturedAt(server, departed) {
  const ids = departed.map(({ sessionId }) => sessionId)
  for (const deadline = Date.now() + 180_000; ; await sleep(500)) {
    const rows = await server.query(
      "select payment_session_id as id, captured_at as at from payment where payment_session_id = any($1)",
      [ids],
    )
    const captured = rows.filter(({ at }) => at !== null)
    if (captured.length === ids.length) return new Map(captured.map(({ id, at }) => [id, at.getTime()]))
    if (Date.now() > deadline)
      throw new Error(`${ids.length - captured.length} of ${ids.length} payments were never captured`)
  }
}

/** Neither always goes first. @param {number} round @returns {("plugin" | "hook")[]} */
const inTurn = (round) => (round % 2 ? ["hook", "plugin"] : ["plugin", "hook"])

/** Notices acknowledged a second, in rounds that take turns. @param {Server} server */
async function acknowledgements(server) {
  const rates = { plugin: /** @type {number[]} */ ([]), hook: /** @type {number[]} */ ([]) }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of inTurn(round)) {
      const departed = await departures(server, PER_ROUND)
      const start = performance.now()
      await inParallel(departed, AT_ONCE, ({ notice }) =>
        post(server.url + routes[name].path, notice, routes[name].reply),
      )
      rates[name].push(departed.length / ((performance.now() - start) / 1000))
      await capturedAt(server, departed)
    }
  }
  // The first round of each warms the server up.
  return { plugin: median(rates.plugin.slice(1)), hook: median(rates.hook.slice(1)) }
}

/** Milliseconds from a notice to its capture, one after the other. @param {Server} server @param {"plugin" | "hook"} name @param {number} count */
async function latency(server, name, count) {
  const times = []
  for (const each of await departures(server, count)) {
    const start = Date.now()
    await post(server.url + routes[name].path, each.notice, routes[name].reply)
    times.push(((await capturedAt(server, [each])).get(each.sessionId) ?? Number.NaN) - start)
  }
  return median(times)
}

/** Milliseconds from a call of Medusa's own workflow to its capture, in a process of its own. @param {Server} server */
async function direct(server) {
  const departed = await departures(server, LATENCY_SAMPLES + 5)
  const ids = departed.map(({ sessionId }) => sessionId)
  await server.query(
    "update taiwan_payment_attempt set state = 'captured', captured_amount = amount, paid_at = now(), ask_at = null where session_id = any($1)",
    [ids],
  )
  const output = path.join(cacheDir, "bench-direct.json")
  const env = { ECPAY_ENVIRONMENT: "http://localhost:1", BENCH_SESSIONS: JSON.stringify(ids), BENCH_OUTPUT: output }
  await runMedusa({
    args: ["exec", path.join(root, "bench/direct-workflow.cjs")],
    databaseUrl: server.databaseUrl,
    env,
  })
  /** @type {Record<string, number>} */
  const began = JSON.parse(readFileSync(output, "utf8"))
  const captured = await capturedAt(server, departed)
  // The first calls warm the process up.
  return median(ids.slice(5).map((id) => (captured.get(id) ?? Number.NaN) - (began[id] ?? Number.NaN)))
}

/** @param {(line: string) => void} say */
export async function notices(say) {
  const server = await openServer(say)
  try {
    say("notices acknowledged a second")
    const acks = await acknowledgements(server)
    say("from notice to captured")
    const plugin = await latency(server, "plugin", LATENCY_SAMPLES)
    const workflow = await direct(server)
    const hook = await latency(server, "hook", HOOK_SAMPLES)
    return { acks, plugin, workflow, hook }
  } finally {
    await server.stop()
  }
}
