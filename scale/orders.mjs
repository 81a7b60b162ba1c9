import { payByCard } from "@taiwan-payments/sandbox/shopper"
import { inParallel } from "../bench/payments.mjs"
import { capturedAt } from "../bench/server.mjs"
import { startPayment } from "../scripts/demo/checkout.mjs"
import { timesOf } from "./percentiles.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {import("./percentiles.mjs").Times} Times
 * @typedef {{ perSecond: number, whole: Times, settled: Times }} Orders `whole` from the empty cart to captured, `settled` from paid to captured
 */

const comesHome = (/** @type {{ url: string }} */ { url }) => /\/pay\/[^/]+\/return/.test(url)

/** A buyer from an empty cart until the card is charged; the window is closed then, so that the notice alone brings the order. @param {Stack} stack */
export async function buy({ store }) {
  const began = Date.now()
  const session = await startPayment(store, "pp_ecpay-credit_main", "")
  const page = await payByCard(session.data.start_url, { closeBefore: comesHome })
  if (!page.closed) throw new Error(`a buyer ended at ${page.url} instead of on the way home`)
  return { id: session.id, began, paid: Date.now() }
}

/**
 * Orders from the first click to captured, so many buyers at a time.
 * @param {Stack} stack @param {number} count @param {number} atOnce @returns {Promise<Orders>}
 */
export async function orders(stack, count, atOnce) {
  /** @type {Awaited<ReturnType<typeof buy>>[]} */
  const bought = []
  const begin = Date.now()
  await inParallel([...Array(count).keys()], atOnce, async () => bought.push(await buy(stack)))
  const captured = await capturedAt(
    stack,
    bought.map(({ id }) => id),
  )
  const ends = bought.map((each) => ({ ...each, end: captured.get(each.id) ?? Number.NaN }))
  const last = Math.max(...ends.map(({ end }) => end))
  return {
    perSecond: count / ((last - begin) / 1000),
    whole: timesOf(ends.map(({ began, end }) => end - began)),
    settled: timesOf(ends.map(({ paid, end }) => Math.max(0, end - paid))),
  }
}
