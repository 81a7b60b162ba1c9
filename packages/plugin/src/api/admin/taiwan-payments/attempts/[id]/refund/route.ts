import { actorOf } from "../../../../../../payments/staff/actor"
import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { refundUnmatched } from "../../../../../../payments/staff/refund-unmatched"
import { inHttpTerms } from "../../../http-terms"
import type { RefundBody } from "../../../requests"

/** Gives back money without a home. */
export const POST = inHttpTerms<RefundBody>(async (request, response) => {
  const id = request.params.id ?? ""
  const actor = await actorOf(request.scope, request.auth_context)
  await refundUnmatched(request.scope, id, actor, request.validatedBody.amount)
  response.json(await detailOf(request.scope, id))
})
