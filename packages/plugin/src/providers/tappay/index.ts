import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { tappay } from "./gateway"

/** One payment provider service for each method. */
export default ModuleProvider(Modules.PAYMENT, { services: providersOf(tappay) })

export type { TapPayOptions } from "./gateway"
