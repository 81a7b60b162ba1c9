import { asValue } from "@medusajs/framework/awilix"
import type { IOrderModuleService, MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, createMedusaContainer, Modules } from "@medusajs/framework/utils"
import { MedusaWorkflow } from "@medusajs/framework/workflows-sdk"
import { Completions } from "../../modules/ledger/completions"
import { describeError } from "../../toolkit/payment-error"
import { clearCompletion } from "./ghost-orders"
import { replacing } from "./replacing"
import { withoutRings } from "./stock-locks"

const COMPLETE_CART = "complete-cart"

/** As Medusa's engine calls a workflow; the engine itself cannot hand over a container (2.21.2). */
interface Workflow {
  run(options: { readonly input: { readonly id: string }; readonly container: MedusaContainer }): Promise<unknown>
}

/**
 * Has Medusa place the order of a cart. The completion is written down first, with the order's id: whoever dies in the middle leaves
 * it open, and the next one knows by name what may have been left behind.
 * @throws as Medusa's workflow does; what it then failed to take back is removed here
 */
export async function completeCart(container: MedusaContainer, cartId: string): Promise<void> {
  const completions = new Completions(container.resolve(ContainerRegistrationKeys.PG_CONNECTION))
  const completion = await completions.begin(cartId)
  try {
    await workflowOf().run({ input: { id: cartId }, container: scopeFor(container, completion.order_id) })
  } catch (error) {
    await clearCompletion(container, completion).catch((problem) => {
      const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
      logger.warn(`Taiwan payments could not clear up after ${cartId}: ${describeError(problem)}`)
    })
    throw error
  }
  await completions.end(completion.order_id)
}

function workflowOf(): Workflow {
  const workflow: Workflow | undefined = MedusaWorkflow.getWorkflow(COMPLETE_CART)
  if (!workflow) throw new Error(`This Medusa has no workflow ${COMPLETE_CART}.`)
  return workflow
}

/** Medusa's container with our way of taking its stock locks, and the order's id. */
function scopeFor(container: MedusaContainer, orderId: string): MedusaContainer {
  const scope = createMedusaContainer({}, container)
  scope.register(Modules.LOCKING, asValue(withoutRings(container.resolve(Modules.LOCKING))))
  scope.register(Modules.ORDER, asValue(naming(container.resolve(Modules.ORDER), orderId)))
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
