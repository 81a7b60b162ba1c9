import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { overviewOf } from "../../../../payments/staff/overview"
import type { OverviewQuery } from "../requests"
import type { Overview } from "../views"

/** Sums of what the list is narrowed to. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, OverviewQuery>,
  response: MedusaResponse<Overview>,
): Promise<void> {
  response.json(await overviewOf(request.scope, request.validatedQuery, new Date()))
}
