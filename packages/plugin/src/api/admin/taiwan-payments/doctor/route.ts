import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { examine } from "../../../../doctor/examine"
import type { DoctorAnswer } from "../views"

/** What is wrong with this installation, as `npx taiwan-payments doctor` would say it. */
export async function GET(
  { scope }: AuthenticatedMedusaRequest,
  response: MedusaResponse<DoctorAnswer>,
): Promise<void> {
  const config = scope.resolve(ContainerRegistrationKeys.CONFIG_MODULE)
  const db = scope.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  response.json(await examine({ directory: process.cwd(), config, db }))
}
