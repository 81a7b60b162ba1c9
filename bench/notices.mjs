import { readFileSync } from "node:fs"
import path from "node:path"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { runMedusa } from "../scripts/lib/medusa.mjs"
import { cacheDir, root } from "../scripts/lib/paths.mjs"
import { inParallel, post, startPurchase } from "./payments.mjs"
import { median } from "./rates.mjs"
import { capturedAt } from "./server.mjs"

const ROUNDS = 4
const PER_ROUND = 60
const AT_ONCE = 8
const LATENCY_SAMPLES = 30
const HOOK_SAMPLES = 8

const routes = {
  plugin: { path: "/pay/ecpay-credit_main/notify", reply: "1|OK" },
  hook: { path: "/hooks/payment/ecpay-credit_main", reply: "OK" },
}

/**
 * @typedef {import("./payments.mjs").Started} Started
 * @typedef {import("./server.mjs").Server} Server
 */

/** @param {Started[]} started */
const idsOf = (started) => started.map(({ sessionId }) => sessionId)

/** @param {Server} server @param {number} count @returns {Promise<Started[]>} */
async function departures(server, count) {
  const store = medusaApi(server.url, { "x-publishable-api-key": publishableKey })
  // Alone, since Medusa (2.21.2) refuses carts that make the same customer at once.
  const started = [await startPurchase(store)]
  await inParallel([...Array(count - 1).keys()], 3, async () => started.push(await startPurchase(store)))
  if (started.length !== count) throw new Error(`${started.length} of ${count} buyers started`)
  return started
}

/** Neither always goes first. @param {number} round @returns {("plugin" | "hook")[]} */
const inTurn = (round) => (round % 2 ? ["hook", "plugin"] : ["plugin", "hook"])

/** Notices acknowledged a second, in rounds that take turns. @param {Server} server */
async function acknowledgements(server) {
  const rates = { plugin: /** @type {number[]} */ ([]), hook: /** @type {number[]} */ ([]) }
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const name of inTurn(round)) {
      const started = await departures(server, PER_ROUND)
      const start = performance.now()
      await inParallel(started, AT_ONCE, ({ notice }) =>
        post(server.url + routes[name].path, notice, routes[name].reply),
      )
      rates[name].push(started.length / ((performance.now() - start) / 1000))
      await capturedAt(server, idsOf(started))
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
    times.push(((await capturedAt(server, [each.sessionId])).get(each.sessionId) ?? Number.NaN) - start)
  }
  return median(times)
}

/** Milliseconds from a call of Medusa's own workflow to its capture, in a process of its own. @param {Server} server */
async function direct(server) {
  const started = await departures(server, LATENCY_SAMPLES + 5)
  const ids = idsOf(started)
  await server.query(
    "update taiwan_payment_attempt set state = 'captured', captured_amount = amount, paid_at = now(), query_at = null where session_id = any($1)",
    [ids],
  )
  const output = path.join(cacheDir, "bench-direct.json")
  const env = { ECPAY_ENVIRONMENT: server.sandbox.url, BENCH_SESSIONS: JSON.stringify(ids), BENCH_OUTPUT: output }
  await runMedusa({
    args: ["exec", path.join(root, "bench/direct-workflow.cjs")],
    databaseUrl: server.databaseUrl,
    env,
  })
  /** @type {Record<string, number>} */
  const began = JSON.parse(readFileSync(output, "utf8"))
  const captured = await capturedAt(server, ids)
  // The first calls warm the process up.
  return median(ids.slice(5).map((id) => (captured.get(id) ?? Number.NaN) - (began[id] ?? Number.NaN)))
}

/** @param {Server} server @param {(line: string) => void} say */
export async function notices(server, say) {
  say("notices acknowledged a second")
  const acks = await acknowledgements(server)
  say("from notice to captured")
  const plugin = await latency(server, "plugin", LATENCY_SAMPLES)
  const workflow = await direct(server)
  const hook = await latency(server, "hook", HOOK_SAMPLES)
  return { acks, plugin, workflow, hook }
}
