import { Module } from "@medusajs/framework/utils"
import { BACKGROUND_MODULE } from "../../payments/shop-config"
import { BackgroundModuleService } from "./service"

export { BACKGROUND_MODULE }

export default Module(BACKGROUND_MODULE, { service: BackgroundModuleService })
