import { Module } from "@medusajs/framework/utils"
import { LedgerModuleService } from "./service"

export const LEDGER_MODULE = "taiwanPaymentLedger"

export default Module(LEDGER_MODULE, { service: LedgerModuleService })
