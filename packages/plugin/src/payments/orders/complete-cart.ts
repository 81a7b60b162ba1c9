import { asValue } from "@medusajs/framework/awilix"
import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, createMedusaContainer, Modules } from "@medusajs/framework/utils"
import { Completions } from "../../modules/ledger/completions"
import { describeError } from "../../toolkit/payment-error"
import { withSpan } from "../telemetry/spans"
import { completionIdOf, completionWorkflowOf, hasOwnCompletion } from "./completion-workflow"
import { clearCompletion } from "./ghost-orders"
import { replacing } from "./replacing"
import { withoutRings } from "./stock-locks"

/**
 * Places the order of a cart, by Medusa's workflow or the shop's own; what the shop's own fails to take back is for itself to say.
 * @throws as the workflow does
 */
export async function completeCart(container: MedusaContainer, cartId: string): Promise<void> {
  await withSpan("workflow", { workflow: completionIdOf(container) }, async () => {
    if (!hasOwnCompletion(container)) return placeByMedusa(container, cartId)
    await completionWorkflowOf(container).run({ input: { id: cartId }, container: scopeFor(container) })
  })
}

/**
 * Has Medusa place the order of a cart. The completion is written down first, with the order's id: whoever dies in the middle leaves
 * it open, and the next one knows by name what may have been left behind.
 * @throws as Medusa's workflow does; what it then failed to take back is removed here
 */
async function placeByMedusa(container: MedusaContainer, cartId: string): Promise<void> {
  const completions = new Completions(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const completion = await completions.begin(cartId)
  try {
    const scope = scopeFor(container, completion.order_id)
    await completionWorkflowOf(container).run({ input: { id: cartId }, container: scope })
  } catch (error) {
    await clearCompletion(container, completion).catch((problem) => {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.warn(`Taiwan payments could not clear up after ${cartId}: ${describeError(problem)}`)
    })
    throw error
  }
  await completions.end(completion.order_id)
}

/** Medusa's container with our way of taking its stock locks, and the order's id where we choose it. */
function scopeFor(container: MedusaContainer, orderId?: string): MedusaContainer {
  const scope = createMedusaContainer({}, container)
  scope.register(Modules.LOCKING, asValue(withoutRings(container.resolve(Modules.LOCKING))))
  if (orderId !== undefined) scope.register(Modules.ORDER, asValue(naming(container.resolve(Modules.ORDER), orderId)))
  return scope
}

/** Places an order under an id that was chosen before. */
function naming(orders: IOrderModuleService, id: string): IOrderModuleService {
  const create = (data: object | readonly object[], ...others: unknown[]) => {
    const named = [data].flat().map((order, index) => (index === 0 ? { ...order, id } : order))
    return Reflect.apply(orders.createOrders, orders, [named, ...others])
  }
  return replacing(orders, { createOrders: create })
}
