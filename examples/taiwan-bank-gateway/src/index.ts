import { ModuleProvider, Modules } from "@medusajs/framework/utils"
import { providersOf } from "@taiwan-payments/medusa/provider"
import { taiwanBank } from "./gateway.js"

export default ModuleProvider(Modules.PAYMENT, { services: providersOf(taiwanBank) })
