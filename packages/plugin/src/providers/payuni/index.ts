import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { payuni } from "./gateway"

/** One payment provider service for each method. */
export default ModuleProvider(Modules.PAYMENT, { services: providersOf(payuni) })

export type { PayuniOptions } from "./gateway"
