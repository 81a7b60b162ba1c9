import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { listBatches } from "../../../../../payments/refund-desk/desk-lists"
import { makeBatch } from "../../../../../payments/refund-desk/refund-batches"
import { actorOf } from "../../../../../payments/staff/actor"
import { inHttpTerms } from "../../http-terms"
import type { BatchBody, RefundBatchesQuery } from "../../refund-desk-requests"
import type { RefundBatchesAnswer } from "../../views"

/** The files for the bank, the newest first; without what stands in them. */
export async function GET(
  request: AuthenticatedMedusaRequest<unknown, RefundBatchesQuery>,
  response: MedusaResponse<RefundBatchesAnswer>,
): Promise<void> {
  const slice = request.validatedQuery
  response.json({ ...(await listBatches(request.scope, slice)), ...slice })
}

/** Puts requests in a file for the bank. */
export const POST = inHttpTerms<BatchBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json({ batch: await makeBatch(request.scope, request.validatedBody.ids, actor) })
})
