import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { searchAttempts } from "../../../../payments/staff/search"
import type { AttemptsQuery } from "../requests"
import type { AttemptsAnswer } from "../views"

/** Payment attempts, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, AttemptsQuery>,
  response: MedusaResponse<AttemptsAnswer>,
): Promise<void> {
  const { limit, offset } = request.validatedQuery
  const { rows, count } = await searchAttempts(request.scope, request.validatedQuery)
  response.json({ attempts: rows, count, limit, offset })
}
