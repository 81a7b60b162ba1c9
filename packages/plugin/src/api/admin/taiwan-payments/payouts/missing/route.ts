import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { missingPayments } from "../../../../../payments/staff/payouts"
import type { PayoutsQuery } from "../../payout-requests"
import type { AttemptsAnswer } from "../../views"

/** Payments that stand in no statement though their time has passed, the oldest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, PayoutsQuery>,
  response: MedusaResponse<AttemptsAnswer>,
): Promise<void> {
  const { limit, offset, ...filter } = request.validatedQuery
  const { rows: attempts, count } = await missingPayments(request.scope, filter, { limit, offset })
  response.json({ attempts, count, limit, offset })
}
