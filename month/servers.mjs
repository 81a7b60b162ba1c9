import { startMedusa } from "../scripts/lib/medusa.mjs"
import { freePort } from "../scripts/lib/process.mjs"
import { openBalancer } from "./balancer.mjs"
import { inTurn } from "./in-turn.mjs"
import { CAPTURED_ON_DEMAND } from "./plan.mjs"

/** Where buyers are sent back to. Nobody listens there: what counts is that they are sent. */
export const returnUrl = "http://shop.localhost:7357/payment/return"

/** Within how many days the contract with ECPay pays out; a payment that is not, is missed within the month. */
export const ecpayPayoutDays = 9

/** What the shop's configuration adds to a gateway's options. @param {string} gateway @param {readonly string[]} manual */
export function optionsOf(gateway, manual) {
  const capture = manual.includes(gateway) ? { capture: "manual" } : {}
  return gateway === "ecpay" ? { payoutDays: ecpayPayoutDays, ...capture } : capture
}

/** @param {readonly string[]} manual */
const gatewayOptions = (manual) =>
  Object.fromEntries(
    CAPTURED_ON_DEMAND.map((gateway) => [
      `${gateway.toUpperCase()}_OPTIONS`,
      JSON.stringify(optionsOf(gateway, manual)),
    ]),
  )

/**
 * @typedef {Awaited<ReturnType<typeof startMedusa>>} Server
 * @typedef {object} Parts
 * @property {number} processes
 * @property {readonly string[]} manual the gateways whose cards staff capture
 * @property {string} sandboxUrl
 * @property {{ url: string }} postgres
 * @property {{ url: string } | null} redis
 * @property {import("./shop-clock.mjs").ShopClock} clock
 */

/** Medusa's processes behind one address. @param {Parts} parts */
export async function openServers({ processes, manual, sandboxUrl, postgres, redis, clock }) {
  /** @type {Map<number, Server>} by its port */
  const up = new Map()
  const balancer = await openBalancer(() => [...up.keys()])
  const ports = await Promise.all(Array.from({ length: processes }, () => freePort()))
  const clocks = new Map(ports.map((port) => [port, clock.wrong(String(port))]))
  /** @type {Record<string, string | undefined>} what staff change in the configuration */
  let configuration = {}
  const fixed = {
    ...{ BACKEND_URL: balancer.url, STOREFRONT_URL: new URL(returnUrl).origin, ECPAY_ENVIRONMENT: sandboxUrl },
    ...{ JOB_SECONDS: "1", ...gatewayOptions(manual) },
    ...{ ...(redis ? { REDIS_URL: redis.url } : {}), ...clock.env },
  }
  const start = async (/** @type {number} */ port) => {
    const env = { ...fixed, ...clocks.get(port)?.env, ...configuration }
    up.set(port, await startMedusa({ databaseUrl: postgres.url, port, env }))
  }
  const end = async (/** @type {number} */ port, /** @type {NodeJS.Signals} */ signal) => {
    const server = up.get(port)
    up.delete(port)
    await server?.kill(signal)
  }
  // A second restart during a first one would leave a process that has no port, and goes on working on the same database.
  const turn = inTurn()
  const portOf = (/** @type {number} */ index) => ports[index % processes] ?? 0
  await Promise.all(ports.map(start))
  return {
    url: balancer.url,
    /** Kills a process in the midst of its work, and starts it again. @param {number} index */
    kill: (index) =>
      turn(async () => {
        await end(portOf(index), "SIGKILL")
        await start(portOf(index))
      }),
    /** Restarts all with another configuration, as staff deploy it. @param {Record<string, string | undefined>} change */
    configure: (change) =>
      turn(async () => {
        configuration = { ...configuration, ...change }
        for (const port of ports) {
          await end(port, "SIGTERM")
          await start(port)
        }
      }),
    /** Puts the clock of one process wrong, while it runs; 0 is right. @param {number} index @param {number} milliseconds */
    wrongClock: (index, milliseconds) => clocks.get(portOf(index))?.set(milliseconds),
    stop: async () => {
      balancer.close()
      await Promise.all([...up.values()].map((server) => server.stop()))
    },
  }
}
