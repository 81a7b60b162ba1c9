import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { describeError } from "../../toolkit/payment-error"
import { contextOf } from "../context"
import { allDeadCredits } from "../medusa/credit-rows"

/**
 * Medusa writes a credit on an order that is refunded, and on every one that is cancelled, as a change that it begins and confirms
 * (2.21.2). A process that died in between leaves a change that no page of Medusa's shows or ends, and beside which the order can be
 * neither changed nor cancelled, by anybody.
 */
export async function removeDeadCredits(container: MedusaContainer): Promise<void> {
  const { db, logger } = contextOf(container)
  try {
    const ids = await allDeadCredits(db)
    if (ids.length > 0) await container.resolve(Modules.ORDER).deleteOrderChanges(ids)
  } catch (error) {
    logger.warn(`Taiwan payments could not remove credits that were begun and never written: ${describeError(error)}`)
  }
}
