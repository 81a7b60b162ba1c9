import { container } from "@medusajs/framework"
import { applyWorkerOf } from "../../payments/orders/apply-worker"

/** Runs the worker that lets Medusa follow the ledger, for as long as this server runs. */
export class ApplyWorkerModuleService {
  /** Medusa calls these when the server is up, and before it goes. */
  readonly __hooks = {
    onApplicationStart: async () => applyWorkerOf(container).start(),
    onApplicationPrepareShutdown: async () => applyWorkerOf(container).stop(),
  }
}
