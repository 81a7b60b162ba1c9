import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { TaiwanBank } from "./provider.js"

export default ModuleProvider(Modules.PAYMENT, { services: [TaiwanBank] })
