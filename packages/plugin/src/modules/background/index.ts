import { Module } from "@medusajs/framework/utils"
import { BackgroundModuleService } from "./service"

export const BACKGROUND_MODULE = "taiwanPaymentBackground"

export default Module(BACKGROUND_MODULE, { service: BackgroundModuleService })
