import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { exportAttempts } from "../../../../payments/staff/export"
import { sendCsv } from "../csv-answer"
import type { ExportQuery } from "../requests"

/** The attempts that the list is narrowed to, all of them, as a file for spreadsheets. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, ExportQuery>,
  response: MedusaResponse,
): Promise<void> {
  const { language, ...wishes } = request.validatedQuery
  await sendCsv(response, "payments.csv", exportAttempts(request.scope, wishes, language))
}
