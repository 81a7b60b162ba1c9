import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { linepayProviders } from "./provider"

export default ModuleProvider(Modules.PAYMENT, { services: linepayProviders })

export type { LinePayOptions } from "./gateway"
