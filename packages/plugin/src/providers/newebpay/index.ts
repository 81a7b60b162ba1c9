import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { newebpayProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: newebpayProviders })

export type { NewebpayOptions } from "./gateway"
