import { showAccount } from "../../../../../../payments/refund-desk/desk-steps"
import { actorOf } from "../../../../../../payments/staff/actor"
import { inHttpTerms } from "../../../http-terms"

/** The account in the clear. By POST, since it is written down who reads it. */
export const POST = inHttpTerms(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json({ account: await showAccount(request.scope, request.params.id ?? "", actor) })
})
