import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { choicesOf } from "../../../../payments/staff/choices"
import type { Choices } from "../views"

/** What the list of attempts can be narrowed to. */
export async function GET(request: AuthenticatedMedusaRequest, response: MedusaResponse<Choices>): Promise<void> {
  response.json(await choicesOf(request.scope))
}
