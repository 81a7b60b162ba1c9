import { actorOf } from "../../../../../../payments/staff/actor"
import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { recordManualRefund } from "../../../../../../payments/staff/manual-refund"
import { inHttpTerms } from "../../../http-terms"
import type { RefundByHandBody } from "../../../requests"

/** Records a refund that staff made themselves. */
export const POST = inHttpTerms<RefundByHandBody>(async (request, response) => {
  const id = request.params.id ?? ""
  const actor = await actorOf(request.scope, request.auth_context)
  await recordManualRefund(request.scope, id, request.validatedBody, actor)
  response.json(await detailOf(request.scope, id))
})
