import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "../../payments/provider/services"
import { jkopay } from "./gateway"

export default ModuleProvider(Modules.PAYMENT, { services: providersOf(jkopay) })

export type { JkopayOptions } from "./gateway"
