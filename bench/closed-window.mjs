import { setTimeout as sleep } from "node:timers/promises"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { median } from "./rates.mjs"
import { capturedAt } from "./server.mjs"

/** Over a minute, so that they stand at all distances from the next run of the job. */
const LINEPAY_BUYERS = 6
const LINEPAY_PAUSE = 10_000
const JKOPAY_BUYERS = 20

/** What it is called at each gateway when the buyer agrees. */
const APPROVALS = { linepay: "authenticate", jkopay: "pay" }

/** @typedef {import("./server.mjs").Server} Server */

/** A buyer who agrees in the gateway's app; no browser ever comes back. @param {Server} server @param {"linepay" | "jkopay"} gateway */
async function approveUnseen({ url, sandbox }, gateway) {
  const shopper = await import("@taiwan-payments/sandbox/shopper")
  const pay = gateway === "linepay" ? shopper.payWithLinePay : shopper.payWithJkopay
  const store = medusaApi(url, { "x-publishable-api-key": publishableKey })
  const session = await startPayment(store, `pp_${gateway}_main`, "")
  await pay(session.data.start_url, { outcome: "leave" })
  const office = sandbox.gateway(gateway)
  const approvedAt = Date.now()
  await office.act(office.trades().at(-1)?.id ?? "", APPROVALS[gateway], {})
  return { id: session.id, approvedAt }
}

/** @param {Server} server @param {{ id: string, approvedAt: number }[]} buyers */
async function waits(server, buyers) {
  const captured = await capturedAt(
    server,
    buyers.map(({ id }) => id),
  )
  return buyers.map(({ id, approvedAt }) => (captured.get(id) ?? Number.NaN) - approvedAt)
}

/**
 * Milliseconds from a buyer's approval to the capture, when the window was closed. LINE Pay's server never calls, so that only the job
 * can find out.
 * @param {Server} server
 */
export async function byJob(server) {
  const buyers = []
  for (let count = 0; count < LINEPAY_BUYERS; count += 1) {
    if (count > 0) await sleep(LINEPAY_PAUSE)
    buyers.push(await approveUnseen(server, "linepay"))
  }
  const times = await waits(server, buyers)
  return { median: median(times), longest: Math.max(...times) }
}

/** The same, the median, where JKOPAY asks the shop, takes the money, and hints; then the shop asks JKOPAY. @param {Server} server */
export async function byHint(server) {
  const times = []
  for (let count = 0; count < JKOPAY_BUYERS; count += 1)
    times.push(...(await waits(server, [await approveUnseen(server, "jkopay")])))
  return median(times)
}
