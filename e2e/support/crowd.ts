import { arrive, payOn } from "./buyer"
import { checkout, type PaymentSession } from "./purchase"
import type { Shop } from "./shop"

const AT_ONCE = 5

/**
 * Does the same for many, a few at a time; answers in order. The first goes alone, since Medusa cannot make the same
 * new customer for two carts at once.
 */
export async function forMany<Result>(count: number, work: (index: number) => Promise<Result>): Promise<Result[]> {
  const results = [await work(0)]
  let next = 1
  const worker = async () => {
    for (let index = next++; index < count; index = next++) results[index] = await work(index)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  return results
}

/** Pays at the gateway and closes the window there, so that only a notice, or a question, can tell the shop. */
export async function payAndLeave(shop: Shop, method = "ecpay-credit"): Promise<PaymentSession> {
  const session = await checkout(shop, method)
  await payOn(await arrive(session.data.start_url))
  return session
}
