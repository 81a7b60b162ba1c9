import { container } from "@medusajs/framework"
import { MedusaService } from "@medusajs/framework/utils"
import { applyWorkerOf } from "../../payments/orders/apply-worker"
import { Alarm } from "./models/alarm"
import { Attempt } from "./models/attempt"
import { Event } from "./models/event"
import { Operation } from "./models/operation"

/**
 * The ledger as a Medusa module: for queries, links and the admin. Money is moved through `Ledger` (ledger.ts),
 * which the payment provider shares, since a provider cannot reach other modules.
 */
export class LedgerModuleService extends MedusaService({ Attempt, Event, Operation, Alarm }) {
  /** Medusa calls these when the server is up, and before it goes. */
  readonly __hooks = {
    onApplicationStart: async () => applyWorkerOf(container).start(),
    onApplicationPrepareShutdown: async () => applyWorkerOf(container).stop(),
  }
}
