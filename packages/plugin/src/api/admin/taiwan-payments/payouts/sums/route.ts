import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payoutSums } from "../../../../../payments/staff/payouts"
import type { PayoutSumsQuery } from "../../payout-requests"
import type { PayoutSums } from "../../views"

/** Month by month, and how many lines came to which result. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, PayoutSumsQuery>,
  response: MedusaResponse<PayoutSums>,
): Promise<void> {
  response.json(await payoutSums(request.scope, request.validatedQuery))
}
