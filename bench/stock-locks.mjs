/**
 * What the way of taking stock locks costs, by itself: carts of the same two goods at the real Redis provider of Medusa, completed by
 * two processes (two instances), four at once in each: node bench/stock-locks.mjs [carts]. Medusa's way takes minutes: of a cart that
 * gave up after five seconds the locks it already had stay for their minute (2.21.2).
 */
import { createRequire } from "node:module"
import path from "node:path"
import { setTimeout as sleep } from "node:timers/promises"
import { cacheDir, root } from "../scripts/lib/paths.mjs"
import { freePort, startProcess } from "../scripts/lib/process.mjs"
import { programOf } from "../scripts/lib/services.mjs"
import { inParallel } from "./payments.mjs"

const require = createRequire(path.join(root, "packages/plugin/package.json"))
const { withoutRings } = require(path.join(root, "packages/plugin/.medusa/server/src/payments/orders/stock-locks.js"))
const { RedisLockingProvider } = require("@medusajs/locking-redis/dist/services/redis-lock.js")
const { default: Redis } = require("ioredis")

const carts = Number(process.argv[2] ?? 8)
const AT_ONCE = 4
const PROCESSES = 2
/** Medusa's other steps around the reservation, and the reservation. */
const OTHER_MS = 40
const RESERVE_MS = 15

const port = await freePort()
const args = ["--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
const logFile = path.join(cacheDir, "logs", `redis-${port}.log`)
const server = startProcess({ name: "Redis", command: programOf("redis") ?? "redis-server", args, logFile })

/** @param {(locking: any) => any} way */
async function measure(way) {
  const clients = Array.from({ length: PROCESSES }, () => new Redis(port))
  const processes = clients.map((redisClient) => way(new RedisLockingProvider({ redisClient }, {})))
  let inVain = 0
  const begin = performance.now()
  const complete = async (/** @type {any} */ locking) => {
    await sleep(OTHER_MS * Math.random() * 2)
    for (;;) {
      try {
        return await locking.execute(["iitem_beans", "iitem_tea"], () => sleep(RESERVE_MS))
      } catch {
        inVain += 1
      }
    }
  }
  const share = [...Array(carts / PROCESSES).keys()]
  await Promise.all(processes.map((locking) => inParallel(share, AT_ONCE, () => complete(locking))))
  const seconds = (performance.now() - begin) / 1000
  for (const client of clients) client.disconnect()
  return `${(carts / seconds).toFixed(1)} carts a second, ${inVain} tries in vain`
}

console.log(`Medusa's way: ${await measure((locking) => locking)}`)
console.log(`all or none:  ${await measure(withoutRings)}`)
await server.stop()
