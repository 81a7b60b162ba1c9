import { cancel } from "../../../../../../payments/refund-desk/desk-steps"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"
import type { ReasonBody } from "../../../refund-desk-requests"

/** Gives a request up. */
export const POST = inHttpTerms<ReasonBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { id, state } = await cancel(request.scope, request.params.id ?? "", request.validatedBody.reason, actor)
  response.json({ id, state })
})
