import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { withSpan } from "../telemetry/spans"

/** Medusa's workflows by their ids, so that `@medusajs/medusa` need not be a peer. */
export async function runWorkflow(
  container: MedusaContainer,
  workflow: string,
  input: Readonly<Record<string, unknown>>,
): Promise<void> {
  await withSpan("workflow", { workflow }, () => container.resolve(Modules.WORKFLOW_ENGINE).run(workflow, { input }))
}
