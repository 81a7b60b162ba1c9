import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { payuniProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: payuniProviders })

export type { PayuniOptions } from "./gateway"
