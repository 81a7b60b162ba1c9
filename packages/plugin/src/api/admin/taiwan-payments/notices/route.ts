import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listNotices } from "../../../../payments/staff/inbox"
import type { NoticesQuery } from "../requests"
import type { Notices } from "../views"

/** Every notice that came, newest first. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, NoticesQuery>,
  response: MedusaResponse<Notices>,
): Promise<void> {
  response.json(await listNotices(request.scope, request.validatedQuery))
}
