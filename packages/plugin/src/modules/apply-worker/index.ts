import { Module } from "@medusajs/framework/utils"
import { ApplyWorkerModuleService } from "./service"

export const APPLY_WORKER_MODULE = "taiwanPaymentApplyWorker"

export default Module(APPLY_WORKER_MODULE, { service: ApplyWorkerModuleService })
