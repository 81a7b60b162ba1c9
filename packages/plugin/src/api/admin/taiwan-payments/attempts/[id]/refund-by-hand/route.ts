import { detailOf } from "../../../attempt-views"
import { inHttpTerms } from "../../../http-terms"
import { refundByHand } from "../../../refund-by-hand"
import type { RefundByHandBody } from "../../../requests"

/** Records a refund that staff made themselves. */
export const POST = inHttpTerms<RefundByHandBody>(async (request, response) => {
  const id = request.params.id ?? ""
  await refundByHand(request.scope, id, request.validatedBody, request.auth_context.actor_id)
  response.json(await detailOf(request.scope, id))
})
