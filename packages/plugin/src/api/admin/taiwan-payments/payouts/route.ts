import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payoutsOf } from "../../../../payments/staff/payouts"
import type { PayoutsQuery } from "../payout-requests"
import type { PayoutsAnswer } from "../views"

/** What gateways paid out, the latest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, PayoutsQuery>,
  response: MedusaResponse<PayoutsAnswer>,
): Promise<void> {
  const { limit, offset, ...filter } = request.validatedQuery
  const { rows: payouts, count } = await payoutsOf(request.scope, filter, { limit, offset })
  response.json({ payouts, count, limit, offset })
}
