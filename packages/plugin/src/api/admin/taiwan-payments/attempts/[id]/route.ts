import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { detailOf } from "../../../../../payments/staff/attempt-views"
import type { AttemptDetail } from "../../views"

/** An attempt with its events, operations and alarms, and what can be done about it. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse<AttemptDetail>): Promise<void> {
  response.json(await detailOf(request.scope, request.params.id ?? ""))
}
