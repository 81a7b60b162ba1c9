import { randomUUID } from "node:crypto"
import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describeError } from "../../toolkit/payment-error"

/** As long as Medusa itself holds a cart that it completes. */
const EXPIRE_SECONDS = 120

/** What all of Medusa's lock providers say, in their own words, of a key that another one holds (2.21.2). */
const HELD = /Failed to acquire lock|already locked/

export function isHeldElsewhere(error: unknown): boolean {
  return HELD.test(describeError(error))
}

/**
 * Runs `work` while Medusa completes the cart nowhere. Does not wait: null when the cart is being completed, or its lock has outlived a
 * process that was killed.
 */
export async function holdingCart<Result>(
  container: MedusaContainer,
  cartId: string,
  work: () => Promise<Result>,
): Promise<Result | null> {
  const locking = container.resolve(Modules.LOCKING)
  const ownerId = `taiwan-payments:${randomUUID()}`
  try {
    await locking.acquire(cartId, { ownerId, expire: EXPIRE_SECONDS })
  } catch (error) {
    if (isHeldElsewhere(error)) return null
    throw error
  }
  try {
    return await work()
  } finally {
    await locking.release(cartId, { ownerId })
  }
}
