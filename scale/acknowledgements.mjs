import { inParallel, post, startPurchase } from "../bench/payments.mjs"
import { capturedAt } from "../bench/server.mjs"
import { timed, timesOf } from "./percentiles.mjs"

/**
 * @typedef {import("./stack.mjs").Stack} Stack
 * @typedef {{ perSecond: number, times: import("./percentiles.mjs").Times }} Acknowledgements
 */

const AT_ONCE = 8

/** The route of ECPay's card notices. @param {{ url: string }} stack */
export const notifyUrl = ({ url }) => `${url}/pay/ecpay-credit_main/notify`

/**
 * A burst of notices of so many paid cards, each of a cart of its own; answered only after the ledger has it.
 * @param {Stack} stack @param {number} count @returns {Promise<Acknowledgements>}
 */
export async function acknowledgements(stack, count) {
  /** @type {import("../bench/payments.mjs").Started[]} */
  const started = []
  await inParallel([...Array(count).keys()], 3, async () => started.push(await startPurchase(stack.store)))
  /** @type {number[]} */
  const times = []
  const [, milliseconds] = await timed(() =>
    inParallel(started, AT_ONCE, async ({ notice }) => {
      times.push((await timed(() => post(notifyUrl(stack), notice, "1|OK")))[1])
    }),
  )
  await capturedAt(
    stack,
    started.map(({ sessionId }) => sessionId),
  )
  return { perSecond: count / (milliseconds / 1000), times: timesOf(times) }
}
