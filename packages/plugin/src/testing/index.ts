/**
 * What a test harness of a gateway's author needs of the plugin's insides: routes, jobs and ledger, to run them on a database
 * of its own. Not for shops; it may change with every version.
 */
import path from "node:path"

export * as gate from "../api/pay/[provider]/gate/route"
export * as notify from "../api/pay/[provider]/notify/route"
export * as handleReturn from "../api/pay/[provider]/return/route"
export * as charge from "../api/pay/sessions/[id]/charge/route"
export * as departure from "../api/pay/sessions/[id]/route"
export { Ledger } from "../modules/ledger/ledger"
export { checkBalances } from "../payments/balances/check-balances"
export { wakeIfDue } from "../payments/orders/apply-worker"
export { expireVouchers } from "../payments/orders/expire"
export { syncPayments } from "../payments/queries/payment-sync"

/** Where the migrations of the ledger's tables are. */
export const ledgerMigrations = path.join(__dirname, "../modules/ledger/migrations")
