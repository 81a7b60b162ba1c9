import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { payoutLines } from "../../../../../payments/staff/payouts"
import { lineWishesOf, type PayoutLinesQuery } from "../../payout-requests"
import type { PayoutLinesAnswer } from "../../views"

/** Lines of statements, the latest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, PayoutLinesQuery>,
  response: MedusaResponse<PayoutLinesAnswer>,
): Promise<void> {
  const { limit, offset, ...wishes } = request.validatedQuery
  const { rows: lines, count } = await payoutLines(request.scope, lineWishesOf(wishes), { limit, offset })
  response.json({ lines, count, limit, offset })
}
