import { approve } from "../../../../../../payments/refund-desk/desk-steps"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"
import type { ApproveBody } from "../../../refund-desk-requests"

/** A second person's consent. */
export const POST = inHttpTerms<ApproveBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { id, state } = await approve(request.scope, request.params.id ?? "", request.validatedBody.version, actor)
  response.json({ id, state })
})
