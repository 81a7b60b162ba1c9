import { startPayment } from "../scripts/demo/checkout.mjs"
import { medusaApi } from "../scripts/demo/medusa-api.mjs"
import { publishableKey } from "../scripts/demo/stack.mjs"
import { median } from "./rates.mjs"

/** The first ones warm the server up. */
const WARM_UP = 5
const BUYERS = 25

/** @typedef {import("./server.mjs").Server} Server */

/** Milliseconds until the whole answer is there. @param {string} url */
async function timeOf(url) {
  const begin = performance.now()
  const response = await fetch(url)
  await response.text()
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return performance.now() - begin
}

/** What a buyer opens, and a route of Medusa's own that does nothing; they take turns. @param {Server} server */
async function visit(server) {
  const store = medusaApi(server.url, { "x-publishable-api-key": publishableKey })
  const { id, data } = await startPayment(store, "pp_ecpay-credit_main", "")
  const status = `${server.url}/pay/sessions/${id}/status`
  return {
    nothing: await timeOf(`${server.url}/health`),
    start: await timeOf(data.start_url),
    status: await timeOf(status),
    statusAgain: await timeOf(status),
  }
}

/** Milliseconds, the median of each. @param {Server} server @param {(line: string) => void} say */
export async function pages(server, say) {
  say("pages that a buyer opens")
  const visits = []
  for (let count = 0; count < BUYERS; count += 1) visits.push(await visit(server))
  const warm = visits.slice(WARM_UP)
  /** @param {keyof Awaited<ReturnType<typeof visit>>} name */
  const of = (name) => median(warm.map((each) => each[name]))
  return {
    nothing: of("nothing"),
    start: of("start"),
    status: of("status"),
    statusAgain: of("statusAgain"),
  }
}
