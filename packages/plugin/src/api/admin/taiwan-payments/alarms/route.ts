import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { alarmViews, readerOf } from "../../../../payments/staff/situation"
import type { AlarmsQuery } from "../requests"
import type { AlarmsAnswer } from "../views"

/** Alarms, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, AlarmsQuery>,
  response: MedusaResponse<AlarmsAnswer>,
): Promise<void> {
  const { open, limit, offset } = request.validatedQuery
  const { rows, count } = await readerOf(request.scope).alarms(open === "true", { limit, offset })
  response.json({ alarms: await alarmViews(request.scope, rows), count, limit, offset })
}
