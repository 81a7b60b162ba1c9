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

/** LINE Pay's server never calls, so that only the job can find out. @param {Server} server */
async function byJob(server) {
  const buyers = []
  for (let count = 0; count < LINEPAY_BUYERS; count += 1) {
    if (count > 0) await sleep(LINEPAY_PAUSE)
    buyers.push(await approveUnseen(server, "linepay"))
  }
  return waits(server, buyers)
}

/** JKOPAY asks the shop, takes the money, and hints; then the shop asks JKOPAY. @param {Server} server */
async function byHint(server) {
  const times = []
  for (let count = 0; count < JKOPAY_BUYERS; count += 1)
    times.push(...(await waits(server, [await approveUnseen(server, "jkopay")])))
  return times
}

/** Milliseconds from a buyer's approval to the capture, when the window was closed. @param {Server} server @param {(line: string) => void} say */
export async function closedWindow(server, say) {
  say("from an approval with the window closed to captured")
  const jkopay = median(await byHint(server))
  const linepay = await byJob(server)
  return { jkopay, linepay: { median: median(linepay), longest: Math.max(...linepay) } }
}
