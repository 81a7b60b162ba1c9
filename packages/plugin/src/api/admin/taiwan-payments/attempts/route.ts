import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { searchAttempts } from "../attempt-search"
import type { AttemptsQuery } from "../requests"
import type { AttemptsAnswer } from "../views"

/** Payment attempts, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, AttemptsQuery>,
  response: MedusaResponse<AttemptsAnswer>,
): Promise<void> {
  response.json(await searchAttempts(request.scope, request.validatedQuery))
}
