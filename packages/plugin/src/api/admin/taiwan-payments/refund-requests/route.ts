import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listRequests } from "../../../../payments/refund-desk/desk-lists"
import type { RefundRequestsQuery } from "../refund-desk-requests"
import type { RefundRequestsAnswer } from "../views"

/** The queue of the refund desk. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, RefundRequestsQuery>,
  response: MedusaResponse<RefundRequestsAnswer>,
): Promise<void> {
  const { tab, ...slice } = request.validatedQuery
  response.json({ ...(await listRequests(request.scope, tab, slice)), ...slice })
}
