import { endBatch } from "../../../../../../../payments/refund-desk/refund-batches"
import { actorOf } from "../../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../../http-terms"
import type { BatchDoneBody } from "../../../../refund-desk-requests"

/** The bank has carried a file out: each of its refunds is booked. */
export const POST = inHttpTerms<BatchDoneBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { reference } = request.validatedBody
  response.json({ batch: await endBatch(request.scope, request.params.id ?? "", reference, actor) })
})
