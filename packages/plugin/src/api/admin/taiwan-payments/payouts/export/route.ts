import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { exportPayoutLines } from "../../../../../payments/staff/payout-export"
import { sendCsv } from "../../csv-answer"
import { lineWishesOf, type PayoutExportQuery } from "../../payout-requests"

/** The lines that the list is narrowed to, all of them, as a file for spreadsheets. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, PayoutExportQuery>,
  response: MedusaResponse,
): Promise<void> {
  const { language, ...wishes } = request.validatedQuery
  await sendCsv(response, "payouts.csv", exportPayoutLines(request.scope, lineWishesOf(wishes), language))
}
