/**
 * How fast a backlog of paid carts becomes orders, all of them with the same goods: node bench/backlog.mjs [carts] [servers] [redis]
 */
import path from "node:path"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { startMedusa } from "../scripts/lib/medusa.mjs"
import { cacheDir } from "../scripts/lib/paths.mjs"
import { freePort, startProcess } from "../scripts/lib/process.mjs"
import { programOf } from "../scripts/lib/services.mjs"
import { inParallel, post, startPurchase } from "./payments.mjs"
import { capturedAt, openServer } from "./server.mjs"

const [carts = "60", servers = "1", withRedis] = process.argv.slice(2)
const NOTICES_AT_ONCE = 8

/** A Redis of our own that keeps nothing. */
async function startRedis() {
  const command = programOf("redis")
  if (!command) throw new Error("there is no redis-server")
  const port = await freePort()
  const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
  const child = startProcess({
    name: "Redis",
    command,
    args,
    logFile: path.join(cacheDir, "logs", `redis-${port}.log`),
  })
  return { url: `redis://127.0.0.1:${port}`, stop: child.stop }
}

const redis = withRedis ? await startRedis() : null
const env = redis ? { REDIS_URL: redis.url } : {}
const server = await openServer(console.log, env)
const others = []
for (let each = 1; each < Number(servers); each += 1) {
  const settings = { ECPAY_ENVIRONMENT: server.sandbox.url, BACKEND_URL: server.url, ...env }
  others.push(await startMedusa({ databaseUrl: server.databaseUrl, env: settings }))
}
try {
  const store = medusaApi(server.url, { "x-publishable-api-key": publishableKey })
  const started = [await startPurchase(store)]
  await inParallel([...Array(Number(carts) - 1).keys()], 3, async () => started.push(await startPurchase(store)))
  const urls = [server.url, ...others.map(({ url }) => url)]
  const begin = performance.now()
  let next = 0
  await inParallel(started, NOTICES_AT_ONCE, ({ notice }) =>
    post(`${urls[next++ % urls.length]}/pay/ecpay-credit_main/notify`, notice, "1|OK"),
  )
  const acknowledged = (performance.now() - begin) / 1000
  await capturedAt(
    server,
    started.map(({ sessionId }) => sessionId),
  )
  const seconds = (performance.now() - begin) / 1000
  const [tries] = await server.query("select sum(apply_tries) as vain from taiwan_payment_attempt")
  const rate = (Number(carts) / seconds).toFixed(1)
  console.log(
    `${carts} carts, ${servers} server(s), ${redis ? "Redis" : "no Redis"}: ${rate} orders a second ` +
      `(${seconds.toFixed(1)} s, acknowledged in ${acknowledged.toFixed(1)} s, ${tries?.vain} tries in vain)`,
  )
} finally {
  for (const other of others) await other.stop()
  await server.stop()
  await redis?.stop()
}
