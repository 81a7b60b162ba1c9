import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listAlarms } from "../../../../payments/staff/alarms"
import type { AlarmsQuery } from "../requests"
import type { AlarmsAnswer } from "../views"

/** Alarms, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, AlarmsQuery>,
  response: MedusaResponse<AlarmsAnswer>,
): Promise<void> {
  const { open, resolved, mine, limit, offset } = request.validatedQuery
  const which = open === "true" ? "open" : resolved === "true" ? "resolved" : "all"
  const of = mine === "true" ? request.auth_context.actor_id : undefined
  const { rows, count } = await listAlarms(request.scope, which, { limit, offset }, of)
  response.json({ alarms: rows, count, limit, offset })
}
