import { asValue } from "@medusajs/framework/awilix"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { MedusaWorkflow } from "@medusajs/framework/workflows-sdk"

const NAME = "taiwanPaymentsCompletionWorkflow"
const MEDUSAS_OWN = "complete-cart"

/** As Medusa's engine calls a workflow; the engine itself cannot hand over a container (2.21.2). */
interface Workflow {
  run(options: { readonly input: { readonly id: string }; readonly container: MedusaContainer }): Promise<unknown>
}

/** Has the orders of carts placed by this workflow, from now on. */
export function setCompletionWorkflow(container: MedusaContainer, id: string): void {
  container.register(NAME, asValue(id))
}

/** Says at boot what would otherwise keep the first paid cart from its order. */
export function checkCompletionWorkflow(container: MedusaContainer): void {
  const id = completionIdOf(container)
  if (MedusaWorkflow.getWorkflow(id)) return
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  logger.error(
    `Taiwan payments: there is no workflow ${id} (option completeCart), so that no paid cart becomes an order.`,
  )
}

/** Whether the shop places orders by a workflow of its own: how they are split, linked and reserved for is then its own matter. */
export function hasOwnCompletion(container: MedusaContainer): boolean {
  return completionIdOf(container) !== MEDUSAS_OWN
}

/** @throws when there is no such workflow */
export function completionWorkflowOf(container: MedusaContainer): Workflow {
  const id = completionIdOf(container)
  const workflow: Workflow | undefined = MedusaWorkflow.getWorkflow(id)
  if (!workflow) throw new Error(`This Medusa has no workflow ${id}.`)
  return workflow
}

export function completionIdOf(container: MedusaContainer): string {
  return container.resolve<string | undefined>(NAME, { allowUnregistered: true }) ?? MEDUSAS_OWN
}
