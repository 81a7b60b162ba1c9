import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { ecpay } from "./gateway"

/** One payment provider service for each method. */
export default ModuleProvider(Modules.PAYMENT, { services: providersOf(ecpay) })

export type { EcpayOptions } from "./gateway"
