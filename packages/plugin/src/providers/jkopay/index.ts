import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { jkopayProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: jkopayProviders })

export type { JkopayOptions } from "./gateway"
