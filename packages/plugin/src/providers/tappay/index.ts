import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { tappayProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: tappayProviders })

export type { TapPayOptions } from "./gateway"
