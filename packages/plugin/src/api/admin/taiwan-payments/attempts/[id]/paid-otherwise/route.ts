import { actorOf } from "../../../../../../payments/staff/actor"
import { detailOf } from "../../../../../../payments/staff/attempt-views"
import { recordPaidOtherwise } from "../../../../../../payments/staff/paid-otherwise"
import { inHttpTerms } from "../../../http-terms"
import type { PaidOtherwiseBody } from "../../../requests"

/** Records that the order of an awaited number was paid in another way. */
export const POST = inHttpTerms<PaidOtherwiseBody>(async (request, response) => {
  const id = request.params.id ?? ""
  const actor = await actorOf(request.scope, request.auth_context)
  await recordPaidOtherwise(request.scope, id, request.validatedBody, actor)
  response.json(await detailOf(request.scope, id))
})
