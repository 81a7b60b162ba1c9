import { returnedByBank } from "../../../../../../payments/refund-desk/returned-by-bank"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"
import type { ReasonBody } from "../../../refund-desk-requests"

/** The bank sent the money back: the buyer is asked again. */
export const POST = inHttpTerms<ReasonBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { reason } = request.validatedBody
  const { id, state } = await returnedByBank(request.scope, request.params.id ?? "", reason, actor)
  response.json({ id, state })
})
