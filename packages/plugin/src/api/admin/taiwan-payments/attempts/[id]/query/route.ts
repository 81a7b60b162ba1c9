import { actorOf } from "../../../../../../payments/staff/actor"
import { queryNow } from "../../../../../../payments/staff/query-now"
import { inHttpTerms } from "../../../http-terms"

/** Asks the gateway now; when that is too soon, tells when it is not. */
export const POST = inHttpTerms(async (request, response) => {
  const actor = await actorOf(request.scope, request.auth_context)
  response.json(await queryNow(request.scope, request.params.id ?? "", actor))
})
