import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { ecpayProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: ecpayProviders })

export type { EcpayOptions } from "./gateway"
