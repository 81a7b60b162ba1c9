import { enterAccount } from "../../../../../../payments/refund-desk/desk-steps"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"
import type { AccountBody } from "../../../refund-desk-requests"

/** Enters the account for a buyer who told it in another way. */
export const POST = inHttpTerms<AccountBody>(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  const { id, state } = await enterAccount(request.scope, request.params.id ?? "", request.validatedBody, actor)
  response.json({ id, state })
})
