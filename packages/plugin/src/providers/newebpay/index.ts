import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { newebpay } from "./gateway"

/** One payment provider service for each method. */
export default ModuleProvider(Modules.PAYMENT, { services: providersOf(newebpay) })

export type { NewebpayOptions } from "./gateway"
