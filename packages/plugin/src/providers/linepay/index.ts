import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { linepay } from "./gateway"

export default ModuleProvider(Modules.PAYMENT, { services: providersOf(linepay) })

export type { LinePayOptions } from "./gateway"
