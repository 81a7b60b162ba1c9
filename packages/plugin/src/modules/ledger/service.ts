import { MedusaService } from "@medusajs/framework/utils"
import { Alarm } from "./models/alarm"
import { Attempt } from "./models/attempt"
import { Event } from "./models/event"
import { Operation } from "./models/operation"

/**
 * The ledger as a Medusa module: for queries, links and the admin. Money is moved through `Ledger` (ledger.ts),
 * which the payment provider shares, since a provider cannot reach other modules.
 */
export class LedgerModuleService extends MedusaService({ Attempt, Event, Operation, Alarm }) {}
