import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { accountsWithStatements } from "../../../../../payments/staff/payouts"
import type { StatementAccountsAnswer } from "../../views"

/** Accounts of which statements can be brought. */
export async function GET(
  request: AuthenticatedMedusaRequest,
  response: MedusaResponse<StatementAccountsAnswer>,
): Promise<void> {
  response.json({ accounts: await accountsWithStatements(request.scope) })
}
